package vn.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.HubException;

class DocumentKindsTest {
    private final DocumentKinds kinds = new DocumentKinds();

    @Test
    void anUnknownKeyComesWithItsLineTheNearestKeyAndWhatThatIsFor() {
        List<Problem> problems = check("thing: lamp\nsizee: 3\n");

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.in(Locale.ENGLISH))
                    .startsWith("t.yaml:2: ")
                    .contains("\"sizee\"", "\"size\"", "how big it is");
            assertThat(problem.in(Locale.forLanguageTag("vi"))).contains("cỡ");
        });
    }

    @Test
    void anAnswerDoesNotGrowWithWhatIsSent() {
        StringBuilder many = new StringBuilder("thing: lamp\n");
        for (int i = 0; i < 50_000; i++) {
            many.append('k').append(i).append(": 1\n");
        }

        assertThat(check(many.toString())).hasSize(100);
    }

    @Test
    void aKeyNearToNothingComesWithAllThatAreKnown() {
        assertThat(check("thing: lamp\nweather: fine\n").get(0).remedy().en()).contains("colour, rules, size, thing");
    }

    @Test
    void everyKindOfMistakeSaysWhatWasExpected() {
        List<Problem> problems = check("size: big\ncolour: blue\nrules: [a]\n");

        assertThat(problems)
                .extracting(problem -> problem.line() + " " + problem.what().en())
                .containsExactlyInAnyOrder(
                        "1 The key \"thing\" is missing.",
                        "1 \"size\" must be a whole number, here it is text.",
                        "2 The value of \"colour\" is not among the allowed ones.",
                        "3 \"rules\" must be a group of keys, here it is a list.");
        assertThat(check("thing: lamp\nsize: 12\n").get(0).what().en())
                .isEqualTo("The value of \"size\" must be at most 9.");
        assertThat(check("thing: 3\n").get(0).remedy().en()).contains("double quotes");
        assertThat(check("thing: Lamp 1\n").get(0).remedy().en()).contains("the thing's name");
        assertThat(check("thing: lamp\ncolour: blue\n").get(0).remedy().en()).contains("red, green");
    }

    @Test
    void whereAValueMayBeWrittenInTwoWaysOnlyTheOneChosenIsJudged() {
        List<Problem> problems = check("""
                thing: lamp
                rules:
                  good: a
                  other: { from: b }
                  wrong: { form: b }
                  worse: [x]
                  deep: { from: b, apply: [trim, 3] }
                """);

        assertThat(problems).hasSize(3);
        assertThat(problems.get(0).in(Locale.ENGLISH)).contains(":5:", "\"form\"", "\"from\"");
        assertThat(problems.get(1).what().en())
                .isEqualTo("\"rules.worse\" must be text or a group of keys, here it is a list.");
        assertThat(problems.get(2).in(Locale.ENGLISH)).contains(":7:", "\"rules.deep.apply.1\" must be text");
    }

    @Test
    void aValueIsNeverRepeated() {
        assertThat(check("thing: S3CRET!\nsize: S3CRET!\ncolour: S3CRET!\n"))
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("S3CRET"));
    }

    @Test
    void schemasOutsideTheShelfAreOutOfReach() {
        assertThatThrownBy(() -> kinds.schema("../application")).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> kinds.schemaFile("/etc/passwd")).isInstanceOf(HubException.class);
    }

    private List<Problem> check(String text) {
        return kinds.check("thing", Document.parse("t.yaml", text));
    }
}
