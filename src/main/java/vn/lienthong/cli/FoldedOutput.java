package vn.lienthong.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words on a terminal that has no Vietnamese letters: without their marks, rather than as question marks. */
final class FoldedOutput extends OutputStream {
    private static final String ALL_MARKS = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern FOREIGN = Pattern.compile("[^\\x00-\\x7f]");
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("đ", "d"),
            Map.entry("Đ", "D"),
            Map.entry("–", "-"),
            Map.entry("—", "-"),
            Map.entry("…", "..."),
            Map.entry("“", "\""),
            Map.entry("”", "\""),
            Map.entry("‘", "'"),
            Map.entry("’", "'"),
            Map.entry("›", ">"),
            Map.entry("→", "->"),
            Map.entry("·", "-"),
            Map.entry("≤", "<="),
            Map.entry("≥", ">="));

    private final OutputStream out;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    private FoldedOutput(OutputStream out) {
        this.out = out;
    }

    /** The stream as it is where the terminal shows every Vietnamese letter, else one that folds. It is written in UTF-8. */
    static PrintStream over(PrintStream out, Charset shown) {
        return shown.newEncoder().canEncode(ALL_MARKS)
                ? out
                : new PrintStream(new FoldedOutput(out), true, StandardCharsets.UTF_8);
    }

    static String folded(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return FOREIGN.matcher(plain)
                .replaceAll(letter -> Matcher.quoteReplacement(OTHERS.getOrDefault(letter.group(), "?")));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Writes all whole letters; the rest of one that came in part waits. */
    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        waiting.write(bytes, from, count);
        byte[] all = waiting.toByteArray();
        int whole = whole(all);
        waiting.reset();
        waiting.write(all, whole, all.length - whole);
        out.write(folded(new String(all, 0, whole, StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII));
    }

    private static int whole(byte[] utf8) {
        int start = utf8.length - 1;
        while (start >= 0 && (utf8[start] & 0xC0) == 0x80) {
            start--;
        }
        int lead = start < 0 ? 0 : utf8[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return start >= 0 && utf8.length - start < needed ? start : utf8.length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
