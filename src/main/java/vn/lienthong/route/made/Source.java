package vn.lienthong.route.made;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vn.lienthong.document.Problem;
import vn.lienthong.document.SourceText;
import vn.lienthong.kernel.HubException;

/** The text of hand-made routes as people read it: numbered lines, with what is wrong in each beside it. */
final class Source {
    private Source() {}

    /** The lines of a text; those that look as if they held a secret are hidden. */
    static List<SourceText.Line> lines(String text, List<Problem> problems) {
        return SourceText.lines(text, problems, Lint::tells);
    }

    /** The line that an error is about which does not know it: where what it names stands, with most of what else it names. */
    static int line(String text, HubException error) {
        Map<String, ?> named = error.arguments();
        String wanted = Stream.of("dataset", "connector", "column")
                .filter(named::containsKey)
                .map(key -> String.valueOf(named.get(key)))
                .findFirst()
                .orElse("");
        List<String> lines = SourceText.split(text);
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
