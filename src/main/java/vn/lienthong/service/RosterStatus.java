package vn.lienthong.service;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why something is refused, as OneRoster 1.2 says it: {@code imsx_StatusInfo}. */
final class RosterStatus {
    private RosterStatus() {}

    static Map<String, Object> of(Refused refused, Locale locale) {
        return OpenApiDocument.map(
                "imsx_codeMajor",
                "failure",
                "imsx_severity",
                "error",
                "imsx_description",
                refused.why().problem().in(locale) + " "
                        + refused.why().remedy().in(locale),
                "imsx_CodeMinor",
                Map.of(
                        "imsx_codeMinorField",
                        List.of(OpenApiDocument.map(
                                "imsx_codeMinorFieldName",
                                "TargetEndSystem",
                                "imsx_codeMinorFieldValue",
                                minor(refused)))));
    }

    private static String minor(Refused refused) {
        if (refused.why().code() instanceof ServiceError code) {
            switch (code) {
                case ROSTER_FILTER -> {
                    return "invalid_filter_field";
                }
                case ROSTER_SORT -> {
                    return "invalid_sort_field";
                }
                case ROSTER_SELECTION -> {
                    return "invalid_selection_field";
                }
                default -> {}
            }
        }
        return switch (refused.status()) {
            case 401 -> "unauthorisedrequest";
            case 403 -> "forbidden";
            case 404 -> "unknownobject";
            case 429, 503 -> "server_busy";
            default -> "invaliddata";
        };
    }
}
