package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.document.DocumentException;

class CelMistakeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            row.lop +            | the expression ends too early                 | biểu thức kết thúc quá sớm
            (row.lop             | the expression ends too early                 | biểu thức kết thúc quá sớm
            row.lop row.lop      | "row" does not belong here                    | "row" không đứng được ở đây
            row.lop ++ 1         | "+" does not belong here                      | "+" không đứng được ở đây
            lop + "1"            | there is no "lop"; a column is written row    | không có "lop"; cột viết là row
            size("a") + "b"      | "+" cannot be used with (int, string)         | "+" không dùng được với (int, string)
            row.lop == "10       | a quotation mark opens and does not close     | dấu nháy mở ra mà không đóng lại
            row.lop # 1          | "#" does not belong here                      | "#" không đứng được ở đây
            """)
    void itIsToldInWords(String cel, String en, String vi) {
        DocumentException wrong = Assertions.catchThrowableOfType(
                DocumentException.class, () -> Sheet.of("lop").compile("map:\n  b:\n    cel: |-\n      " + cel + "\n"));
        String said = Objects.requireNonNull(wrong, cel).problems().get(0).in(Locale.ENGLISH);
        assertThat(said).contains(en).doesNotContain("expecting", "_+_", "input '");
        assertThat(wrong.problems().get(0).in(Locale.forLanguageTag("vi"))).contains(vi);
    }
}
