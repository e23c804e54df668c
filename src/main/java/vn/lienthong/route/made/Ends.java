package vn.lienthong.route.made;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the routes of a file reach, looked at once all of it was read: ways that lead nowhere or round, datasets nobody declared. */
final class Ends {
    private static final Map<String, String> LISTS = Map.of("read", "reads", "write", "writes", "call", "calls");

    private final List<Reached> reached = new ArrayList<>();

    /** @param at within which route it was reached stands in its first number */
    private record Reached(String scheme, String path, String act, String at) {
        int route() {
            return Integer.parseInt(at.split("/", 4)[1]);
        }

        boolean begins() {
            return at.matches("/\\d+/route/from");
        }
    }

    void reached(String scheme, String path, String act, String at) {
        reached.add(new Reached(scheme, path, act, at));
    }

    /** Looks at all of it together. */
    void fit(JsonNode declared, Lint lint) {
        Map<String, Integer> begun = new TreeMap<>();
        for (Reached one : reached) {
            if (one.begins() && one.scheme().equals("direct") && begun.put(one.path(), one.route()) != null) {
                lint.problem(one.at(), MadeError.TWICE, Map.of("name", "direct:" + one.path()));
            }
        }
        Map<Integer, Set<Integer>> leads = new TreeMap<>();
        for (Reached one : reached) {
            if (one.begins()) {
                continue;
            }
            if (one.scheme().equals("connector")) {
                declared(one, declared, lint);
            } else if (!begun.containsKey(one.path())) {
                lint.problem(one.at(), MadeError.NOWHERE, Map.of("way", one.path()));
            } else {
                leads.computeIfAbsent(one.route(), route -> new TreeSet<>()).add(begun.get(one.path()));
                if (round(begun.get(one.path()), one.route(), leads, new HashSet<>())) {
                    lint.problem(one.at(), MadeError.CIRCLE, Map.of("way", one.path()));
                }
            }
        }
    }

    private static void declared(Reached one, JsonNode declared, Lint lint) {
        String list = LISTS.get(one.act());
        for (JsonNode dataset : declared.path(list)) {
            if (dataset.asText().equals(one.path())) {
                return;
            }
        }
        lint.problem(one.at(), MadeError.UNDECLARED, Map.of("dataset", one.path(), "list", list));
    }

    private static boolean round(int from, int to, Map<Integer, Set<Integer>> leads, Set<Integer> seen) {
        return from == to
                || (seen.add(from)
                        && leads.getOrDefault(from, Set.of()).stream().anyMatch(next -> round(next, to, leads, seen)));
    }
}
