package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.kernel.HubException;

class TextEncodingTest {
    private static final List<String> SYLLABLES = VietnameseLetters.syllables();
    private static final String TEXT = String.join("\n", SYLLABLES);

    @TempDir
    Path folder;

    @Test
    void everySyllableArrivesTheSameInEveryUnicodeForm() throws IOException {
        String apart = Normalizer.normalize(TEXT, Normalizer.Form.NFD);
        for (String form : List.of(TEXT, apart)) {
            assertThat(read(TextEncoding.UTF_8, form.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(TEXT);
            assertThat(read(TextEncoding.UTF_8, ("\uFEFF" + form).getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(TEXT);
            assertThat(read(TextEncoding.UTF_16LE, ("\uFEFF" + form).getBytes(StandardCharsets.UTF_16LE)))
                    .isEqualTo(TEXT);
            assertThat(read(TextEncoding.UTF_16BE, ("\uFEFF" + form).getBytes(StandardCharsets.UTF_16BE)))
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void everySyllableArrivesTheSameFromTheOldEncodings() throws IOException {
        assertThat(read(TextEncoding.WINDOWS_1258, VietnameseLetters.windows1258(TEXT)))
                .isEqualTo(TEXT);
        assertThat(read(TextEncoding.VNI, VietnameseLetters.vni(TEXT))).isEqualTo(TEXT);
        String capitals = TEXT.toUpperCase(Locale.ROOT);
        assertThat(read(TextEncoding.VNI, VietnameseLetters.vni(capitals))).isEqualTo(capitals);
        String withoutTonedCapitals = SYLLABLES.stream()
                .filter(word -> word.charAt(0) < 0x80 || "ĂÂÊÔƠƯĐăâêôơưđ".indexOf(word.charAt(0)) >= 0)
                .collect(Collectors.joining("\n"));
        assertThat(read(TextEncoding.TCVN3, VietnameseLetters.tcvn3(withoutTonedCapitals)))
                .isEqualTo(withoutTonedCapitals);
    }

    @Test
    void namesWrittenByHandInTheOldFontsAreRead() throws IOException {
        assertThat(read(TextEncoding.TCVN3, latin1("NguyÔn V¨n §øc"))).isEqualTo("Nguyễn Văn Đức");
        assertThat(read(TextEncoding.VNI, latin1("Nguyeãn Vaên Ñöùc, Tieáng Vieät")))
                .isEqualTo("Nguyễn Văn Đức, Tiếng Việt");
    }

    @Test
    void bytesThatMeanNothingAreMarkedAndNeverReplaced() throws IOException {
        assertThat(read(TextEncoding.UTF_8, new byte[] {'a', (byte) 0xE1, 'b', (byte) 0xFF}))
                .isEqualTo("a\uFFFFb\uFFFF");
        assertThat(read(TextEncoding.TCVN3, new byte[] {'a', (byte) 0x85})).isEqualTo("a\uFFFF");
        assertThat(read(TextEncoding.VNI, new byte[] {'b', (byte) 0xF9, 'c'})).isEqualTo("b\uFFFFc");
        assertThat(read(TextEncoding.UTF_16LE, new byte[] {'a', 0, 0, (byte) 0xD8, 'b', 0}))
                .startsWith("a\uFFFF");
        assertThat(read(TextEncoding.UTF_16LE, new byte[] {'a', 0, 'b'})).isEqualTo("a\uFFFF");
    }

    @Test
    void autoBelievesAMarkAndValidUtf8AndNamesWhatElseItLooksLike() throws IOException {
        String names = SYLLABLES.stream().filter(word -> word.charAt(0) < 0x80).collect(Collectors.joining(" "));
        assertThat(detect(names.getBytes(StandardCharsets.UTF_8), "auto")).isEqualTo(TextEncoding.UTF_8);
        assertThat(detect(("\uFEFF" + names).getBytes(StandardCharsets.UTF_16BE), "auto"))
                .isEqualTo(TextEncoding.UTF_16BE);
        assertRefused(VietnameseLetters.tcvn3(names), "auto", "encoding: tcvn3");
        assertRefused(VietnameseLetters.vni(names), "auto", "encoding: vni");
        assertRefused(VietnameseLetters.windows1258(names), "auto", "encoding: windows-1258");
        assertRefused(names.getBytes(StandardCharsets.UTF_16LE), "auto", "encoding: utf-16le");
    }

    @Test
    void aFewNamesAreEnoughToNameTheEncoding() throws IOException {
        String names = "Họ và tên;Ngày sinh\nNguyễn Văn An;01/02/2012\nTrần Thị Bích Ngọc;03/04/2011\n";
        assertRefused(VietnameseLetters.tcvn3(names), "auto", "encoding: tcvn3");
        assertRefused(VietnameseLetters.vni(names), "auto", "encoding: vni");
        assertRefused(VietnameseLetters.windows1258(names), "auto", "encoding: windows-1258");
    }

    @Test
    void aSettingThatContradictsTheFileIsRefused() {
        assertRefused("Nguyễn".getBytes(StandardCharsets.UTF_8), "tcvn3", "encoding: auto (or utf-8)");
        assertRefused("\uFEFFA".getBytes(StandardCharsets.UTF_16LE), "utf-8", "encoding: auto (or utf-16le)");
    }

    @Test
    void textEncodedTwiceIsRecognisedAndGoodTextIsNot() {
        for (String word : SYLLABLES) {
            String twice = new String(word.getBytes(StandardCharsets.UTF_8), Charset.forName("windows-1252"));
            if (twice.indexOf('\uFFFD') < 0 && !"Ôô".contains(word) && word.length() > 1) {
                boolean atTheEnd = "“”‘’–—…•".indexOf(twice.charAt(twice.length() - 1)) >= 0;
                assertThat(Mojibake.in(twice) || atTheEnd).as(twice).isTrue();
            }
            assertThat(Mojibake.in(word)).as(word).isFalse();
        }
        assertThat(Mojibake.in("Nguyá»…n VÄƒn Äá»©c")).isTrue();
        assertThat(Mojibake.in("“MÃ” và «Má», “CHÈ”, GIÁ – ĐÃ… 5€")).isFalse();
    }

    private static String read(TextEncoding encoding, byte[] bytes) throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = encoding.reader(new ByteArrayInputStream(bytes))) {
            reader.transferTo(text);
        }
        return Normalizer.normalize(text.toString(), Normalizer.Form.NFC);
    }

    private TextEncoding detect(byte[] bytes, String setting) throws IOException {
        Path file = Files.write(folder.resolve("names.csv"), bytes);
        return EncodingDetection.of(file, "names.csv", setting);
    }

    private void assertRefused(byte[] bytes, String setting, String remedy) {
        assertThatThrownBy(() -> detect(bytes, setting))
                .isInstanceOf(HubException.class)
                .hasMessageContaining(remedy);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
