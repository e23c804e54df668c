package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;

/** What is typed into the form is what a file would say, and what is wrong with it is said beside its field. */
class ConnectorDraftTest {
    private static final SettingsForm FORM = SettingsForm.of("rest");

    private final ConnectorReader reader = new ConnectorReader(new DocumentKinds(), ConnectorTypes.shipped());

    private static ConnectorDraft draft(String resources) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("name", "partner");
        typed.put("title_vi", "Đối tác");
        typed.put("agency", "H26");
        typed.put("setting.host", "api.example");
        typed.put("setting.tls", "verify");
        typed.put("setting.auth", "none");
        typed.put("setting.resources", resources);
        return new ConnectorDraft(FORM, typed);
    }

    private Connector read(ConnectorDraft draft) {
        return reader.read(Document.parse("connector", draft.text(Set.of(), Map.of())), null, Connector.Origin.HUB);
    }

    @Test
    void aMapIsTypedAsYamlAndShownAgainAsSuch() {
        Connector connector =
                read(draft("pupils:\n  path: /pupils\n  columns: { code: /code, born: { at: /born, type: date } }"));
        assertThat(connector.settings().get("resources").toString())
                .isEqualTo("{pupils={path=/pupils, columns={code=/code, born={at=/born, type=date}}}}");
        String shown = ConnectorDraft.of(connector, FORM).value(field());
        assertThat(read(draft(shown)).settings()).isEqualTo(connector.settings());
    }

    private static SettingsForm.Field field() {
        return FORM.fields().stream()
                .filter(field -> field.name().equals("resources"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsWrongDeepInAMapStandsBesideItsField() {
        for (String wrong : new String[] {
            "pupils: { path: /pupils, columns: { born: { at: /born, type: day } } }",
            "pupils: { path: pupils, columns: { code: /code } }",
            "pupils: { path: /../admin, columns: { code: /code } }",
            "pupils: { path: //elsewhere.example, columns: { code: /code } }",
            "pupils: { path: '/a?b=c', columns: { code: /code } }",
            "pupils: { path: /a, paging: { by: page }, columns: { code: /code } }",
            "pupils: { path: /a, columns: { code: '${secret:partner/api_key}' } }",
            "pupils: { path: /a, query: { key: '${secret:partner/api_key}' }, columns: { code: /code } }",
            "no map",
            "pupils: { unclosed"
        }) {
            ConnectorDraft draft = draft(wrong);
            String text = draft.text(Set.of(), Map.of());
            assertThatThrownBy(() -> read(draft))
                    .as(wrong)
                    .isInstanceOfSatisfying(DocumentException.class, refused -> assertThat(refused.problems())
                            .isNotEmpty()
                            .allSatisfy(problem -> assertThat(ConnectorDraft.field(text, problem))
                                    .isEqualTo("setting.resources")));
        }
    }
}
