package vn.lienthong.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Journal;

/** What a call works with. */
@Component
record CallTools(
        KnownServices services,
        Connectors connectors,
        OpenLookUps lookUps,
        Suspensions suspensions,
        AgreementLimits limits,
        CallUses uses,
        MissWatch misses,
        Journal journal,
        ObjectMapper json,
        Clock clock) {
    /** Whoever asks for what is not for him may do so this often, and is then told to wait; whether it is there he does not learn. */
    private static final long GUESSES_A_MINUTE = 60;

    private static final long GUESSES_A_DAY = 5_000;

    /** Whether a column's values are nobody's but those they are about; also where nobody says what they are. */
    boolean masked(DataService service, String column) {
        return connectors
                .find(service.dataset().connector())
                .map(connector -> connector.dataClass(service.dataset().dataset(), column))
                .map(found -> found.masked())
                .orElse(true);
    }

    /** Counts an asking for what is not there, or not for this caller. */
    AgreementLimits.Verdict guessed(Asker caller) {
        return limits.take(caller.counted(), GUESSES_A_MINUTE, GUESSES_A_DAY);
    }
}
