package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;

/** The form of an agreement writes the document that a file would hold, whatever is typed into it. */
class AgreementFormTest {
    private static MultiValueMap<String, String> typed() {
        MultiValueMap<String, String> given = new LinkedMultiValueMap<>();
        given.add("service", "pupil-status/1");
        given.add("word", "bhxh");
        given.add("consumer", " G26 ");
        given.add("purposeVi", "Xét cấp thẻ");
        given.add("purposeEn", "Cards");
        given.add("basis", "nd-1");
        given.add("answer", "status");
        given.add("answer", "faith");
        given.add("because.faith", "Miễn phí");
        given.add("because.status", " ");
        given.add("perMinute", "60");
        given.add("perDay", "1000");
        given.add("from", "2026-12-01");
        given.add("until", "2027-12-31");
        return given;
    }

    private static List<Problem> problems(YamlLines yaml) {
        return new DocumentKinds().check("agreement", Document.parse("hub/agreement.yaml", yaml.toString()));
    }

    @Test
    void whatIsTypedIsWhatAFileWouldHold() {
        Document document =
                Document.parse("hub/agreement.yaml", AgreementForm.yaml(typed()).toString());

        assertThat(problems(AgreementForm.yaml(typed()))).isEmpty();
        assertThat(document.root().path("agreement").asText()).isEqualTo("pupil-status.bhxh");
        assertThat(document.root().path("consumer").asText()).isEqualTo("G26");
        assertThat(document.root().at("/because/faith").asText()).isEqualTo("Miễn phí");
        assertThat(document.root().path("because")).hasSize(1);
        assertThat(document.root().at("/limits/per_day").asInt()).isEqualTo(1000);
    }

    @Test
    void aListIsAgreedOnWhereTheBoxIsTickedAlone() {
        MultiValueMap<String, String> given = typed();
        assertThat(AgreementForm.yaml(given).toString()).doesNotContain("list");
        given.set("list", "true");
        assertThat(problems(AgreementForm.yaml(given))).isEmpty();
        assertThat(AgreementForm.yaml(given).toString()).contains("\nlist: true\n");
        given.set("list", "yes\nwhere: '?'");
        assertThat(AgreementForm.yaml(given).toString()).doesNotContain("list", "where");
    }

    @Test
    void nothingThatIsTypedBecomesAnythingElse() {
        MultiValueMap<String, String> given = typed();
        String bad = "x\" }\nlimits: { per_day: 999999 } # *a &b !!int \t.";
        given.set("purposeVi", bad);
        given.set("where", bad);
        given.set("because.faith", bad);

        Document document =
                Document.parse("hub/agreement.yaml", AgreementForm.yaml(given).toString());
        assertThat(document.root().at("/purpose/vi").asText()).isEqualTo(bad);
        assertThat(document.root().path("where").asText()).isEqualTo(bad);
        assertThat(document.root().at("/because/faith").asText()).isEqualTo(bad);
        assertThat(document.root().at("/limits/per_day").asInt()).isEqualTo(1000);
    }

    @Test
    void whatIsWrongIsToldBesideItsField() {
        MultiValueMap<String, String> given = typed();
        given.set("purposeEn", "");
        given.remove("basis");
        given.set("perDay", "many");
        given.remove("answer");
        given.set("word", "");
        YamlLines yaml = AgreementForm.yaml(given);

        Map<String, List<Problem>> found = yaml.byKey(problems(yaml));
        assertThat(found.keySet()).containsExactlyInAnyOrder("agreement", "purpose", "legal_basis", "answer", "limits");
    }
}
