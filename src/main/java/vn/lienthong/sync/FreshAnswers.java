package vn.lienthong.sync;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.mapping.Inquiry;
import vn.lienthong.mapping.Reply;

/**
 * Answers of partners that may be used again, in the memory of this node alone. What was asked with is kept as a keyed hash, with a
 * key that dies with the process; an answer goes when it is too old, and the least used where there are too many.
 */
final class FreshAnswers {
    /** About 50 MB of answers with a few short columns. */
    static final int MOST = 100_000;

    private static final String HASH = "HmacSHA256";
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private Instant sweepAt;

    FreshAnswers(Clock clock) {
        this.clock = clock;
        this.sweepAt = clock.instant().plus(SWEEP_EVERY);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, HASH);
    }

    private record Question(ConnectorName connector, String hash) {}

    private record Kept(Reply reply, Instant at, Instant until) {}

    /** An answer to the same question that is not older than this; null where there is none. */
    synchronized @Nullable Reply find(Inquiry inquiry, List<@Nullable Object> values, Duration age) {
        Kept found = kept.get(question(inquiry, values));
        boolean fresh = found != null && clock.instant().isBefore(found.at().plus(age));
        return fresh ? found.reply() : null;
    }

    /** Keeps an answer for so long. */
    synchronized void keep(Inquiry inquiry, List<@Nullable Object> values, Reply reply, Duration age) {
        if (age.isZero()) {
            return;
        }
        Instant now = clock.instant();
        kept.put(question(inquiry, values), new Kept(reply, now, now.plus(age)));
        if (now.isAfter(sweepAt)) {
            kept.values().removeIf(each -> !now.isBefore(each.until()));
            sweepAt = now.plus(SWEEP_EVERY);
        }
        for (Iterator<Question> least = kept.keySet().iterator(); kept.size() > MOST; ) {
            least.next();
            least.remove();
        }
    }

    synchronized void forget(ConnectorName connector) {
        kept.keySet().removeIf(question -> question.connector().equals(connector));
    }

    synchronized int size() {
        return kept.size();
    }

    /** The same for the same values asked of the same operation for the same columns, whichever job asks. */
    private Question question(Inquiry inquiry, List<@Nullable Object> values) {
        StringBuilder all = new StringBuilder();
        part(all, inquiry.rule().ask().dataset());
        inquiry.input().columns().forEach(column -> part(all, column.name()));
        inquiry.output().forEach(column -> part(all.append('>'), column));
        for (Object value : values) {
            all.append(value == null ? '0' : '1');
            part(all, KeyText.text(value));
        }
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(key);
            byte[] hash = mac.doFinal(all.toString().getBytes(StandardCharsets.UTF_8));
            return new Question(
                    inquiry.rule().ask().connector(), Base64.getEncoder().encodeToString(hash));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** With its length before it, so that no two lists of parts look alike. */
    private static void part(StringBuilder all, String text) {
        all.append(text.length()).append(':').append(text);
    }
}
