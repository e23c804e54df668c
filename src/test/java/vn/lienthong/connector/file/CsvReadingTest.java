package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Rejection;

class CsvReadingTest {
    @TempDir
    Path folder;

    private Drop drop;

    @BeforeEach
    void drop() {
        drop = new Drop(folder, new CsvType());
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni"})
    void everyNameArrivesUnaltered(String encoding) throws IOException {
        List<String> names = VietnameseLetters.syllables().stream()
                .filter(name -> !encoding.equals("tcvn3")
                        || name.charAt(0) < 0x80
                        || "ĂÂÊÔƠƯĐăâêôơưđ".indexOf(name.charAt(0)) >= 0)
                .toList();
        String text = "Mã,Họ và tên\n"
                + String.join("\n", names.stream().map(name -> "1," + name).toList());
        byte[] bytes =
                switch (encoding) {
                    case "windows-1258" -> VietnameseLetters.windows1258(text);
                    case "tcvn3" -> VietnameseLetters.tcvn3(text);
                    case "vni" -> VietnameseLetters.vni(text);
                    default -> text.getBytes(Charset.forName(encoding));
                };
        Drop.Read read = drop.with("encoding", encoding).file("a.csv", bytes).run("*.csv");
        assertThat(read.unreadable).isEmpty();
        assertThat(read.rows).extracting(row -> row.get(1)).containsExactlyElementsOf(names);
    }

    @Test
    void theHeaderIsMatchedByItsText() throws IOException {
        String header = Normalizer.normalize("NGÀY  SINH;\"Họ và\ntên (*)\";Mã HS", Normalizer.Form.NFD);
        Drop.Read read = drop.with("columns", List.of("Mã HS", "Họ và tên", "Ngày sinh"))
                .file("a.csv", "SỞ GDĐT LÀO CAI;;\nDanh sách học sinh;;\n\n" + header + "\n01/02/2012;An;007\n")
                .run("*.csv");
        assertThat(read.rows).containsExactly(List.of("007", "An", "01/02/2012"));
    }

    @Test
    void withoutATemplateTheFullestRowIsTheHeader() throws IOException {
        drop.file("a.csv", "Danh sách\nMã,Tên\n1,An\n");
        assertThat(drop.describe("*.csv").schema().columns())
                .extracting(Column::name)
                .containsExactly("Mã", "Tên");
    }

    @Test
    void aMissingColumnIsNamedWithTheNearestHeader() throws IOException {
        drop.with("columns", List.of("Mã", "Ngày sinh")).file("a.csv", "Mã,Ngay sinh\n1,2\n");
        assertThatThrownBy(() -> drop.run("*.csv"))
                .hasMessageContaining("\"Ngày sinh\" is missing")
                .hasMessageContaining("Ngay sinh");
        assertThat(drop.files()).as("its owner can mend it").containsExactly("a.csv");
    }

    @Test
    void twoColumnsOfOneNameAreNamed() throws IOException {
        drop.with("columns", List.of("Họ tên")).file("a.csv", "Mã,Họ tên,HỌ TÊN\n1,2,3\n");
        assertThatThrownBy(() -> drop.run("*.csv"))
                .hasMessageContaining("column 2")
                .hasMessageContaining("column 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"','!a,b", "';'!a;b", "'\t'!a\tb", "'|'!a|b"})
    void theDelimiterIsRecognised(String delimiter, String ignored) throws IOException {
        String text = "Mã,Tên,Lớp\n1,\"Hà, Nội; \"\"x\"\"\n| y\",3\n"
                .replace("Mã,Tên,Lớp", String.join(delimiter, "Mã", "Tên", "Lớp"))
                .replace("1,\"", "1" + delimiter + "\"")
                .replace("\",3", "\"" + delimiter + "3");
        Drop.Read read = drop.file("a.csv", text).run("*.csv");
        assertThat(read.rows).containsExactly(List.of("1", "Hà, Nội; \"x\"\n| y", "3"));
    }

    @Test
    void oneBrokenLineDoesNotSinkTheOthers() throws IOException {
        byte[] good = "Mã,Tên\n1,An\n2\n3,Bình,4\n\n,\n".getBytes(StandardCharsets.UTF_8);
        byte[] twice = "5,Nguyá»…n\n6,Hỏng \uFFFD\n".getBytes(StandardCharsets.UTF_8);
        byte[] broken = {'7', ',', 'x', (byte) 0xC3, '\n', '8', ',', 'H', '\n'};
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        all.writeBytes(good);
        all.writeBytes(twice);
        all.writeBytes(broken);
        // beyond the sample that decides the encoding, bad bytes can only be told row by row
        Drop.Read read =
                drop.with("encoding", "utf-8").file("a.csv", all.toByteArray()).run("*.csv");
        assertThat(read.rows).extracting(row -> row.get(0)).containsExactly("1", "8");
        assertThat(read.ordinals).containsExactly(1L, 7L);
        assertThat(read.unreadable)
                .extracting(Rejection::code)
                .containsExactly("file.ragged", "file.ragged", "file.encoded_twice", "file.damaged", "file.bytes");
        assertThat(read.unreadable).extracting(Rejection::row).containsOnly(-1);
        assertThat(read.unreadable).extracting(Rejection::ordinal).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(read.unreadable.get(0).reason().en()).startsWith("line 3 has 1 fields");
        assertThat(read.unreadable.get(4).reason().vi()).startsWith("dòng 9, cột 2");
    }

    @Test
    void aHeaderThatWasEncodedTwiceIsRefused() throws IOException {
        drop.file("a.csv", "MÃ£,Há»\u008d vÃ  tÃªn\n1,2\n");
        assertThatThrownBy(() -> drop.describe("*.csv")).hasMessageContaining("ENCODED_TWICE");
    }

    @Test
    void aQuoteThatIsNeverClosedStopsTheFileAndNamesItsLine() throws IOException {
        drop.file("a.csv", "Mã,Tên\n1,An\n2,\"Bình\n" + "3,Chi\n".repeat(300_000));
        assertThatThrownBy(() -> drop.run("*.csv")).hasMessageContaining("from line 3 on");
    }

    @Test
    void aFileWithoutRowsStillMovesThePosition() throws IOException {
        Drop.Read read = drop.file("a.csv", "Mã,Tên\n").run("*.csv");
        assertThat(read.rows).isEmpty();
        assertThat(read.nothingNew).isFalse();
        assertThat(drop.files()).hasSize(1).allMatch(name -> name.startsWith(".done/"));
    }
}
