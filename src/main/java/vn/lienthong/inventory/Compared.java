package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;

/** What a measurement compares: systems with the datasets that are known of them. */
final class Compared {
    /** Two columns that fit may be chance; it takes so many to speak of the same data. */
    private static final int FEWEST = 2;

    private static final int MOST_CANDIDATES = 3;

    private Compared() {}

    /** A system; its agency is told where one of its datasets is read. */
    record Subject(String system, AgencyCode agency, List<Data> datasets) {
        int fields() {
            return datasets.stream().mapToInt(Data::width).sum();
        }
    }

    /** A dataset with its columns as they are compared. */
    record Data(SeenDataset seen, List<Field> fields) {
        /** How many fields it has; technical ones do not count. */
        int width() {
            return (int) fields.stream().filter(field -> !field.technical()).count();
        }

        String name() {
            return seen.connector() + "/" + seen.dataset();
        }

        private boolean keyed(Field field) {
            return seen.key().equals(List.of(field.column()));
        }
    }

    /**
     * A dataset of one system and one of another system that fits it.
     *
     * @param identity the columns by which records are told to be the same; null where there are none
     */
    record Pairing(
            Subject subject,
            Data ours,
            Subject other,
            Data theirs,
            List<Match> matches,
            @Nullable Match identity) {}

    /** For each dataset of a system the few of the other that fit it best; which one it is shows in their records. */
    static List<Pairing> pairings(Subject subject, Subject other) {
        List<Pairing> pairings = new ArrayList<>();
        for (Data ours : subject.datasets()) {
            other.datasets().stream()
                    .map(theirs -> pairing(subject, ours, other, theirs))
                    .filter(pairing -> pairing.matches().size() >= FEWEST)
                    .sorted(Comparator.comparing((Pairing pairing) -> pairing.identity() == null)
                            .thenComparing(pairing -> -pairing.matches().stream()
                                    .mapToInt(Match::weight)
                                    .sum())
                            .thenComparing(pairing -> pairing.theirs().width()))
                    .limit(MOST_CANDIDATES)
                    .forEach(pairings::add);
        }
        return pairings;
    }

    private static Pairing pairing(Subject subject, Data ours, Subject other, Data theirs) {
        List<Match> matches = Match.between(ours.fields(), theirs.fields());
        Match identity = matches.stream()
                .filter(match -> match.ours().identifies())
                .findFirst()
                .or(() -> matches.stream()
                        .filter(match -> ours.keyed(match.ours()) && theirs.keyed(match.theirs()))
                        .findFirst())
                .orElse(null);
        return new Pairing(subject, ours, other, theirs, matches, identity);
    }
}
