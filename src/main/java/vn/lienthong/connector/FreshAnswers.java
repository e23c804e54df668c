package vn.lienthong.connector;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;

/**
 * Answers of partners that may be used again, in the memory of this node alone. What was asked with is kept as a keyed hash, with a
 * key that dies with the process; an answer goes when it is too old, and the least used where there are too many.
 */
public final class FreshAnswers {
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

    /**
     * A question, without what it is asked with.
     *
     * @param asked the operation or dataset
     * @param by the columns asked with
     * @param wanted the columns of the answer
     */
    public record Inquiry(DatasetName asked, List<String> by, List<String> wanted) {}

    private record Question(ConnectorName connector, String hash) {}

    private record Kept(List<@Nullable Object[]> rows, Instant at, Instant until) {}

    /**
     * The rows of an answer to the same question that is not older than this, by the columns wanted; null where there is none.
     *
     * @param values of the columns asked with, in their order
     */
    public synchronized @Nullable List<@Nullable Object[]> find(
            Inquiry inquiry, List<? extends @Nullable Object> values, Duration age) {
        if (age.isZero()) {
            return null;
        }
        Kept found = kept.get(question(inquiry, values));
        boolean fresh = found != null && clock.instant().isBefore(found.at().plus(age));
        return fresh ? found.rows() : null;
    }

    /** Keeps an answer for so long; the rows are nobody's to change. */
    public synchronized void keep(
            Inquiry inquiry, List<? extends @Nullable Object> values, List<@Nullable Object[]> rows, Duration age) {
        if (age.isZero()) {
            return;
        }
        Instant now = clock.instant();
        kept.put(question(inquiry, values), new Kept(List.copyOf(rows), now, now.plus(age)));
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

    /** The same for the same values asked of the same operation for the same columns, whoever asks. */
    private Question question(Inquiry inquiry, List<? extends @Nullable Object> values) {
        StringBuilder all = new StringBuilder();
        part(all, inquiry.asked().dataset());
        inquiry.by().forEach(column -> part(all, column));
        inquiry.wanted().forEach(column -> part(all.append('>'), column));
        for (Object value : values) {
            all.append(value == null ? '0' : '1');
            part(all, text(value));
        }
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(key);
            byte[] hash = mac.doFinal(all.toString().getBytes(StandardCharsets.UTF_8));
            return new Question(inquiry.asked().connector(), Base64.getEncoder().encodeToString(hash));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.withOffsetSameInstant(ZoneOffset.UTC).toString();
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : String.valueOf(value);
    }

    /** With its length before it, so that no two lists of parts look alike. */
    private static void part(StringBuilder all, String text) {
        all.append(text.length()).append(':').append(text);
    }
}
