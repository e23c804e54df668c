package vn.lienthong.bench;

import java.util.Locale;

/** The work every contender that maps does on a row: trim and upper-case the name, refuse ids that are not 12 digits. */
final class RowRules {
    private RowRules() {}

    static String name(String given) {
        return given.strip().toUpperCase(Locale.ROOT);
    }

    static boolean good(String personalId) {
        if (personalId.length() != 12) {
            return false;
        }
        for (int i = 0; i < 12; i++) {
            if (personalId.charAt(i) < '0' || personalId.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
