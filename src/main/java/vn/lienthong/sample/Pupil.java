package vn.lienthong.sample;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A pupil as a school's system holds them, mistakes included.
 *
 * @param index which pupil of the sector, from 0
 * @param id the system's own id: {@code HN-0000042}
 * @param name as written; empty where it is missing
 * @param birthDate the day of birth; years after today where that is the fault
 * @param sex never wrong by itself; a system writes something else where the fault says so
 * @param personalId as written: twelve digits unless faulty
 * @param ethnicCode code of the ethnic group
 * @param provinceCode former two-digit code of the province of residence
 * @param commune the commune of residence
 * @param address house, street and commune
 * @param schoolCode the school, see {@link School#code()}
 * @param className grade and class: {@code 7A2}
 * @param grade 1 to 12
 * @param updatedAt when the record was last touched, Vietnamese time
 * @param fault the planted fault, null for a good record
 */
public record Pupil(
        long index,
        String id,
        String name,
        LocalDate birthDate,
        Sex sex,
        String personalId,
        String ethnicCode,
        String provinceCode,
        String commune,
        String address,
        String schoolCode,
        String className,
        int grade,
        LocalDateTime updatedAt,
        @Nullable Fault fault) {

    /** The birth date as text, {@code dd/MM/yyyy}; impossible where that is the fault. */
    public String birthDateText() {
        if (fault == Fault.BIRTH_DATE_IMPOSSIBLE) {
            return "31/02/" + birthDate.getYear();
        }
        char[] text = new char[10];
        digits(text, 0, 2, birthDate.getDayOfMonth());
        text[2] = '/';
        digits(text, 3, 2, birthDate.getMonthValue());
        text[5] = '/';
        digits(text, 6, 4, birthDate.getYear());
        return new String(text);
    }

    /** The sex in the words of a system. */
    public String sexAs(String male, String female, String unknown) {
        if (fault == Fault.SEX_UNKNOWN) {
            return unknown;
        }
        return sex == Sex.MALE ? male : female;
    }

    static void digits(char[] text, int from, int count, long number) {
        long rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
