package vn.lienthong.console;

import java.util.Comparator;
import java.util.List;

/** States of jobs and systems, the most urgent first. */
final class Urgency {
    static final Comparator<String> ORDER =
            Comparator.comparing(List.of("fail", "wait", "slow", "run", "ok", "unk", "off")::indexOf);
    private static final List<String> TROUBLE = List.of("fail", "wait", "slow");

    private Urgency() {}

    /** Whether a person should look at it. */
    static boolean isTrouble(String state) {
        return TROUBLE.contains(state);
    }
}
