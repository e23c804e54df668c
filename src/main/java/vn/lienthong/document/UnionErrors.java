package vn.lienthong.document;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a value may be written in several ways ({@code anyOf}, {@code oneOf}), a checker complains about every way. Only the
 * complaints about the way the person evidently chose are of use: the way whose kind of value was given, and of several the one
 * with the fewest complaints.
 */
final class UnionErrors {
    private static final Set<String> NAMED_STEPS = Set.of("properties", "patternProperties", "prefixItems");
    private static final Set<String> STEPS = Set.of("items", "additionalProperties", "unevaluatedProperties");

    private UnionErrors() {}

    static List<Error> settle(List<Error> errors) {
        return settle(errors, 0);
    }

    private static List<Error> settle(List<Error> errors, int from) {
        List<Error> settled = new ArrayList<>();
        Map<Union, Map<String, List<Error>>> unions = new LinkedHashMap<>();
        for (Error error : errors) {
            int at = unionAt(error.getEvaluationPath(), from);
            if (at < 0) {
                settled.add(error);
            } else {
                unions.computeIfAbsent(Union.of(error, at), union -> new LinkedHashMap<>())
                        .computeIfAbsent(element(error, at + 1), way -> new ArrayList<>())
                        .add(error);
            }
        }
        unions.forEach((union, ways) -> settled.addAll(settle(chosen(union, ways), union.at + 2)));
        return settled;
    }

    private static List<Error> chosen(Union union, Map<String, List<Error>> ways) {
        return ways.values().stream()
                .filter(way -> way.stream().noneMatch(union::isOfAnotherKind))
                .min(Comparator.comparingInt(List::size))
                .orElseGet(() -> ways.values().stream().flatMap(List::stream).toList());
    }

    private static int unionAt(NodePath path, int from) {
        for (int i = from; i < path.getNameCount() - 1; i++) {
            String name = String.valueOf(path.getElement(i));
            if (name.equals("anyOf") || name.equals("oneOf")) {
                return i;
            }
        }
        return -1;
    }

    private static String element(Error error, int at) {
        return String.valueOf(error.getEvaluationPath().getElement(at));
    }

    /** One value and the place in the schema that lets it be written in several ways. */
    private record Union(int at, String schema, String value) {
        static Union of(Error error, int at) {
            StringBuilder schema = new StringBuilder();
            for (int i = 0; i <= at; i++) {
                schema.append('/').append(element(error, i));
            }
            NodePath value = error.getInstanceLocation();
            for (int down = stepsDown(error, at + 2); down > 0; down--) {
                value = value.getParent();
            }
            return new Union(at, schema.toString(), value.toString());
        }

        boolean isOfAnotherKind(Error error) {
            return error.getKeyword().equals("type")
                    && error.getInstanceLocation().toString().equals(value);
        }

        /** How many steps the value complained about lies within the union's value; the last element is the keyword itself. */
        private static int stepsDown(Error error, int from) {
            int steps = 0;
            for (int i = from; i < error.getEvaluationPath().getNameCount() - 1; i++) {
                String name = element(error, i);
                if (NAMED_STEPS.contains(name)) {
                    steps++;
                    i++;
                } else if (STEPS.contains(name)) {
                    steps++;
                }
            }
            return steps;
        }
    }
}
