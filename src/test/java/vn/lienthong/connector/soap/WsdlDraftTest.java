package vn.lienthong.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.HubException;

/** A WSDL becomes settings that a person completes. */
class WsdlDraftTest {
    private static final String WSDL = SoapStrangeAnswersTest.WSDL;

    @Test
    @SuppressWarnings("unchecked")
    void whatIsDraftedCanBeUsed() {
        String draft = WsdlDraft.of(Map.of("my service.wsdl", "\uFEFF<?xml version='1.0'?>\n" + WSDL), Locale.ENGLISH);
        assertThat(draft)
                .startsWith("# address, as the WSDL has it: http://169.254.169.254/; ask")
                .contains("  list:\n    operation: List\n    rows: /pupil\n");
        Map<String, Object> settings = new Yaml().load(draft);
        SoapWay way = new SoapWay(1, (Map<String, String>) settings.get("wsdl"));
        way.with("operations", settings.get("operations")).with("path", settings.get("path"));
        try (Session session = way.open()) {
            assertThat(((Discovers) session).discover()).hasSize(1);
        }
    }

    @Test
    void whatThePartnersPutIntoNamesStaysOneLineAndIsNeverMoreThanText() {
        String strange = WSDL.replace("operation name=\"List\"", "operation name=\"List&#10;host: evil.example\"");
        String draft = WsdlDraft.of(Map.of("a.wsdl", strange), Locale.forLanguageTag("vi"));
        Map<String, Object> settings = new Yaml().load(draft);
        assertThat(settings).doesNotContainKey("host");
        assertThat(draft).contains("giữ lại những thao tác cần dùng");
    }

    @Test
    void filesThatAreUsedAreNamedWhereTheyAreMissing() {
        String types = WSDL.substring(WSDL.indexOf("<x:schema"), WSDL.indexOf("</types>"));
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "a.wsdl",
                WSDL.replace(types, "<x:schema><x:import namespace='urn:t' schemaLocation='t.xsd'/></x:schema>"));
        assertThat(catchThrowableOfType(HubException.class, () -> WsdlDraft.of(files, Locale.ENGLISH)))
                .hasMessageContaining("t.xsd");
        files.put("t.xsd", types.replaceFirst("<x:schema", "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema'"));
        assertThat(WsdlDraft.of(files, Locale.ENGLISH)).contains("t.xsd: |2");
    }
}
