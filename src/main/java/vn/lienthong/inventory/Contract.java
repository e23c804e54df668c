package vn.lienthong.inventory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How near the end of a contract is. */
enum Contract {
    /** Nobody has said when it ends. */
    UNKNOWN,
    RUNNING,
    /** It ends within six months. */
    ENDING,
    /** It has ended. */
    OVER;

    private static final int MONTHS = 6;

    static Contract of(@Nullable LocalDate end, LocalDate today) {
        if (end == null) {
            return UNKNOWN;
        }
        if (end.isBefore(today)) {
            return OVER;
        }
        return end.isAfter(today.plusMonths(MONTHS)) ? RUNNING : ENDING;
    }

    /** The shape that pages show: {@code ok}, {@code slow}, {@code fail} or {@code unk}. */
    public String shape() {
        return switch (this) {
            case UNKNOWN -> "unk";
            case RUNNING -> "ok";
            case ENDING -> "slow";
            case OVER -> "fail";
        };
    }
}
