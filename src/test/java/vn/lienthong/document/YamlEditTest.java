package vn.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.HubException;

/** One value is changed; whatever else a person wrote, comments and spaces too, stays. */
class YamlEditTest {
    private static final String TEXT = """
            # Danh sách học sinh 🎒 của thành phố
            sync: a
            map:
              id:   ma_hs          # khóa của nguồn
              name: { from: ho_ten, apply: [nfc, trim] }   # tên
              # ngày của bản ghi quyết định
              day:
                from: ngay_sinh
                apply:
                  - 'date("dd/MM/yyyy")'
            check:
              name: [required, "length(2, 120)"]
            batch: 10   # ít
            """;

    @Test
    void aValueIsReplacedAndCommentsStay() {
        assertThat(YamlEdit.set(TEXT, "map", "id", "{ from: ma, apply: [trim] }"))
                .isEqualTo(TEXT.replace("ma_hs  ", "{ from: ma, apply: [trim] }  "));
        assertThat(YamlEdit.set(TEXT, "map", "day", "ngay"))
                .isEqualTo(TEXT.replaceAll("(?s)day:.*?\"\\)'", "day: ngay").replace("day: ngay", "day:\n    ngay"));
    }

    @Test
    void aKeyIsAddedAfterTheOthers() {
        assertThat(YamlEdit.set(TEXT, "map", "grade", "lop")).isEqualTo(TEXT.replace("\")'\n", "\")'\n  grade: lop\n"));
        assertThat(YamlEdit.set("sync: a\nmap: { id: id }", "check", "id", "[required]"))
                .isEqualTo("sync: a\nmap: { id: id }\ncheck:\n  id: [required]\n");
        assertThat(YamlEdit.set("map: { id: id }\n", "map", "Họ tên", "\"a, b\""))
                .isEqualTo("map: { id: id, Họ tên: \"a, b\" }\n");
    }

    @Test
    void aKeyIsTakenAwayWithItsLineAndALastOneWithWhatHeldIt() {
        assertThat(YamlEdit.remove(TEXT, "map", "id")).isEqualTo(TEXT.replaceAll("  id:.*\n", ""));
        assertThat(YamlEdit.remove(TEXT, "check", "name")).isEqualTo(TEXT.replaceAll("(?s)check:.*\\)\"]\n", ""));
        assertThat(YamlEdit.remove("map: { a: 1, b: 2, c: 3 }", "map", "b")).isEqualTo("map: { a: 1, c: 3 }");
        assertThat(YamlEdit.remove("map: { a: 1, b: 2 }", "map", "b")).isEqualTo("map: { a: 1 }");
        assertThat(YamlEdit.remove(TEXT, "map", "none")).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yes", "01", "a: b", "#", "Mã học sinh", "\"x\"", "dòng\nhai", "", "null", "- a", "[a", "🎒 a"})
    void aTextComesBackAsItWas(String words) {
        String yaml = YamlEdit.set("map: { a: 1 }\n", "map", "b", YamlEdit.scalar(words));

        assertThat(Document.parse("test", yaml).root().at("/map/b").asText()).isEqualTo(words);
        assertThat(Document.parse("test", yaml).root().at("/map/b").isTextual()).isTrue();
    }

    @Test
    void whatWouldSaySomethingElseIsRefused() {
        assertThatThrownBy(() -> YamlEdit.set("map: text\n", "map", "a", "1")).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> YamlEdit.set("map: { a: 1 }\n", "map", "a", "1 }\nsync: b"))
                .isInstanceOfAny(HubException.class, DocumentException.class);
    }
}
