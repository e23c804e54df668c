package vn.lienthong.connector.jdbc.postgresql;

import org.jspecify.annotations.Nullable;

/**
 * Whether the process that sends the changes still hears this side. It is told once a second how far this side is; where it has
 * nothing to do but to listen and nevertheless knows nothing newer, the network between swallows what is said, and says so to nobody.
 * One that is busy, as with a large transaction of other tables, listens later: such a look says nothing, for or against.
 */
final class SenderPulse {
    /** Looks at one that listens, without a word from this side between them, after which it is not heard any more. */
    private static final int ENOUGH = 3;

    private @Nullable String heard;
    private long told;
    private int missed;

    /**
     * Takes what a look found.
     *
     * @param toldSoFar how often it was told anything
     */
    void seen(SourceSlot.Sender sender, long toldSoFar) {
        boolean still = sender.heard() != null && sender.heard().equals(heard);
        if (!still) {
            missed = 0;
        } else if (sender.idle() && toldSoFar > told) {
            missed++;
        }
        heard = sender.heard();
        told = toldSoFar;
    }

    /** Whether nothing was missed since the last word from this side. */
    boolean sound() {
        return missed == 0;
    }

    /** Whether the connection is lost. */
    boolean lost() {
        return missed >= ENOUGH;
    }
}
