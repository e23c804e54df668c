package vn.lienthong.mapping;

import java.util.Map;
import vn.lienthong.kernel.Text;

/**
 * Why a cell is refused, made once when the mapping is compiled and given back in place of a value.
 *
 * @param code what follows the field's name in the rejection's code
 * @param reason in words
 */
record Fault(String code, Text reason) {
    static Fault of(String code, Reason reason, Map<String, ?> arguments) {
        return new Fault(code, reason.text(arguments));
    }
}
