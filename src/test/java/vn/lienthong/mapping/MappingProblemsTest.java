package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;

class MappingProblemsTest {
    private static final Sheet SHEET =
            Sheet.of("ma_hs ho_ten ma_tinh diem:decimal anh:bytes").target("pupil_id full_name score:integer");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            map: { pupil_id: ma_hss }                                            | 1 | no column "ma_hss"       | "ma_hs"
            map: { pupil_idd: ma_hs }                                            | 1 | no column "pupil_idd"    | "pupil_id"
            map: { pupil_id: { from: ma_hs, apply: [trimm] } }                   | 1 | no transform "trimm"     | "trim"
            map: { pupil_id: { form: ma_hs } }                                   | 1 | unknown key "form"       | "from"
            map: { pupil_id: { from: ma_hs, value: 1 } }                         | 1 | says it twice            | exactly one
            map: { pupil_id: { from: ma_hs, at: ho_ten } }                       | 1 | does not say where       | belong to
            map: { pupil_id: { from: ma_hs, apply: ['pad_left(x, 0)'] } }        | 1 | arguments of             | pad_left(width
            map: { pupil_id: { from: ma_hs, apply: ['trim('] } }                 | 1 | cannot be read           | quotes
            map: { pupil_id: { from: ma_hs, apply: ['date("dd/MM/yy")'] } }      | 1 | two digits               | yyyy
            map: { pupil_id: { from: ma_hs, apply: ['date("MM/yyyy")'] } }       | 1 | whole day                | dd
            map: { pupil_id: { from: ma_hs, translate: sexx } }                  | 1 | no code list "sexx"      | "sex"
            map: { pupil_id: { from: ma_tinh, translate: provinces-63-to-34 } }  | 1 | no day is given          | run.date
            map: { pupil_id: { from: ma_tinh, translate: provinces-63-to-34, at: ma_tin } } | 1 | "ma_tin" is neither | "ma_tinh"
            map: { pupil_id: { from: ma_hs, translate: sex, otherwise: drop } }  | 1 | "drop" does not say      | keep
            map: { pupil_id: anh }                                               | 1 | cannot become            | another column
            map: { score: { value: abc } }                                       | 1 | is not integer           | target's type
            map: { pupil_id: { cel: "row.ma_hs +" } }                            | 1 | column                   | CEL
            map: { pupil_id: { cel: "row.ma" } }                                 | 1 | no column "ma"           | "ma_hs"
            map: { pupil_id: { cel: "row['ma']" } }                              | 1 | no column "ma"           | "ma_hs"
            map: { pupil_id: { from: ma_hs, when: "row.ma_hs.size()" } }         | 1 | not true or false        | Compare
            map: {}                                                              | 1 | no rules under           | one line
            """)
    void aWrongRuleIsToldWithLineAndRemedy(String yaml, int line, String what, String remedy) {
        Problem problem = problems(yaml).get(0);
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.what().en()).contains(what);
        assertThat(problem.remedy().en()).contains(remedy);
        assertThat(problem.in(Locale.forLanguageTag("vi")))
                .doesNotContain("MappingError")
                .isNotEqualTo(problem.in(Locale.ENGLISH));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pupil_id: [requird]                             | no check "requird"   | "required"
            ma_hs: [required]                               | "ma_hs", which is not a mapped | is meant
            pupil_id: ['length(3, 2)']                      | arguments of         | length(least, most)
            pupil_id: ['pattern("(a+")']                    | cannot be used       | RE2
            pupil_id: ['pattern("(?=a)b")']                 | cannot be used       | look-ahead
            pupil_id: ['between(1, 2)']                     | does not work        | transform
            score: ['length(1, 2)']                         | does not work        | transform
            pupil_id: [one_of(provinces-2025)]              | no day is given      | today
            pupil_id: ['personal_id(full_name)']            | does not work on "full_name" | transform
            pupil_id: ['reference(schools, code)']          | arguments of         | connector/dataset
            pupil_id: ['cel("row.ma_hs == \\"\\"")']        | cannot be read       | quotes
            pupil_id: ["cel('row.ma_hs.size() > 1')"]       | no column "ma_hs"    | is meant
            """)
    void aWrongCheckIsToldWithLineAndRemedy(String check, String what, String remedy) {
        Problem problem = problems(
                        "map:\n  pupil_id: ma_hs\n  full_name: ho_ten\n  score: diem\ncheck:\n  " + check + "\n")
                .get(0);
        assertThat(problem.file()).isEqualTo("test.mapping.yaml");
        assertThat(problem.line()).isEqualTo(6);
        assertThat(problem.what().en()).contains(what);
        assertThat(problem.remedy().en()).contains(remedy);
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        assertThat(problems("map:\n  pupil_id: x1\n  full_name: x2\n  score: { cel: '1 +' }\n"))
                .extracting(Problem::line)
                .containsExactly(2, 3, 4);
    }

    @Test
    void aKeyThatIsNotMappedIsRefused() {
        Sheet sheet = Sheet.of("a").target("a id", "id");
        assertThat(problems(sheet, "map: { a: a }").get(0).what().en()).contains("key column \"id\"");
    }

    @Test
    void anExpressionErrorNamesItsLineAndColumn() {
        assertThat(problems("map:\n  pupil_id: { cel: 'row.ma_hs + nope' }\n")
                        .get(0)
                        .what()
                        .en())
                .contains("line 1 column 13", "nope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mapping: x\nmap: { a: b, c: { from: d, apply: [trim, length(2, 120)], translate: sex, otherwise: null } }\n",
                "mapping: x\nmap: { a: { value: 1 } }\ncheck: { a: required, b: [required] }\nskip_when: row.a == '1'\n",
            })
    void theSchemaTakesWhatTheReaderTakes(String yaml) {
        assertThat(new DocumentKinds().check("mapping", Document.parse("x.mapping.yaml", yaml)))
                .isEmpty();
        MappingDefinition.parse(Document.parse("x.mapping.yaml", yaml), "");
    }

    @Test
    void theSchemaNamesTheKeyNearestToAnUnknownOne() {
        Document document = Document.parse("x.mapping.yaml", "mapping: x\nmap:\n  a: { from: d, aply: [trim] }\n");
        List<Problem> problems = new DocumentKinds().check("mapping", document);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.in(Locale.ENGLISH)).contains("aply", "apply");
        });
    }

    private static List<Problem> problems(String yaml) {
        return problems(SHEET, yaml);
    }

    private static List<Problem> problems(Sheet sheet, String yaml) {
        DocumentException refused = catchThrowableOfType(DocumentException.class, () -> sheet.compile(yaml));
        assertThat(refused).as("nothing was refused in %s", yaml).isNotNull();
        return refused.problems();
    }
}
