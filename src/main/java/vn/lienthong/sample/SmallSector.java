package vn.lienthong.sample;

import java.math.BigInteger;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fictional education sector of any size. Each pupil, school and teacher follows from the seed and its number alone, so the
 * same seed makes the same sector everywhere, any part can be made without the rest, and nothing is kept in memory.
 *
 * <p>Pupils come class by class: 40 a class, one class for each of the twelve grades in turn, four classes a grade in a school.
 * Personal ids are unique up to six million pupils. Safe for use by several threads.
 */
public final class SmallSector {
    /** The seed of the sample and of tests that need no other. */
    public static final long SEED = 20261123L;

    private static final int PER_CLASS = 40;
    private static final int GRADES = 12;
    private static final int PARALLEL = 4;
    private static final int CLASSES_TOGETHER = GRADES * PARALLEL;
    private static final int NUMBERS = 1_000_000;
    private static final long REPEATERS = 500_000;
    /** Prime to {@link #NUMBERS}: it walks through all of them before it repeats one. */
    private static final long STEP = 617_273;
    /** Undoes a step: {@code STEP * STEP_BACK} leaves 1. */
    private static final long STEP_BACK =
            BigInteger.valueOf(STEP).modInverse(BigInteger.valueOf(NUMBERS)).longValueExact();

    private static final LocalDate SCHOOL_YEAR = LocalDate.of(2026, 9, 5);
    private static final LocalDateTime FIRST_TOUCH = LocalDateTime.of(2026, 8, 1, 7, 0);
    private static final int TOUCH_SECONDS = 100 * 24 * 3600;
    private static final String[] SCHOOL_NAMES = {
        "Hoa Sen",
        "Ánh Dương",
        "Bình Minh",
        "Sao Mai",
        "Hướng Dương",
        "Tre Xanh",
        "Sông Xanh",
        "Lúa Vàng",
        "Mùa Xuân",
        "Biển Xanh"
    };
    private static final String[] STREETS = {
        "đường Hoa Ban",
        "đường Cây Đa",
        "phố Bến Nước",
        "ngõ Hồ Sen",
        "đường Đồi Chè",
        "đường Ruộng Bậc Thang",
        "phố Hàng Tre"
    };

    private final Locality locality;
    private final long seed;
    private final PlantedFaults faults;
    private final SectorFacts facts;
    private final NameBook names = new NameBook();

    private SmallSector(Locality locality, long seed, PlantedFaults faults) {
        this.locality = locality;
        this.seed = seed * 31 + locality.ordinal();
        this.faults = faults;
        this.facts = new SectorFacts(locality);
    }

    /** The sector of a locality. */
    public static SmallSector of(Locality locality, long seed, PlantedFaults faults) {
        return new SmallSector(locality, seed, faults);
    }

    /** So many good pupils of Hanoi, made one by one as they are asked for. */
    public static Stream<Pupil> pupils(long size, long seed) {
        return of(Locality.HANOI, seed, PlantedFaults.none()).pupils(size);
    }

    /** The first {@code size} pupils in order, made one by one as they are asked for. */
    public Stream<Pupil> pupils(long size) {
        return LongStream.range(0, size).mapToObj(this::pupil);
    }

    /** Where the faults are. */
    public PlantedFaults faults() {
        return faults;
    }

    /** The pupil of a number, from 0. */
    public Pupil pupil(long index) {
        Fault fault = faults.at(index);
        // a pupil with somebody else's id was entered after a schoolmate of the same sex and age
        long entered = fault == Fault.PERSONAL_ID_TWICE ? index - 1 : index;
        Dice person = new Dice(seed, entered);
        int grade = grade(index);
        Sex sex = (person.bits() & 1) == 0 ? Sex.MALE : Sex.FEMALE;
        boolean repeater = person.below(50) == 0;
        LocalDate birthDate = birthDate(grade(entered) + (repeater ? 1 : 0), person);
        SectorFacts.Commune registered = facts.home(person);
        String personalId = personalId(registered.provinceCode(), sex, birthDate, serial(entered), repeater);
        Dice own = new Dice(seed + 1, index);
        String ethnic = facts.ethnicGroup(own);
        SectorFacts.Commune home = own.below(12) == 0 ? facts.home(own) : registered;
        return new Pupil(
                index,
                id(index),
                faultyName(names.name(ethnic, sex, own), fault),
                fault == Fault.BIRTH_DATE_FUTURE ? birthDate.plusYears(30) : birthDate,
                sex,
                faultyId(personalId, fault),
                ethnic,
                fault == Fault.PROVINCE_UNKNOWN ? "99" : home.provinceCode(),
                home.name(),
                "Số " + (1 + own.below(300)) + ", " + STREETS[own.below(STREETS.length)] + ", " + home.name(),
                schoolCode(index / PER_CLASS / CLASSES_TOGETHER, level(grade)),
                className(index, fault == Fault.GRADE_UNKNOWN ? 13 : grade),
                grade,
                FIRST_TOUCH.plusSeconds(own.below(TOUCH_SECONDS)),
                fault);
    }

    /** The schools of the first {@code pupils} pupils. */
    public Stream<School> schools(long pupils) {
        long groups = (pupils + PER_CLASS * CLASSES_TOGETHER - 1) / (PER_CLASS * CLASSES_TOGETHER);
        return LongStream.range(0, groups * 3).mapToObj(number -> school(number / 3, (int) (number % 3) + 1));
    }

    /** The teachers of the first {@code pupils} pupils: one in charge of each class. */
    public Stream<Teacher> teachers(long pupils) {
        return LongStream.range(0, (pupils + PER_CLASS - 1) / PER_CLASS).mapToObj(this::teacher);
    }

    /** The pupil who has this personal id, of all that there could ever be; found without going through the others. */
    Optional<Pupil> holder(String personalId) {
        if (!personalId.matches("0\\d{11}")) {
            return Optional.empty();
        }
        long scattered = Long.parseLong(personalId.substring(6));
        long step = Math.floorMod((scattered - (seed & 0xfffffL)) * STEP_BACK, NUMBERS);
        boolean repeater = step >= REPEATERS;
        long serial = repeater ? step - REPEATERS : step;
        int year = 1900 + (personalId.charAt(3) - '0') / 2 * 100 + Integer.parseInt(personalId.substring(4, 6));
        int grade = SCHOOL_YEAR.getYear() - 5 - year - (repeater ? 1 : 0);
        if (grade < 1 || grade > GRADES) {
            return Optional.empty();
        }
        long index = (serial / PER_CLASS * GRADES + grade - 1) * PER_CLASS + serial % PER_CLASS;
        return Optional.of(pupil(index)).filter(pupil -> pupil.personalId().equals(personalId));
    }

    private School school(long group, int level) {
        SectorFacts.Commune place = facts.schoolPlace(group * 3 + level);
        String kind =
                switch (level) {
                    case 1 -> "Tiểu học";
                    case 2 -> "Trung học cơ sở";
                    default -> "Trung học phổ thông";
                };
        String name = "Trường " + kind + " " + SCHOOL_NAMES[(int) ((group + level) % SCHOOL_NAMES.length)] + " "
                + (group / SCHOOL_NAMES.length + 1);
        return new School(schoolCode(group, level), name, level, place.provinceCode(), place.name());
    }

    private Teacher teacher(long number) {
        Dice dice = new Dice(seed + 2, number);
        Sex sex = dice.below(10) < 3 ? Sex.MALE : Sex.FEMALE;
        LocalDate birthDate = LocalDate.of(1966 + dice.below(34), 1 + dice.below(12), 1 + dice.below(28));
        String registered = facts.home(dice).provinceCode();
        long pupil = number * PER_CLASS;
        int grade = grade(pupil);
        return new Teacher(
                "GV-" + id(number),
                names.name(facts.ethnicGroup(dice), sex, dice),
                birthDate,
                sex,
                personalId(registered, sex, birthDate, number, false),
                schoolCode(pupil / PER_CLASS / CLASSES_TOGETHER, level(grade)),
                className(pupil, grade),
                FIRST_TOUCH.plusSeconds(dice.below(TOUCH_SECONDS)));
    }

    private static int grade(long index) {
        return (int) (index / PER_CLASS % GRADES) + 1;
    }

    private static int level(int grade) {
        return grade <= 5 ? 1 : grade <= 9 ? 2 : 3;
    }

    private static String className(long index, int grade) {
        return grade + "A" + (index / PER_CLASS / GRADES % PARALLEL + 1);
    }

    private static LocalDate birthDate(int age, Dice dice) {
        return LocalDate.ofYearDay(SCHOOL_YEAR.getYear() - 5 - age, 1 + dice.below(365));
    }

    private String id(long index) {
        char[] number = new char[7];
        Pupil.digits(number, 0, 7, index + 1);
        return locality.prefix() + '-' + new String(number);
    }

    private String schoolCode(long group, int level) {
        char[] number = new char[5];
        Pupil.digits(number, 0, 5, group + 1);
        return locality.formerCode() + level + new String(number);
    }

    /** The pupil's number among those of the same grade, so that nobody of the same year has the same digits. */
    private static long serial(long index) {
        return index / PER_CLASS / GRADES * PER_CLASS + index % PER_CLASS;
    }

    /** Structure: prefix of the province of registration, century and sex, year, six digits without meaning. */
    private String personalId(String registered, Sex sex, LocalDate birthDate, long serial, boolean repeater) {
        char[] id = new char[12];
        id[0] = '0';
        id[1] = registered.charAt(0);
        id[2] = registered.charAt(1);
        int century = birthDate.getYear() / 100 - 19;
        id[3] = (char) ('0' + 2 * century + sex.ordinal());
        Pupil.digits(id, 4, 2, birthDate.getYear() % 100);
        long scattered = (serial + (repeater ? REPEATERS : 0)) * STEP + (seed & 0xfffffL);
        Pupil.digits(id, 6, 6, scattered % NUMBERS);
        return new String(id);
    }

    private static String faultyId(String id, @Nullable Fault fault) {
        if (fault == null) {
            return id;
        }
        return switch (fault) {
            case PERSONAL_ID_SHORT -> id.substring(0, 11);
            case PERSONAL_ID_OTHER_SEX -> id.substring(0, 3) + (char) (id.charAt(3) ^ 1) + id.substring(4);
            case PERSONAL_ID_OTHER_YEAR ->
                id.substring(0, 4) + (char) ('0' + (id.charAt(4) - '0' + 5) % 10) + id.substring(5);
            case PERSONAL_ID_SPACED -> id.substring(0, 3) + ' ' + id.substring(3, 6) + "." + id.substring(6) + ' ';
            default -> id;
        };
    }

    private static String faultyName(String name, @Nullable Fault fault) {
        if (fault == null) {
            return name;
        }
        return switch (fault) {
            case NAME_MISSING -> "";
            case NAME_DECOMPOSED -> Normalizer.normalize(name, Normalizer.Form.NFD);
            case NAME_SPACED -> " " + name.replaceFirst(" ", "  ") + " ";
            default -> name;
        };
    }
}
