package vn.lienthong.connector.jdbc.postgresql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** Why the target would not take, or did not take, one row. Never holds the value. */
record Refusal(@Nullable String field, String valueClass, String code, Text reason) {
    static Refusal empty(PostgresColumn column) {
        return new Refusal(
                column.name(),
                "empty",
                "target.empty",
                new Text(
                        "Trường " + column.name() + " trống, hệ thống đích bắt buộc có giá trị",
                        "Field " + column.name() + " is empty, but the target requires a value"));
    }

    static Refusal tooLong(PostgresColumn column, int characters) {
        return new Refusal(
                column.name(),
                "text(" + characters + ")",
                "target.too_long",
                new Text(
                        "Trường " + column.name() + " dài " + characters + " ký tự, hệ thống đích nhận nhiều nhất "
                                + column.length(),
                        "Field " + column.name() + " has " + characters + " characters, the target takes at most "
                                + column.length()));
    }

    static Refusal outOfRange(PostgresColumn column, Object value) {
        return new Refusal(
                column.name(),
                kind(value),
                "target.out_of_range",
                new Text(
                        "Giá trị trường " + column.name() + " không vừa kiểu " + column.nativeType()
                                + " của hệ thống đích",
                        "The value of field " + column.name() + " does not fit the target's type "
                                + column.nativeType()));
    }

    static Refusal tooFine(PostgresColumn column, Object value) {
        return new Refusal(
                column.name(),
                kind(value),
                "target.too_many_decimals",
                new Text(
                        "Trường " + column.name() + " có nhiều chữ số thập phân hơn hệ thống đích giữ ("
                                + column.scale() + "); thêm bước làm tròn vào ánh xạ",
                        "Field " + column.name() + " has more decimals than the target keeps (" + column.scale()
                                + "); round it in the mapping"));
    }

    static Refusal badText(PostgresColumn column, String value) {
        return new Refusal(
                column.name(),
                kind(value),
                "target.bad_character",
                new Text(
                        "Trường " + column.name() + " có ký tự hệ thống đích không chứa được (NUL hoặc ký tự hỏng)",
                        "Field " + column.name() + " holds a character the target cannot hold (NUL or a broken one)"));
    }

    static Refusal wrongType(PostgresColumn column, Object value) {
        return new Refusal(
                column.name(),
                kind(value),
                "target.type",
                new Text(
                        "Giá trị trường " + column.name() + " không phải kiểu " + column.nativeType(),
                        "The value of field " + column.name() + " is not of type " + column.nativeType()));
    }

    /** The server's own refusal of a single row. */
    static Refusal server(String state, @Nullable String column, @Nullable String constraint) {
        String about = constraint != null ? constraint : column != null ? column : state;
        Text reason =
                switch (state) {
                    case "23505" ->
                        new Text(
                                "Hệ thống đích đã có dòng khác trùng giá trị (" + about + ")",
                                "Another row of the target already has this value (" + about + ")");
                    case "23503" ->
                        new Text(
                                "Dòng tham chiếu tới bản ghi không có trong hệ thống đích (" + about + ")",
                                "The row refers to a record the target does not have (" + about + ")");
                    case "23514" ->
                        new Text(
                                "Hệ thống đích từ chối theo ràng buộc " + about,
                                "The target refuses it by its constraint " + about);
                    case "23502" ->
                        new Text(
                                "Hệ thống đích bắt buộc có giá trị ở " + about,
                                "The target requires a value in " + about);
                    default ->
                        new Text(
                                "Hệ thống đích từ chối dòng này (" + about + ")",
                                "The target refuses this row (" + about + ")");
                };
        String code =
                switch (state) {
                    case "23505" -> "target.unique";
                    case "23503" -> "target.reference";
                    case "23514" -> "target.check";
                    case "23502" -> "target.empty";
                    default -> "target.refused";
                };
        return new Refusal(column, "row", code, reason);
    }

    private static String kind(Object value) {
        return value instanceof String text
                ? "text(" + text.codePointCount(0, text.length()) + ")"
                : value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
