package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.connector.soap.SoapType;
import vn.lienthong.connector.soap.Xml;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** Questions are judged by the schema that the WSDL shows. */
class QuestionSchemaTest {
    private static final String SPACE = "https://lienthong.vn/services/pupils/v1";
    private static final ServiceShape SHAPE = new ServiceShape(
            new ServiceId("pupils", 1),
            Text.same("x"),
            null,
            List.of(
                    Column.of("personal_id", ValueType.TEXT),
                    Column.of("birth_date", ValueType.DATE),
                    Column.of("Mã lớp", ValueType.INTEGER)),
            List.of(),
            false,
            0,
            null,
            null,
            Retirement.NONE);
    private static final QuestionSchema SCHEMA = new QuestionSchema(ServiceSchema.question(SHAPE));
    private static final String GOOD = "<ask xmlns='" + SPACE
            + "'><personal_id>001</personal_id><birth_date>2010-02-03</birth_date><Mã_x0020_lớp>7</Mã_x0020_lớp></ask>";

    private static Element read(String xml) throws Exception {
        return Xml.tree(Xml.reader(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatTheSchemaAllowsIsTaken() throws Exception {
        assertThat(SCHEMA.fields(read(GOOD)))
                .containsEntry("personal_id", "001")
                .containsEntry("birth_date", "2010-02-03")
                .containsEntry("Mã_x0020_lớp", "7");
        assertThat(SCHEMA.fields(read(GOOD.replace(
                        "<birth_date>",
                        "<birth_date xmlns:s='" + ServiceSchema.SPACE
                                + "' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>"))))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<personal_id>001</personal_id> | ",
                "<personal_id>001</personal_id> | <personal_id/>",
                "<personal_id>001</personal_id> | <personal_id>001</personal_id><personal_id>001</personal_id>",
                "<personal_id>001</personal_id> | <personal_id><CANARY/></personal_id>",
                "<personal_id>001</personal_id> | <CANARY>001</CANARY>",
                "<personal_id> | <personal_id CANARY='1'>",
                "<personal_id>001</personal_id> | CANARY<personal_id>001</personal_id>",
                "2010-02-03 | CANARY",
                "2010-02-03 | 2010-02-30",
                "2010-02-03 | 2010-02-03Z",
                ">7< | >7.5<",
                "<birth_date>2010-02-03</birth_date> | <birth_date xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>",
                "<birth_date> | <birth_date xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='CANARY'>",
                "<ask  | <other ",
                "services/pupils/v1 | services/pupils/v2",
                "</ask> | <CANARY/></ask>",
            })
    void whatItDoesNotAllowIsRefusedAndNotTold(String change) throws Exception {
        int bar = change.indexOf(" | ");
        String from = change.substring(0, bar);
        String to = change.substring(bar + 3);
        String wrong = GOOD.replace(from, to);
        String closed = to.startsWith("<other") ? wrong.replace("</ask>", "</other>") : wrong;
        assertThat(closed).isNotEqualTo(GOOD);

        assertThatThrownBy(() -> SCHEMA.fields(read(closed))).isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ServiceError.ASK_NOT_BY_SCHEMA);
            assertThat(refused.getMessage()).doesNotContain("CANARY", "001");
        });
    }

    @Test
    void theHubCanBeCalledByAnotherHub() {
        ServiceShape answering = new ServiceShape(
                SHAPE.id(),
                SHAPE.title(),
                null,
                SHAPE.ask(),
                List.of(Column.of("status", ValueType.TEXT), Column.of("changed", ValueType.MOMENT)),
                false,
                0,
                null,
                null,
                Retirement.NONE);

        String connector = new SoapType()
                .draft(
                        Map.of("service.wsdl", ServiceWsdl.of(answering, "https://hub.example", Locale.ENGLISH)),
                        Locale.ENGLISH);

        assertThat(connector).contains("hub.example", "path: /soap/pupils/v1", "operation: ask", "rows: /row");
    }

    @Test
    void noTwoColumnsHaveOneName() {
        assertThat(List.of("a b", "a_x0020_b", "1a", "ngày", "a:b").stream().map(XmlNames::of))
                .containsExactly("a_x0020_b", "a_x005F_x0020_b", "_x0031_a", "ngày", "a_x003A_b");
    }
}
