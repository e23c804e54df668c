package vn.lienthong.sync;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.quarantine.Cell;
import vn.lienthong.quarantine.EditedRows;

/**
 * One cell of a correction workbook against the field it was made of: what people meant, after Excel has had it. Days come back as
 * numbers, digits without their zeros, texts that look like days as days.
 */
final class ReturnedCell {
    private static final Set<String> YES = Set.of("true", "1", "có", "đúng", "yes", "x");
    private static final Set<String> NO = Set.of("false", "0", "không", "sai", "no");
    private static final Pattern SERIAL = Pattern.compile("\\d{1,6}(\\.0+)?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern SLASHED = Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{4}");
    private static final Pattern COMMA = Pattern.compile("-?\\d+,\\d+");
    private static final LocalDate FIRST = LocalDate.of(1899, 12, 30);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d/M/uuuu H:m[:s]").withResolverStyle(ResolverStyle.STRICT);

    private final Cell held;

    ReturnedCell(Cell held) {
        this.held = held;
    }

    /** A cell that cannot be taken, and why; without its content. */
    static final class Unusable extends Exception {
        private final transient Text why;

        Unusable(Text why) {
            super(why.en(), null, false, false);
            this.why = why;
        }

        Text why() {
            return why;
        }
    }

    /** The new text of the field, empty for no value; none where the cell says what is there already. */
    Optional<String> change(String given) throws Unusable {
        String text = Normalizer.normalize(CorrectionSheet.armed(given), Normalizer.Form.NFC);
        if (held.type() == ValueType.BYTES) {
            return Optional.empty();
        }
        if (text.isBlank()) {
            return held.value() == null || held.value().toString().isBlank() ? Optional.empty() : Optional.of("");
        }
        if (held.type() == ValueType.TEXT) {
            return ofText(text);
        }
        String meant = meant(text.strip());
        Object value = value(meant);
        return same(value, held.value()) ? Optional.empty() : Optional.of(meant);
    }

    private Optional<String> ofText(String text) throws Unusable {
        String before =
                held.value() == null ? "" : Normalizer.normalize(held.value().toString(), Normalizer.Form.NFC);
        String meant = SLASHED.matcher(before.strip()).matches() ? slashed(text) : text;
        if (meant.strip().equals(before.strip())) {
            return Optional.empty();
        }
        if (before.startsWith("0")
                && DIGITS.matcher(before).matches()
                && DIGITS.matcher(meant).matches()) {
            if (before.replaceFirst("^0+", "").equals(meant)) {
                return Optional.empty(); // only the zeros are gone
            }
            if (meant.length() < before.length() && !meant.startsWith("0")) {
                throw new Unusable(
                        new Text(
                                held.column()
                                        + ": có thể Excel đã bỏ số 0 ở đầu; đặt ô thành dạng văn bản rồi nhập lại cả số",
                                held.column()
                                        + ": Excel may have dropped the zeros in front; make the cell a text and enter the whole number"));
            }
        }
        return Optional.of(meant);
    }

    /** A day that Excel has made of a text, written as the text was. */
    private static String slashed(String text) {
        try {
            return DateTimeFormatter.ofPattern("dd/MM/uuuu").format(LocalDate.parse(text));
        } catch (DateTimeException other) {
            return text;
        }
    }

    private String meant(String text) {
        return switch (held.type()) {
            case INTEGER, DECIMAL -> COMMA.matcher(text).matches() ? text.replace(',', '.') : text;
            case BOOLEAN -> {
                String word = text.toLowerCase(Locale.ROOT);
                yield YES.contains(word) ? "true" : NO.contains(word) ? "false" : text;
            }
            case DATE -> day(text);
            case TIMESTAMP -> moment(text);
            default -> text;
        };
    }

    private static String day(String text) {
        if (SERIAL.matcher(text).matches()) {
            return FIRST.plusDays(new BigDecimal(text).longValue()).toString();
        }
        if (SLASHED.matcher(text).matches()) {
            return parsed(text, () -> LocalDate.parse(text, DAY).toString());
        }
        return text.endsWith("T00:00") ? text.substring(0, text.indexOf('T')) : text;
    }

    private static String moment(String text) {
        if (text.indexOf('/') > 0) {
            return SLASHED.matcher(text).matches()
                    ? parsed(
                            text,
                            () -> LocalDate.parse(text, DAY).atStartOfDay().toString())
                    : parsed(text, () -> LocalDateTime.parse(text, MOMENT).toString());
        }
        return text.matches("\\d{4}-\\d{2}-\\d{2}") ? text + "T00:00" : text;
    }

    private interface Parsing {
        String text();
    }

    private static String parsed(String text, Parsing parsing) {
        try {
            return parsing.text();
        } catch (DateTimeException unreadable) {
            return text; // said as what cannot be read
        }
    }

    private Object value(String meant) throws Unusable {
        try {
            boolean unsure = held.type() == ValueType.BOOLEAN && !meant.equals("true") && !meant.equals("false");
            Cell after = EditedRows.edited(List.of(held), Map.of(held.column(), unsure ? "\u0000" : meant))
                    .get(0);
            if (after.value() == null || unsure) {
                throw new Unusable(unreadable());
            }
            return after.value();
        } catch (HubException wrong) {
            throw new Unusable(new Text(
                    held.column() + ": " + wrong.remedy().vi(),
                    held.column() + ": " + wrong.remedy().en()));
        }
    }

    private Text unreadable() {
        return new Text(held.column() + ": ghi true hoặc false", held.column() + ": write true or false");
    }

    /** Excel keeps moments to the second. */
    private static boolean same(Object one, @Nullable Object other) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal before) {
            return number.compareTo(before) == 0;
        }
        if (one instanceof LocalDateTime moment && other instanceof LocalDateTime before) {
            return Math.abs(ChronoUnit.MILLIS.between(moment, before)) < 1000;
        }
        return one.equals(other);
    }
}
