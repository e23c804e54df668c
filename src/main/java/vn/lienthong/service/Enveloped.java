package vn.lienthong.service;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.soap.Element;

/** Who answers what comes in one envelope. */
interface Enveloped {
    /**
     * Answers a question.
     *
     * @return the answer as XML
     * @throws RefusedCall with why there is none
     */
    String answer(Element question);

    /** What is said to an envelope that was not taken; {@code header} where one of its headers must be understood and is not. */
    Refused unread(boolean header);

    /** Whether the envelope itself shows who sends it, and that was looked at: its security header is then understood. */
    default boolean shown() {
        return false;
    }

    /** What is said beside an answer, by header of HTTP; asked once the question is answered. */
    default Map<String, String> announced() {
        return Map.of();
    }

    /** The language of the caller. */
    Locale locale();

    /** A call that gets no rows, on its way through CXF. */
    final class RefusedCall extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient @Nullable Refused why;

        RefusedCall(Refused why) {
            super(why.why().getMessage(), null, false, false);
            this.why = why;
        }

        @Nullable
        Refused why() {
            return why;
        }
    }
}
