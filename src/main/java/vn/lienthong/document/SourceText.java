package vn.lienthong.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A document's text as people read it: numbered lines, with what is wrong in each beside it. */
public final class SourceText {
    private static final String HIDDEN = "•••";

    private SourceText() {}

    /**
     * One line.
     *
     * @param number from 1
     * @param text what stands there; hidden where it looks like a secret
     */
    public record Line(int number, String text, List<Problem> problems) {}

    /**
     * The lines of a text; what is wrong beyond its end is told at its last line.
     *
     * @param secret says of a line whether it looks as if it held a secret: then it is not shown
     */
    public static List<Line> lines(String text, List<Problem> problems, Predicate<String> secret) {
        List<String> all = split(text);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int number = i + 1;
            boolean last = number == all.size();
            lines.add(new Line(
                    number,
                    secret.test(all.get(i)) ? HIDDEN : all.get(i),
                    problems.stream()
                            .filter(one -> one.line() == number || last && one.line() > number)
                            .toList()));
        }
        return lines;
    }

    /** The lines of a text; an empty text has one that is empty. */
    public static List<String> split(String text) {
        return List.of(text.stripTrailing().split("\\R", -1));
    }

    /** As it is kept: line ends of one kind, one of them last. */
    public static String tidy(String typed) {
        String lines = typed.replaceAll("\\R", "\n").stripTrailing();
        return lines.isEmpty() ? "" : lines + "\n";
    }
}
