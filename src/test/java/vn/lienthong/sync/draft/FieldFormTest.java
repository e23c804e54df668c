package vn.lienthong.sync.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.document.Document;
import vn.lienthong.mapping.MappingDefinition;

/** What a form holds becomes the rule that somebody would have written, and comes back from it as it was. */
class FieldFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ma_hs",
                "Mã học sinh",
                "{ from: ho_ten, apply: [nfc, trim, squeeze] }",
                "{ from: ngay_sinh, apply: [\"date(\\\"dd/MM/yyyy\\\", \\\"d-M-yyyy\\\")\"] }",
                "{ from: ma_tinh, translate: provinces-63-to-34, at: updated_at, otherwise: reject }",
                "{ from: ma_tinh, translate: sex, otherwise: { value: khác } }",
                "{ value: smas-hanoi }",
                "{ value: 7 }",
                "{ value: \"7\" }",
                "{ value: 1.50 }",
                "{ value: \"1.50\" }",
                "{ value: true }",
                "{ value: \"true\" }",
                "{ value: \"\" }",
                "{ value: \"null\" }",
                "{ value: null }",
                "{ cel: \"row.lop + \\\"x\\\"\" }",
                "{ from: a, when: \"row.b == 1\", because: Chỉ còn năm sinh }"
            })
    void aRuleComesBackAsItWas(String rule) {
        assertThat(form(rule).rule(false)).isEqualTo(rule);
    }

    @Test
    void transformsAreAddedMovedAndTakenAway() {
        FieldForm form = form("{ from: a, apply: [nfc, trim] }");

        assertThat(form.after("add:apply:upper").apply()).containsExactly("nfc", "trim", "upper");
        assertThat(form.after("up:apply:1").apply()).containsExactly("trim", "nfc");
        assertThat(form.after("down:apply:0").apply()).containsExactly("trim", "nfc");
        assertThat(form.after("down:apply:1").apply()).containsExactly("nfc", "trim");
        assertThat(form.after("remove:apply:0").apply()).containsExactly("trim");
        assertThat(form.after("remove:apply:7")).isEqualTo(form);
        assertThat(form.after("add:check:length(2, 120)").checks()).isEqualTo("[\"length(2, 120)\"]");
        assertThat(form.after("save")).isEqualTo(form);
    }

    @Test
    void aTextThatLooksLikeANumberOfAnotherKindStaysAText() {
        FieldForm form = new FieldForm("code", "constant", "01", List.of(), "", "", "reject", "", "", "", List.of());

        assertThat(form.rule(false)).isEqualTo("{ value: \"01\" }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-2.5", "true", "false", "null", "", "~", "01", "a"})
    void aTextThatIsMeantAsOneIsReadAsOne(String text) {
        FieldForm form = new FieldForm("code", "text", text, List.of(), "", "", "reject", "", "", "", List.of());

        assertThat(form(form.rule(false)))
                .isEqualTo(new FieldForm("a", "text", text, List.of(), "", "", "reject", "", "", "", List.of()));
    }

    private static FieldForm form(String rule) {
        MappingDefinition rules = MappingDefinition.parse(Document.parse("test", "map:\n  a: " + rule + "\n"), "");
        return FieldForm.of(MappingLook.fields(rules, rules, null).get(0));
    }
}
