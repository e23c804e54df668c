package vn.lienthong.route.made;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.HubException;

/** The text of hand-made routes as people read it: numbered lines, with what is wrong in each beside it. */
final class Source {
    private static final String HIDDEN = "•••";

    private Source() {}

    /**
     * One line.
     *
     * @param number from 1
     * @param text what stands there; hidden where it looks like a secret
     */
    record Line(int number, String text, List<Problem> problems) {}

    /** The lines of a text; what is wrong beyond its end is told at its last line. */
    static List<Line> lines(String text, List<Problem> problems) {
        List<String> all = split(text);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int number = i + 1;
            boolean last = number == all.size();
            lines.add(new Line(
                    number,
                    Lint.tells(all.get(i)) ? HIDDEN : all.get(i),
                    problems.stream()
                            .filter(one -> one.line() == number || last && one.line() > number)
                            .toList()));
        }
        return lines;
    }

    /** The lines of a text; an empty text has one that is empty. */
    static List<String> split(String text) {
        return List.of(text.stripTrailing().split("\\R", -1));
    }

    /** As it is kept: line ends of one kind, one of them last. */
    static String tidy(String typed) {
        String lines = typed.replaceAll("\\R", "\n").stripTrailing();
        return lines.isEmpty() ? "" : lines + "\n";
    }

    /** The line that an error is about which does not know it: where what it names stands, with most of what else it names. */
    static int line(String text, HubException error) {
        Map<String, ?> named = error.arguments();
        String wanted = Stream.of("dataset", "connector", "column")
                .filter(named::containsKey)
                .map(key -> String.valueOf(named.get(key)))
                .findFirst()
                .orElse("");
        List<String> lines = split(text);
        int best = 0;
        long most = 0;
        for (int i = 0; i < lines.size() && !wanted.isEmpty(); i++) {
            String line = lines.get(i);
            long fits = line.contains(wanted)
                    ? named.values().stream()
                            .filter(value -> line.contains(String.valueOf(value)))
                            .count()
                    : 0;
            if (fits > most) {
                best = i;
                most = fits;
            }
        }
        return best + 1;
    }
}
