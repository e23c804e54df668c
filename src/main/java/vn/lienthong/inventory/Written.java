package vn.lienthong.inventory;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/** Days, amounts and grades as people write them into forms and workbooks. */
final class Written {
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?:T.*)?");
    private static final Pattern MONTH = Pattern.compile("(\\d{1,2})/(\\d{4})");
    private static final Pattern AMOUNT =
            Pattern.compile("(\\d[\\d., ]*)\\s*(triệu|tr|tỷ|tỉ|million|billion|đồng|vnd|đ)?\\s*(?:đồng|vnd|đ)?");
    private static final Pattern LEVEL = Pattern.compile("(?:cấp(?: độ)?|level)?\\s*([1-5])", Pattern.CASE_INSENSITIVE);
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);

    private Written() {}

    /** {@code 31/12/2026}, {@code 2026-12-31}, or {@code 06/2025} for the last day of a month; null where nothing is written. */
    static @Nullable LocalDate day(String text) {
        if (text.isEmpty()) {
            return null;
        }
        Matcher day = DAY.matcher(text);
        Matcher iso = ISO.matcher(text);
        Matcher month = MONTH.matcher(text);
        try {
            if (day.matches()) {
                return LocalDate.of(number(day, 3), number(day, 2), number(day, 1));
            }
            if (iso.matches()) {
                return LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3));
            }
            if (month.matches()) {
                return YearMonth.of(number(month, 2), number(month, 1)).atEndOfMonth();
            }
        } catch (DateTimeException never) {
            throw new HubException(InventoryError.DATE_INVALID, Map.of("given", shortened(text)), never);
        }
        throw new HubException(InventoryError.DATE_INVALID, Map.of("given", shortened(text)));
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /** Whole đồng: {@code 410000000}, {@code 410.000.000}, {@code 410 triệu}, {@code 1,2 tỷ}; null where nothing is written. */
    static @Nullable Long dong(String text) {
        if (text.isEmpty()) {
            return null;
        }
        Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        BigDecimal given = amount.matches() ? figure(amount.group(1).replace(" ", "")) : null;
        if (given == null) {
            throw new HubException(InventoryError.COST_INVALID, Map.of("given", shortened(text)));
        }
        BigDecimal dong = given.multiply(unit(amount.group(2)));
        if (dong.compareTo(MOST) > 0 || dong.stripTrailingZeros().scale() > 0) {
            throw new HubException(InventoryError.COST_INVALID, Map.of("given", shortened(text)));
        }
        return dong.longValueExact();
    }

    private static BigDecimal unit(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "triệu", "tr", "million" -> BigDecimal.valueOf(1_000_000);
            case "tỷ", "tỉ", "billion" -> BigDecimal.valueOf(1_000_000_000);
            default -> BigDecimal.ONE;
        };
    }

    /** Groups of three digits are groups, whichever mark is between them; one mark with other digits behind it is the decimal one. */
    private static @Nullable BigDecimal figure(String text) {
        if (text.matches("\\d{1,3}([.,]\\d{3})+")) {
            return new BigDecimal(text.replaceAll("[.,]", ""));
        }
        return text.matches("\\d{1,15}([.,]\\d{1,6})?") ? new BigDecimal(text.replace(',', '.')) : null;
    }

    /** {@code 3} or {@code cấp 3}; null where nothing is written. */
    static @Nullable Integer level(String text) {
        if (text.isEmpty()) {
            return null;
        }
        Matcher level = LEVEL.matcher(text);
        if (!level.matches()) {
            throw new HubException(InventoryError.LEVEL_INVALID, Map.of("given", shortened(text)));
        }
        return Integer.valueOf(level.group(1));
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
