package vn.lienthong.agency;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import vn.lienthong.kernel.HubException;

/** What somebody is in an agency. What each role may do stands in a table, not here. */
enum Role {
    /** Looks at how things stand. */
    VIEWER,
    /** Connects the systems of an agency and writes its jobs. */
    CONNECTOR_OWNER,
    /** Settles rejected rows, and says how to go on where a job stopped. */
    DATA_STEWARD,
    /** Reads who did what, and nothing else. */
    AUDITOR,
    /** Manages an agency's people, connectors and jobs. */
    AGENCY_ADMINISTRATOR,
    /** Keeps the whole platform. */
    PLATFORM_ADMINISTRATOR;

    /** As tables and programs write it: {@code data-steward}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Role of(String code) {
        return Arrays.stream(values())
                .filter(role -> role.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new HubException(AgencyError.ROLE_UNKNOWN, Map.of("role", code)));
    }
}
