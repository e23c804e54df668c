package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.lienthong.kernel.HubException;

/** Somebody chose the wrong encoding for a folder: names arrive right or not at all, never as other letters. */
class WrongEncodingTest {
    private static final List<String> NAMES =
            List.of("Nguyễn Văn Đức", "Trần Thị Bích Ngọc", "Phạm Quốc Việt", "Đặng Thuỳ Dương", "Hoàng Ngọc Lan");

    @TempDir
    Path folder;

    static Stream<Arguments> pairs() {
        String text = "Mã,Họ và tên\n"
                + String.join("\n", NAMES.stream().map(name -> "1," + name).toList()) + "\n";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("utf-8", text.getBytes(StandardCharsets.UTF_8));
        files.put("utf-8 with its mark", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));
        files.put("utf-16le", text.getBytes(StandardCharsets.UTF_16LE));
        files.put("utf-16be", text.getBytes(StandardCharsets.UTF_16BE));
        files.put("windows-1258", VietnameseLetters.windows1258(text));
        files.put("tcvn3", VietnameseLetters.tcvn3(text));
        files.put("vni", VietnameseLetters.vni(text));
        List<Arguments> pairs = new ArrayList<>();
        files.forEach(
                (written, bytes) -> Stream.of("auto", "utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni")
                        .forEach(chosen -> pairs.add(Arguments.of(written, chosen, bytes))));
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0} read as {1}")
    @MethodSource("pairs")
    void namesArriveRightOrNotAtAll(String written, String chosen, byte[] bytes) throws IOException {
        Drop drop = new Drop(folder, new CsvType())
                .with("encoding", chosen)
                .with("header_row", "1")
                .file("a.csv", bytes);
        List<String> arrived;
        try {
            arrived = drop.run("*.csv").rows.stream()
                    .map(row -> String.valueOf(row.get(row.size() - 1)))
                    .toList();
        } catch (HubException refused) {
            assertThat(refused.remedy().vi()).isNotEmpty();
            assertThat(drop.files()).containsExactly("a.csv");
            return;
        }
        assertThat(arrived).isSubsetOf(NAMES);
        if (written.startsWith(chosen)) {
            assertThat(arrived).isEqualTo(NAMES);
        }
    }
}
