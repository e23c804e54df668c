package vn.lienthong.service;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.lienthong.kernel.Text;

/** Kinds of legal instruments, and how their numbers are written. */
enum InstrumentKind {
    LAW("Luật", "Law", "\\d{1,4}/\\d{4}/QH\\d{1,2}", "91/2025/QH15"),
    ORDINANCE("Pháp lệnh", "Ordinance", "\\d{1,4}/\\d{4}/UBTVQH\\d{1,2}", "04/2020/UBTVQH14"),
    RESOLUTION(
            "Nghị quyết", "Resolution", "\\d{1,5}(/\\d{4})?(/NQ-" + Pieces.ISSUER + "|/(UBTV)?QH\\d{1,2})", "71/NQ-CP"),
    DECREE("Nghị định", "Decree", "\\d{1,4}/\\d{4}/NĐ-CP", "13/2023/NĐ-CP"),
    DECISION("Quyết định", "Decision", "\\d{1,5}(/\\d{4})?/QĐ-" + Pieces.ISSUER, "20/2020/QĐ-TTg"),
    DIRECTIVE("Chỉ thị", "Directive", "\\d{1,5}(/\\d{4})?/CT-" + Pieces.ISSUER, "05/CT-TTg"),
    CIRCULAR("Thông tư", "Circular", "\\d{1,4}/\\d{4}/TT(LT)?-" + Pieces.ISSUER, "42/2021/TT-BGDĐT"),
    /** Signed by the agencies themselves; each writes its numbers in its own way. */
    PROTOCOL("Văn bản các bên ký", "Protocol", "\\d{1,6}(/\\d{4})?/" + Pieces.ISSUER, "118/2025/QCPH-BGDĐT-BHXH");

    private final Text words;
    private final Pattern number;
    private final String example;

    InstrumentKind(String vi, String en, String number, String example) {
        this.words = new Text(vi, en);
        this.number = Pattern.compile(number);
        this.example = example;
    }

    /** Parts that several kinds share. */
    private static final class Pieces {
        /** Short names of issuers, joined by hyphens: {@code TTg}, {@code BGDĐT}, {@code BGDĐT-BNV}. */
        static final String ISSUER = "\\p{Lu}[\\p{L}&]{0,15}(-\\p{Lu}[\\p{L}&]{0,15}){0,4}";
    }

    /** How people call it. */
    public Text words() {
        return words;
    }

    /** A number of this kind, to show how it is written. */
    public String example() {
        return example;
    }

    /** As files and forms write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is written as numbers of this kind are; the text in NFC. */
    boolean takes(String text) {
        return number.matcher(text).matches();
    }

    /** The same number with the letters it most likely should have, where that makes it one of this kind. */
    Optional<String> near(String text) {
        String bare = text.strip().replaceAll("\\s+", "");
        String crossed = bare.replaceAll("(?i)/[NQ][DĐ]-", "/#-");
        char letter = this == DECREE ? 'N' : 'Q';
        String mended = crossed.replace("/#-", "/" + letter + "Đ-")
                .replaceAll("(?i)/tt-", "/TT-")
                .replace("BGDDT", "BGDĐT");
        return !mended.equals(text) && takes(mended) ? Optional.of(mended) : Optional.empty();
    }
}
