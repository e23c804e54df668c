package vn.lienthong.route.made;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.document.Problem;

/** Nothing that is forbidden passes, wherever and however it is written; what is allowed does. */
class RouteLintTest {
    private static final int CASES = 2_000;

    private static final String HEAD = """
            - lienthong:
                agency: G03
                reads: [hcm-school/teachers]
                writes: [csdl/teachers_seen]
                calls: [dan-cu/verify]
            """;

    private static String one(String from, String steps) {
        return HEAD + """
                - route:
                    id: begin
                    group: nightly
                    description: "Giáo viên TP. Hồ Chí Minh (mỗi đêm, bản 1)"
                    errorHandler: { defaultErrorHandler: { redeliveryPolicy: { maximumRedeliveries: 3, redeliveryDelay: "1000" } } }
                    from:
                      uri: %s
                      steps:
                %s""".formatted(from, steps.indent(8));
    }

    @Test
    void noneOfTwoThousandForbiddenRoutesPasses() {
        long seed = System.nanoTime();
        ForbiddenRoutes forbidden = new ForbiddenRoutes(seed);
        Set<String> seen = new HashSet<>();
        Map<String, Integer> kinds = new TreeMap<>();
        while (seen.size() < CASES) {
            Map.Entry<String, String> one = forbidden.next();
            if (!seen.add(one.getValue())) {
                continue;
            }
            kinds.merge(one.getKey(), 1, Integer::sum);
            RouteLint.Found found = RouteLint.look("routes/evil.camel.yaml", "evil", one.getValue());
            assertThat(found.file())
                    .as("seed %d, %s passes:%n%s", seed, one.getKey(), one.getValue())
                    .isNull();
            assertThat(found.problems())
                    .as("seed %d, %s:%n%s", seed, one.getKey(), one.getValue())
                    .isNotEmpty()
                    .allSatisfy(problem -> told(problem, one.getValue()));
        }
        assertThat(kinds).as("seed %d", seed).hasSize(16);
        System.out.println("forbidden routes, seed " + seed + ": " + kinds + ", passed 0");
    }

    /** Otherwise the test above would show nothing. */
    @Test
    void theFilesTheyAreHiddenInPassWithoutThem() {
        long seed = System.nanoTime();
        ForbiddenRoutes forbidden = new ForbiddenRoutes(seed);
        for (int i = 0; i < 200; i++) {
            String good = forbidden.harmless();
            assertThat(RouteLint.look("routes/good.camel.yaml", "good", good).problems())
                    .as("seed %d:%n%s", seed, good)
                    .isEmpty();
        }
    }

    private static void told(Problem problem, String text) {
        assertThat(problem.line()).isBetween(1, (int) text.lines().count() + 1);
        assertThat(List.of(
                        problem.what().vi(),
                        problem.what().en(),
                        problem.remedy().vi(),
                        problem.remedy().en()))
                .allSatisfy(words ->
                        assertThat(words).isNotBlank().doesNotContain("{key}", "{wanted}", "{where}", "{name}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: \"connector:hcm-school/teachers?act=read\"",
                "- to: \"connector:hcm-school/teachers?act=read&most=500&columns=code,name\"\n- to: \"connector:csdl/teachers_seen?act=write&mode=upsert&key=code\"",
                "- to:\n    id: read-them\n    uri: connector:hcm-school/teachers\n    parameters: { act: read, most: 500 }",
                "- to:\n    uri: \"connector:hcm-school/teachers?act=read\"\n    parameters: { columns: \"code,name\" }\n- to:\n    uri: connector:csdl/teachers_seen\n    parameters: { act: write, mode: append, columns: \"ma:code,ten:name\" }",
                "- to: \"connector:dan-cu/verify?act=call&most=100\"",
                "- setHeader: { name: kind, constant: nightly }\n- setProperty: { name: seen, simple: \"${header.rows}\" }\n- removeHeader: { name: kind }\n- removeProperty: { name: seen }",
                "- setHeader: { name: kind, expression: { constant: { expression: nightly } } }\n- setHeader: { name: other, simple: { expression: \"${header.kind} - ${routeId}\" } }",
                "- log: { message: \"Đã đọc ${header.rows} dòng.\", loggingLevel: INFO }",
                "- filter: { simple: \"${header.rows} > 0\", steps: [ { log: { message: some } } ] }",
                "- choice:\n    when:\n      - simple: \"${header.rows} > 0 && ${header.kind} == 'nightly'\"\n        steps: [ { log: { message: some } } ]\n    otherwise: { steps: [ { stop: {} } ] }",
                "- multicast: { stopOnException: true, steps: [ { log: { message: one } }, { log: { message: two } } ] }",
                "- delay: { constant: 1000 }\n- delay: { expression: { constant: { expression: \"500\" } } }\n- stop: {}",
            })
    void whatIsAllowedPasses(String steps) {
        assertThat(RouteLint.look("routes/good.camel.yaml", "good", one("\"timer:begin?period=60000&delay=0\"", steps))
                        .problems())
                .isEmpty();
    }

    @Test
    void routesOfAFileReachEachOtherAndTheirErrorsGoSomewhere() {
        RouteLint.Found found = RouteLint.look(
                "routes/good.camel.yaml",
                "good",
                one("timer:begin\n      parameters: { period: 60000 }", "- to: direct:next") + """
                        - route:
                            id: next
                            group: nightly
                            description: What follows
                            errorHandler: { deadLetterChannel: { deadLetterUri: "direct:failed" } }
                            from: { uri: "direct:next", steps: [ { log: { message: next } } ] }
                        - route:
                            id: failed
                            group: nightly
                            description: What failed
                            errorHandler: { defaultErrorHandler: {} }
                            from: { uri: "direct:failed", steps: [ { log: { message: failed, loggingLevel: WARN } } ] }
                        """);
        assertThat(found.problems()).isEmpty();
        assertThat(found.file()).isNotNull();
        assertThat(found.file().routes())
                .extracting(MadeFile.Route::id)
                .containsExactly("camel.good.begin", "camel.good.next", "camel.good.failed");
        assertThat(found.file().camel()).contains("direct:camel.good.1.next").doesNotContain("lienthong");
    }

    @Test
    void aFindingNamesItsLineAndWhatToDo() {
        Problem found = RouteLint.look(
                        "routes/bad.camel.yaml",
                        "bad",
                        one("\"timer:begin?period=60000\"", "- log: { message: one }\n- bean: { ref: evil }"))
                .problems()
                .get(0);
        assertThat(found.line()).isEqualTo(15);
        assertThat(found.what().en()).isEqualTo("The step \"bean\" is not allowed in hand-made routes.");
        assertThat(found.what().vi()).isEqualTo("Bước \"bean\" không được phép trong tuyến viết tay.");
        assertThat(found.remedy().en()).startsWith("Use one of: choice, delay, filter, log,");
    }
}
