package vn.lienthong.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.Troubles.Subject;
import vn.lienthong.kernel.Troubles.Trouble;

/**
 * Troubles that have one cause, and so are one alert.
 *
 * @param root the cause, or the one thing
 * @param state the worst
 * @param reason of the root, where it is known; else of the worst
 * @param members the things, by name; the root alone where nothing else suffers
 * @param agencies whose they are, by code
 */
record Group(Subject root, Health.State state, Text reason, List<Alert.Member> members, Set<String> agencies) {
    /** Puts together what belongs together, in the order of the names. */
    static List<Group> of(Collection<Trouble> troubles) {
        Map<String, List<Trouble>> byKey = troubles.stream()
                .sorted(Comparator.comparing(trouble -> trouble.subject().name()))
                .collect(Collectors.groupingBy(
                        trouble -> root(trouble).name(), LinkedHashMap::new, Collectors.toList()));
        List<Group> groups = new ArrayList<>();
        byKey.values().forEach(together -> groups.add(one(together)));
        return groups;
    }

    private static Subject root(Trouble trouble) {
        return Objects.requireNonNullElse(trouble.cause(), trouble.subject());
    }

    private static Group one(List<Trouble> together) {
        Subject root = root(together.get(0));
        Trouble worst = together.stream()
                .min(Comparator.comparing((Trouble trouble) -> trouble.health().state())
                        .thenComparing(trouble -> !trouble.subject().name().equals(root.name())))
                .orElseThrow();
        Trouble speaks = together.stream()
                .filter(trouble -> trouble.subject().name().equals(root.name()))
                .findFirst()
                .orElse(worst);
        Set<String> agencies = new TreeSet<>();
        agencies.add(root.agency().value());
        together.forEach(trouble -> agencies.add(trouble.subject().agency().value()));
        return new Group(
                root,
                worst.health().state(),
                speaks.health().reason(),
                together.stream()
                        .map(Trouble::subject)
                        .map(subject -> new Alert.Member(subject.name(), subject.title(), subject.page()))
                        .distinct()
                        .toList(),
                agencies);
    }
}
