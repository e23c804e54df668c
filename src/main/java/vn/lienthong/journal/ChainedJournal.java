package vn.lienthong.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;

/**
 * The journal in the hub's database. Each entry holds the SHA-256 of itself and the entry before it; one writer at a time, on all
 * nodes, so that there is one chain. An entry is durable when {@link #record} returns.
 */
@Component
public class ChainedJournal implements Journal {
    private static final long LOCK = 0x6C69656E74686F6EL; // "lienthon"
    private static final byte[] BEGINNING = new byte[32];
    private static final int PAGE = 1_000;

    private final JdbcClient state;
    private final TransactionTemplate ownTransaction;
    private final TransactionTemplate callersTransaction;
    private final Clock clock;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    ChainedJournal(JdbcClient state, PlatformTransactionManager transactions, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.callersTransaction = new TransactionTemplate(transactions);
    }

    @Override
    public void record(Entry entry) {
        ownTransaction.executeWithoutResult(status -> append(entry));
    }

    @Override
    public void recordWithin(Entry entry) {
        callersTransaction.executeWithoutResult(status -> append(entry));
    }

    /** The number of the first entry that does not fit the chain, or null when every entry does. */
    public @Nullable Long firstBreak() {
        Line last = null;
        while (true) {
            List<Line> page = page(last == null ? Long.MIN_VALUE : last.id());
            for (Line line : page) {
                if (!fits(line, last)) {
                    return line.id();
                }
                last = line;
            }
            if (page.size() < PAGE) {
                return null;
            }
        }
    }

    private List<Line> page(long after) {
        return state.sql("""
                        select id, at, actor, act, subject, outcome, reason, details::text as details, previous, hash
                        from journal_entries where id > :after order by id limit :most
                        """)
                .param("after", after)
                .param("most", PAGE)
                .query(Line.class)
                .list();
    }

    private boolean fits(Line line, @Nullable Line before) {
        byte[] previous = before == null ? BEGINNING : before.hash();
        byte[] hash = hash(
                previous,
                line.id(),
                line.at().toInstant(),
                List.of(line.actor(), line.act(), line.subject(), line.outcome(), Objects.toString(line.reason(), "")),
                canonical(line.details()));
        return line.id() == (before == null ? 1 : before.id() + 1)
                && MessageDigest.isEqual(previous, line.previous())
                && MessageDigest.isEqual(hash, line.hash());
    }

    private record Line(
            long id,
            OffsetDateTime at,
            String actor,
            String act,
            String subject,
            String outcome,
            @Nullable String reason,
            String details,
            byte[] previous,
            byte[] hash) {}

    private record Head(long id, byte[] hash) {}

    private void append(Entry entry) {
        state.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, i) -> 0)
                .single();
        Head head = state.sql("select id, hash from journal_entries order by id desc limit 1")
                .query(Head.class)
                .optional()
                .orElse(new Head(0, BEGINNING));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String details = write(new TreeMap<>(entry.details()));
        byte[] hash = hash(
                head.hash(),
                head.id() + 1,
                now,
                List.of(
                        entry.actor(),
                        entry.act(),
                        entry.subject(),
                        entry.outcome(),
                        Objects.toString(entry.reason(), "")),
                details);
        state.sql("""
                        insert into journal_entries (id, at, actor, act, subject, outcome, reason, details, previous, hash)
                        values (:id, :at, :actor, :act, :subject, :outcome, :reason, :details::jsonb, :previous, :hash)
                        """)
                .param("id", head.id() + 1)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("actor", entry.actor())
                .param("act", entry.act())
                .param("subject", entry.subject())
                .param("outcome", entry.outcome())
                .param("reason", entry.reason())
                .param("details", details)
                .param("previous", head.hash())
                .param("hash", hash)
                .update();
    }

    private String canonical(String details) {
        try {
            return write(new TreeMap<>(json.readValue(details, Map.class)));
        } catch (JsonProcessingException broken) {
            return details;
        }
    }

    private String write(Map<?, ?> details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hash(byte[] previous, long id, Instant at, List<String> words, String details) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(ByteBuffer.allocate(20)
                    .putLong(id)
                    .putLong(at.getEpochSecond())
                    .putInt(at.getNano())
                    .array());
            for (String word : words) {
                add(digest, word);
            }
            add(digest, details);
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** With its length before it, so that moving a boundary between words changes the hash. */
    private static void add(MessageDigest digest, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
