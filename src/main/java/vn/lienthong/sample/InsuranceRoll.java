package vn.lienthong.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Who of Hanoi's pupils has a health insurance card: nearly all. Each card follows from its pupil alone. For every thread. */
final class InsuranceRoll {
    private static final int ONE_WITHOUT_IN = 12;
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    private final SmallSector hanoi = SmallSector.of(Locality.HANOI, SmallSector.SEED, PlantedFaults.none());
    private final long pupils;

    /** @param pupils how many pupils Hanoi began with */
    InsuranceRoll(long pupils) {
        this.pupils = pupils;
    }

    /**
     * A card.
     *
     * @param number which one of the roll, from 0; some numbers are nobody's
     * @param clinic where its holder goes first
     * @param until the last day it counts
     */
    record Card(
            long number,
            String code,
            String personalId,
            String name,
            LocalDate birthDate,
            String clinic,
            LocalDate until,
            Instant changed) {}

    /** The cards from a number on, in order, made one by one as they are asked for. */
    Stream<Card> from(long number) {
        return LongStream.range(Math.max(0, number), pupils).mapToObj(this::at).flatMap(Optional::stream);
    }

    /** The card of a number between 0 and {@link #size()}; nothing where nobody has it. */
    Optional<Card> at(long number) {
        Pupil pupil = hanoi.pupil(number);
        Dice dice = new Dice(SmallSector.SEED + 2, number);
        if (dice.below(ONE_WITHOUT_IN) == 0) {
            return Optional.empty();
        }
        char[] digits = new char[10];
        Pupil.digits(digits, 0, 10, number + 1);
        return Optional.of(new Card(
                number,
                "HS4" + pupil.provinceCode() + new String(digits),
                pupil.personalId(),
                pupil.name(),
                pupil.birthDate(),
                "Trạm y tế " + pupil.commune(),
                FROM.plusYears(1).plusMonths(dice.below(12)).minusDays(1),
                pupil.updatedAt().atZone(ZONE).toInstant()));
    }

    /** How many numbers there are. */
    long size() {
        return pupils;
    }
}
