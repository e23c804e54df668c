package vn.lienthong.document;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeltaType;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes one text another one, line by line. */
public final class Difference {
    /** So many lines around a change are shown. */
    private static final int AROUND = 3;

    /**
     * Texts with more lines together are not compared line by line, which would take time and memory by the square: all of the one goes,
     * all of the other comes.
     */
    private static final int MOST = 1_500;

    private Difference() {}

    /** What is with a line. */
    public enum Kind {
        /** It stands in both. */
        SAME,
        /** It is no longer there. */
        GONE,
        /** It has come. */
        COME,
        /** Lines that stand in both and are not shown. */
        CUT
    }

    /**
     * One line of it.
     *
     * @param before its number in the text before; null where it was not there
     * @param after its number in the text after; null where it is not there
     * @param text what stands there; empty for lines that are not shown
     * @param count how many lines it stands for
     */
    public record Line(
            Kind kind, @Nullable Integer before, @Nullable Integer after, String text, int count) {}

    /** The difference; empty where there is none. */
    public static List<Line> of(String before, String after) {
        List<Line> all = new ArrayList<>();
        List<String> from = lines(before);
        List<String> to = lines(after);
        if (from.equals(to)) {
            return all;
        }
        for (AbstractDelta<String> delta : patch(from, to, true).getDeltas()) {
            int at = delta.getSource().getPosition();
            int there = delta.getTarget().getPosition();
            if (delta.getType() == DeltaType.EQUAL) {
                List<String> same = delta.getSource().getLines();
                for (int i = 0; i < same.size(); i++) {
                    all.add(new Line(Kind.SAME, at + i + 1, there + i + 1, same.get(i), 1));
                }
            } else {
                one(all, Kind.GONE, delta.getSource().getLines(), at);
                one(all, Kind.COME, delta.getTarget().getLines(), there);
            }
        }
        return folded(all);
    }

    /** The same as programs read it: the unified format of diff. */
    public static String unified(String name, int from, String before, int to, String after) {
        List<String> old = lines(before);
        return String.join(
                        "\n",
                        UnifiedDiffUtils.generateUnifiedDiff(
                                name + " " + from, name + " " + to, old, patch(old, lines(after), false), AROUND))
                + "\n";
    }

    /** How many lines of a kind there are. */
    public static long count(List<Line> difference, Kind kind) {
        return difference.stream().filter(line -> line.kind() == kind).count();
    }

    private static Patch<String> patch(List<String> from, List<String> to, boolean same) {
        if (from.size() + to.size() <= MOST) {
            return DiffUtils.diff(from, to, same);
        }
        Patch<String> all = new Patch<>();
        all.addDelta(new ChangeDelta<>(new Chunk<>(0, from), new Chunk<>(0, to)));
        return all;
    }

    private static List<String> lines(String text) {
        return text.isBlank() ? List.of() : SourceText.split(text);
    }

    private static void one(List<Line> all, Kind kind, List<String> lines, int at) {
        for (int i = 0; i < lines.size(); i++) {
            int number = at + i + 1;
            boolean gone = kind == Kind.GONE;
            all.add(new Line(kind, gone ? number : null, gone ? null : number, lines.get(i), 1));
        }
    }

    private static List<Line> folded(List<Line> all) {
        List<Line> shown = new ArrayList<>();
        int cut = 0;
        for (int i = 0; i < all.size(); i++) {
            if (near(all, i)) {
                cut(shown, cut);
                cut = 0;
                shown.add(all.get(i));
            } else {
                cut++;
            }
        }
        cut(shown, cut);
        return shown;
    }

    private static void cut(List<Line> shown, int count) {
        if (count > 0) {
            shown.add(new Line(Kind.CUT, null, null, "", count));
        }
    }

    private static boolean near(List<Line> all, int at) {
        for (int i = Math.max(0, at - AROUND); i <= Math.min(all.size() - 1, at + AROUND); i++) {
            if (all.get(i).kind() != Kind.SAME) {
                return true;
            }
        }
        return false;
    }
}
