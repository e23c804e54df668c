package vn.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static String text(int lines) {
        return IntStream.rangeClosed(1, lines).mapToObj(n -> "line " + n + "\n").collect(Collectors.joining());
    }

    private static String shown(List<Difference.Line> lines) {
        return lines.stream()
                .map(line -> line.kind() + " " + line.before() + " " + line.after() + " "
                        + (line.kind() == Difference.Kind.CUT ? line.count() : line.text()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aChangedLineStandsAmongItsNeighboursAndTheRestIsCounted() {
        String after = text(20).replace("line 10\n", "line ten\nand more\n");

        assertThat(shown(Difference.of(text(20), after))).isEqualTo("""
                CUT null null 6
                SAME 7 7 line 7
                SAME 8 8 line 8
                SAME 9 9 line 9
                GONE 10 null line 10
                COME null 10 line ten
                COME null 11 and more
                SAME 11 12 line 11
                SAME 12 13 line 12
                SAME 13 14 line 13
                CUT null null 7""");
        assertThat(Difference.unified("nightly", 1, text(20), 2, after))
                .startsWith("--- nightly 1\n+++ nightly 2\n@@ -7,7 +7,8 @@\n line 7\n")
                .contains("\n-line 10\n+line ten\n+and more\n");
    }

    @Test
    void aTextThatComesOrGoesIsWhollyOther() {
        assertThat(Difference.of("", text(3))).extracting(Difference.Line::kind).containsOnly(Difference.Kind.COME);
        assertThat(Difference.of(text(3), "")).extracting(Difference.Line::kind).containsOnly(Difference.Kind.GONE);
        assertThat(Difference.of(text(3), text(3))).isEmpty();
    }

    /** Whoever lays a huge file down shall not keep a node busy. */
    @Test
    void textsThatAreTooLongToCompareAreShownWhole() {
        List<Difference.Line> lines = Difference.of(text(4_000), text(3_999) + "other\n");

        assertThat(Difference.count(lines, Difference.Kind.GONE)).isEqualTo(4_000);
        assertThat(Difference.count(lines, Difference.Kind.COME)).isEqualTo(4_000);
    }
}
