package vn.lienthong.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the small sector knows of one locality: who lives there and where. */
final class SectorFacts {
    private final Weighted<String> ethnicGroups;
    private final Weighted<Commune> communes;
    private final List<Commune> own;

    SectorFacts(Locality locality) {
        this.ethnicGroups = ethnicGroups(locality);
        List<Commune> known = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        for (List<String> row : read("communes.csv")) {
            if (row.get(0).equals(locality.name())) {
                known.add(new Commune(row.get(1), row.get(2)));
                weights.add(Integer.valueOf(row.get(3)));
            }
        }
        this.communes = Weighted.of(known, weights);
        this.own = known.stream()
                .filter(commune -> commune.provinceCode().equals(locality.formerCode()))
                .toList();
    }

    String ethnicGroup(Dice dice) {
        return ethnicGroups.at(dice.bits());
    }

    /** Where a pupil is at home, now and then in another province. */
    Commune home(Dice dice) {
        return communes.at(dice.bits());
    }

    /** Where a school stands: in the locality itself. */
    Commune schoolPlace(long number) {
        return own.get((int) (number % own.size()));
    }

    /** A commune with the former code of its province. */
    record Commune(String provinceCode, String name) {}

    private static Weighted<String> ethnicGroups(Locality locality) {
        List<String> groups = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        for (List<String> row : read("ethnic-mix.csv")) {
            if (row.get(0).equals(locality.name())) {
                groups.add(row.get(1));
                weights.add(Integer.valueOf(row.get(2)));
            }
        }
        return Weighted.of(groups, weights);
    }

    /** The rows of one of the sector's own lists, without the header. */
    static List<List<String>> read(String file) {
        try (InputStream in = SectorFacts.class.getResourceAsStream("/sample/" + file)) {
            if (in == null) {
                throw new IllegalStateException("missing in the jar: sample/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> List.of(line.split(",")))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
