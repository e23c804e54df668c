package vn.lienthong.service;

import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** How callers write a value of a type. */
final class ValueWords {
    private ValueWords() {}

    static Text of(ValueType type) {
        return switch (type) {
            case TEXT -> new Text("chữ, không để trống", "text that is not empty");
            case INTEGER -> new Text("số nguyên", "a whole number");
            case DECIMAL -> new Text("số", "a number");
            case BOOLEAN -> new Text("true hoặc false", "true or false");
            case DATE -> new Text("ngày, ví dụ 2015-09-05", "a day, e.g. 2015-09-05");
            case TIME -> new Text("giờ, ví dụ 07:30", "a time, e.g. 07:30");
            case TIMESTAMP -> new Text("ngày giờ, ví dụ 2015-09-05T07:30", "a day and time, e.g. 2015-09-05T07:30");
            case MOMENT ->
                new Text(
                        "thời điểm kèm múi giờ, ví dụ 2015-09-05T07:30+07:00",
                        "a moment with its zone, e.g. 2015-09-05T07:30+07:00");
            case BYTES -> new Text("cột này không hỏi được", "nothing: it cannot be asked by");
        };
    }
}
