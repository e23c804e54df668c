package vn.lienthong.service;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.kernel.HubException;

/**
 * Says to an envelope what a call has come to that was carried out once for all ways in which its service can be asked.
 *
 * @param judge throws what is wrong with the question by the service's schema
 * @param refused why there are no rows; null where there are
 */
record TriedEnvelope(
        ServiceId service,
        Consumer<Element> judge,
        @Nullable Refused refused,
        List<Map<String, Object>> rows,
        Map<String, String> announced,
        Locale locale)
        implements Enveloped {
    private static final int WRONG = 400;

    @Override
    public String answer(Element question) {
        if (refused != null && refused.status() != WRONG) {
            throw new RefusedCall(refused);
        }
        try {
            judge.accept(question);
        } catch (HubException wrong) {
            boolean own = wrong.code() instanceof ServiceError code && code.forCallers();
            throw new RefusedCall(own ? new Refused(WRONG, wrong, null, null) : Refused.silent(wrong));
        }
        if (refused != null) {
            throw new RefusedCall(refused);
        }
        return SoapAnswer.of(service, rows);
    }

    @Override
    public Refused unread(boolean header) {
        return Refused.of(WRONG, ServiceError.ASK_NO_ENVELOPE, Map.of());
    }
}
