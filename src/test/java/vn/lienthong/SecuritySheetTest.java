package vn.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sheet against OWASP ASVS 5.0: what it names is there, and what it leaves open stands at its top. */
class SecuritySheetTest {
    private static final Path SHEET = Path.of("src/docs/asvs.md");
    private static final Pattern ROW =
            Pattern.compile("\\| (\\d+\\.\\d+\\.\\d+) \\| ([12]) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*)\\|");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)`");

    /** How many requirements of the levels 1 and 2 each chapter has. */
    private static final List<Integer> ROWS = List.of(27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7);

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Set<String> there;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            there = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        Set<String> missing = new TreeSet<>();
        Matcher named = TEST.matcher(Files.readString(SHEET));
        while (named.find()) {
            if (!there.contains(named.group(1))) {
                missing.add(named.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyRequirementHasItsRowOnce() throws IOException {
        List<Matcher> rows = rows();

        assertThat(rows.stream().map(row -> row.group(1))).doesNotHaveDuplicates();
        for (int chapter = 1; chapter <= ROWS.size(); chapter++) {
            String start = chapter + ".";
            assertThat(rows.stream().filter(row -> row.group(1).startsWith(start)))
                    .as("chapter " + chapter)
                    .hasSize(ROWS.get(chapter - 1));
        }
    }

    @Test
    void whatHoldsSaysHowAndWhatDoesNotStandsAtTheTop() throws IOException {
        String top = Files.readString(SHEET).split("\n## V1 ")[0];
        for (Matcher row : rows()) {
            String state = row.group(4).split("[:;,]")[0].strip();
            assertThat(state).as(row.group(1)).isIn("holds", "partly", "not", "does not apply");
            if (state.equals("holds")) {
                assertThat(row.group(5)).as(row.group(1)).isNotBlank();
            }
            if (state.equals("not") || state.equals("partly")) {
                assertThat(top).containsPattern("\\b" + Pattern.quote(row.group(1)) + "\\b");
            }
        }
    }

    private static List<Matcher> rows() throws IOException {
        return Files.readString(SHEET)
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .toList();
    }
}
