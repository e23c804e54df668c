package vn.lienthong.connector.jdbc.mariadb;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Text;

/** Why the target does not take a row: a code, the field, and words without a value in them. */
record Refusal(String code, @Nullable String field, String valueClass, Text reason) {
    private static final Pattern FIELD =
            Pattern.compile("column (?:'([^']+)'|(?:`[^`]*`\\.){0,2}`([^`]+)`)", Pattern.CASE_INSENSITIVE);
    private static final Set<Integer> DATA = Set.of(
            1048, 1062, 1136, 1153, 1216, 1217, 1263, 1264, 1265, 1292, 1366, 1367, 1406, 1411, 1416, 1451, 1452, 1525,
            1586, 1644, 1690, 3140, 3819, 4025, 4078);

    static Refusal empty(String field) {
        return new Refusal(
                "target.empty",
                field,
                "empty",
                new Text(
                        "Trường bắt buộc ở đích nhưng không có giá trị.",
                        "The target needs a value here and there is none."));
    }

    static Refusal tooLong(String field, int characters, long most) {
        return new Refusal(
                "target.too_long",
                field,
                "text(" + characters + ")",
                new Text(
                        "Dài " + characters + " ký tự, đích chỉ nhận " + most + ".",
                        characters + " characters long; the target takes " + most + "."));
    }

    static Refusal outOfRange(@Nullable String field) {
        return new Refusal(
                "target.out_of_range",
                field,
                "number",
                new Text("Số nằm ngoài khoảng đích nhận được.", "The number is outside what the target takes."));
    }

    static Refusal tooFine(String field, String valueClass, int digits) {
        return new Refusal(
                "target.too_many_decimals",
                field,
                valueClass,
                new Text(
                        "Có phần lẻ nhỏ hơn " + digits + " chữ số đích giữ được; hãy làm tròn trong ánh xạ.",
                        "Has finer digits than the " + digits + " the target keeps; round it in the mapping."));
    }

    static Refusal notText(@Nullable String field) {
        return new Refusal(
                "target.bad_character",
                field,
                "text",
                new Text("Có ký tự đích không lưu được.", "Holds a character that the target cannot store."));
    }

    static Refusal mergedKey(String field) {
        return new Refusal(
                "target.key_merged",
                field,
                "key",
                new Text(
                        "Khóa chỉ khác hoa thường, dấu hoặc khoảng trắng cuối với một khóa khác; đích coi hai khóa là một.",
                        "The key differs from another only in case, accents or trailing spaces; the target takes both"
                                + " for one."));
    }

    /** What the server says about one row, or null when it is not about the row at all. */
    static @Nullable Refusal of(SQLException failed) {
        if (String.valueOf(failed.getMessage()).contains("max_allowed_packet")) {
            return tooBig(null);
        }
        int number = failed.getErrorCode();
        String state = String.valueOf(failed.getSQLState());
        if (!DATA.contains(number) && !state.startsWith("22") && !state.startsWith("23") && !state.equals("45000")) {
            return null;
        }
        String field = field(failed);
        return switch (number) {
            case 1048, 1263 -> empty(String.valueOf(field));
            case 1264, 1690, 1416 -> outOfRange(field);
            case 1366 -> notText(field);
            case 1406 -> of("target.too_long", field, "Dài hơn đích nhận được.", "Longer than the target takes.");
            case 1062, 1586 ->
                of(
                        "target.unique",
                        field,
                        "Đích đã có một bản ghi khác với giá trị phải là duy nhất này.",
                        "The target already has another row with this value, which must be unique.");
            case 1216, 1452 ->
                of(
                        "target.reference",
                        field,
                        "Bản ghi được tham chiếu chưa có ở đích.",
                        "The row it refers to is not in the target.");
            case 1217, 1451 ->
                of(
                        "target.reference",
                        field,
                        "Bản ghi ở đích đang được bảng khác tham chiếu.",
                        "The target row is referred to by another table.");
            case 3819, 4025 ->
                of("target.check", field, "Vi phạm một ràng buộc của đích.", "Breaks a constraint of the target.");
            case 1644 -> of("target.check", field, "Một quy tắc của đích từ chối.", "A rule of the target refuses it.");
            case 1153 -> tooBig(field);
            default ->
                of(
                        "target.refused",
                        field,
                        "Đích không nhận giá trị này (lỗi " + number + ").",
                        "The target does not take this value (error " + number + ").");
        };
    }

    private static Refusal tooBig(@Nullable String field) {
        return of(
                "target.too_big",
                field,
                "Bản ghi lớn hơn một gói tin đích nhận được.",
                "The row is larger than a packet the target takes.");
    }

    /** The same, its field only where that is a column: a rule of the target's makers may put anything in its place. */
    Refusal among(Collection<String> columns) {
        return field == null || columns.contains(field) ? this : new Refusal(code, null, valueClass, reason);
    }

    Rejection at(int row, long ordinal) {
        return new Rejection(row, ordinal, field, valueClass, code, reason);
    }

    private static Refusal of(String code, @Nullable String field, String vi, String en) {
        return new Refusal(code, field, "value", new Text(vi, en));
    }

    /** The server's message names the column and may quote the value: only the name is taken. */
    private static @Nullable String field(SQLException failed) {
        Matcher matcher = FIELD.matcher(String.valueOf(failed.getMessage()));
        if (!matcher.find()) {
            return null;
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }
}
