package vn.lienthong.sync;

import vn.lienthong.kernel.ConnectorName;

/** How the systems fare that jobs of this node ask about their rows. For every thread. */
public interface AskedPartners {
    /** Whether the way to a system is open to questions. */
    enum Circuit {
        /** It answers, or was not asked yet. */
        CLOSED,
        /** It failed again and again, and is left alone for a while. */
        OPEN,
        /** One question is let through, to see whether it answers again. */
        HALF_OPEN
    }

    /** As it is now; {@link Circuit#CLOSED} of one that nobody asks. */
    Circuit circuit(ConnectorName connector);
}
