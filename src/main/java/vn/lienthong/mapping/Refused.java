package vn.lienthong.mapping;

import java.util.HashMap;
import java.util.Map;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;

/** Makes the one exception by which a part of a rule says that it cannot be used; whoever reads the rule adds file and line. */
final class Refused {
    private Refused() {}

    static HubException because(ErrorCode code, Object... namesAndValues) {
        Map<String, Object> arguments = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return new HubException(code, arguments);
    }
}
