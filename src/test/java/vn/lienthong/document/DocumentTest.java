package vn.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    @Test
    void everyValueKnowsItsLine() {
        Document document = Document.parse("a.yaml", """
                # yaml-language-server: $schema=http://localhost:8080/schemas/thing.json
                thing: lamp
                parts:
                  - bulb
                  - { name: shade,
                      made/of: paper }
                """);

        assertThat(document.line("/thing")).isEqualTo(2);
        assertThat(document.line("/parts/1/made~1of")).isEqualTo(6);
        assertThat(document.line("/parts/0")).isEqualTo(4);
        assertThat(document.line("/parts/0/nothing/here")).isEqualTo(4);
        assertThat(document.root().at("/parts/1/made~1of").asText()).isEqualTo("paper");
    }

    @Test
    void codesAndYesStayText() {
        Document document = Document.parse(
                "a.yaml", "province: 01\nanswer: yes\ntime: 12:30\nday: 2026-12-01\nport: 5432\nid: 001085012345\n");

        assertThat(document.root().get("province").asText()).isEqualTo("01");
        assertThat(document.root().get("province").isTextual()).isTrue();
        assertThat(document.root().get("answer").isTextual()).isTrue();
        assertThat(document.root().get("time").asText()).isEqualTo("12:30");
        assertThat(document.root().get("day").asText()).isEqualTo("2026-12-01");
        assertThat(document.root().get("id").asText()).isEqualTo("001085012345");
        assertThat(document.root().get("port").isInt()
                        || document.root().get("port").isLong())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x [1]\nb: *x\n",
                "a: &x {b: 1}\nc:\n  <<: *x\n",
                "a: &x lol\nb: *x\n",
                "a: !!javax.script.ScriptEngineManager [x]\n",
                "a: !mine 1\n",
                "a: !!binary aGVsbG8=\n",
                "a: 1\nb: 2\na: 3\n",
                "? [x, y]\n: 1\n",
                "a: 1\n---\nb: 2\n",
                "a: [1\n",
                "- a list\n",
                "just text",
                "",
                "# nothing\n",
                "a: ${HOME}\n",
                "a: ${LIENTHONG_VAR_X}\n"
            })
    void whatYamlAllowsButTheHubDoesNotIsRefusedWithARemedy(String text) {
        DocumentException refused = catchThrowableOfType(DocumentException.class, () -> Document.parse("a.yaml", text));

        assertThat(refused).isNotNull();
        assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.in(Locale.ENGLISH)).startsWith("a.yaml:").doesNotContain("{", "DocumentError");
            assertThat(problem.what().vi()).isNotEqualTo(problem.what().en());
            assertThat(problem.remedy().vi()).isNotBlank();
        });
    }

    @Test
    void aKeyGivenTwiceIsRefusedAtTheSecondOneNamingTheFirst() {
        DocumentException refused = catchThrowableOfType(
                DocumentException.class, () -> Document.parse("a.yaml", "a: 1\nb:\n  c: 1\n  c: 2\n"));

        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.what().en()).contains("\"c\"").contains("line 3");
        });
    }

    @Test
    void bombsAreRefusedQuickly() {
        StringBuilder lol = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 30; i++) {
            lol.append("a").append(i).append(": &a").append(i).append(" [");
            lol.append(("*a" + (i - 1) + ",").repeat(9)).append("x]\n");
        }
        List<String> bombs = List.of(
                lol.toString(),
                "a: " + "[".repeat(100_000),
                "a: " + "{b: ".repeat(5_000) + "1" + "}".repeat(5_000),
                "a: " + "x".repeat(2_000_000),
                "a: &a [*a]\n",
                "a: " + "9".repeat(900_000) + "\n" + "b: [1\n");

        org.assertj.core.api.Assertions.assertThatCode(() -> {
                    for (String bomb : bombs) {
                        assertThat(catchThrowableOfType(DocumentException.class, () -> Document.parse("b.yaml", bomb)))
                                .isNotNull();
                    }
                })
                .doesNotThrowAnyException();
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> bombs.forEach(
                        bomb -> catchThrowableOfType(DocumentException.class, () -> Document.parse("b.yaml", bomb))));
    }

    @Test
    void variablesFillInValuesButNeverStructure() {
        Variables variables =
                Variables.of(Map.of("LIENTHONG_VAR_PORT", "5433", "LIENTHONG_VAR_EVIL", "x\nadmin: true"));

        Document document = Document.parse("a.yaml", """
                host: ${LIENTHONG_VAR_HOST:localhost}
                port: ${LIENTHONG_VAR_PORT:5432}
                evil: ${LIENTHONG_VAR_EVIL}
                secret: ${secret:a/password}
                """, variables);

        assertThat(document.root().get("host").asText()).isEqualTo("localhost");
        assertThat(document.root().get("port").intValue()).isEqualTo(5433);
        assertThat(document.root().get("evil").asText()).isEqualTo("x\nadmin: true");
        assertThat(document.root().has("admin")).isFalse();
        assertThat(document.root().get("secret").asText()).isEqualTo("${secret:a/password}");
    }

    @Test
    void aVariableWithoutValueIsNamedWithItsLine() {
        DocumentException refused = catchThrowableOfType(
                DocumentException.class,
                () -> Document.parse("a.yaml", "a: 1\nb: ${LIENTHONG_VAR_NONE}\n", Variables.of(Map.of())));

        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.remedy().en()).contains("${LIENTHONG_VAR_NONE:value}");
        });
    }
}
