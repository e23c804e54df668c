package vn.lienthong.agency;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** What somebody is in an agency. What each role may do stands in a table, not here. */
public enum Role {
    /** Looks at how things stand. */
    VIEWER("người xem", "viewer"),
    /** Connects the systems of an agency and writes its jobs. */
    CONNECTOR_OWNER("phụ trách kết nối", "connector owner"),
    /** Settles rejected rows, and says how to go on where a job stopped. */
    DATA_STEWARD("phụ trách dữ liệu", "data steward"),
    /** Reads who did what, and nothing else. */
    AUDITOR("kiểm tra nhật ký", "auditor"),
    /** Manages an agency's people, connectors and jobs. */
    AGENCY_ADMINISTRATOR("quản trị đơn vị", "agency administrator"),
    /** Keeps the whole platform. */
    PLATFORM_ADMINISTRATOR("quản trị nền tảng", "platform administrator");

    private final Text words;

    Role(String vi, String en) {
        this.words = new Text(vi, en);
    }

    /** What people call it. */
    public Text words() {
        return words;
    }

    /** As tables and programs write it: {@code data-steward}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Role of(String code) {
        return Arrays.stream(values())
                .filter(role -> role.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new HubException(AgencyError.ROLE_UNKNOWN, Map.of("role", code)));
    }
}
