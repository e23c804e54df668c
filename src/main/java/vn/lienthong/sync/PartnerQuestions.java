package vn.lienthong.sync;

import java.util.function.Supplier;
import vn.lienthong.connector.Answer;
import vn.lienthong.kernel.ConnectorName;

/** Asks systems with the care that look-ups take: two at a time, and one that fails again and again is left alone for a while. */
public interface PartnerQuestions {
    /**
     * Puts a question, on the caller's thread.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE while the system is left alone or others ask it
     */
    Answer ask(ConnectorName connector, Supplier<Answer> question);
}
