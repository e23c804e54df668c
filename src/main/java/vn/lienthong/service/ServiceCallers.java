package vn.lienthong.service;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.store.Together;

/** The programs that may ask, their secrets and their tokens, as the database keeps them. */
@Component
class ServiceCallers {
    /** How long a token opens {@code /data}. */
    static final Duration TOKEN = Duration.ofMinutes(10);

    private static final String CALLERS = """
            select who.name, who.agency, who.contact, who.created_by, who.created_at, who.expires_at, who.ended_at
            from service_callers who
            """;
    private static final String COUNTS = " (has.ends_at is null or has.ends_at > :now) ";

    private static final String HOLDERS = """
            select held.hash, held.scopes, who.name, who.agency, who.contact, who.created_by, who.created_at, who.expires_at, who.ended_at,
                (select array_agg(agreement) from service_suspensions where lifted_at is null) as stopped
            from service_tokens held
            join service_secrets has on has.id = held.secret
            join service_callers who on who.name = has.caller
            where held.hash = any(?) and held.expires_at > ? and who.ended_at is null and who.expires_at > ?
                and (has.ends_at is null or has.ends_at > ?)
            """;

    private final JdbcTemplate batches;
    private final JdbcClient state;
    private final Clock clock;
    private final Together<ByteBuffer, Optional<ServiceCaller>> together = new Together<>(this::holders);

    ServiceCallers(JdbcTemplate batches, Clock clock) {
        this.batches = batches;
        this.state = JdbcClient.create(batches);
        this.clock = clock;
    }

    /** A secret of a program; its text is kept nowhere. */
    record Kept(
            long number,
            String createdBy,
            Instant created,
            @Nullable Instant ends) {}

    /** A text that is shown once, and until when it counts; null until its program ends. */
    record Issued(String text, @Nullable Instant ends) {
        @Override
        public String toString() {
            return "Issued[" + ends + "]";
        }
    }

    List<ServiceCaller> all() {
        return state.sql(CALLERS + " order by who.name")
                .query(ServiceCallers::caller)
                .list();
    }

    Optional<ServiceCaller> find(String name) {
        return state.sql(CALLERS + " where who.name = :name")
                .param("name", name)
                .query(ServiceCallers::caller)
                .optional();
    }

    static ServiceCaller caller(ResultSet row, int number) throws SQLException {
        return new ServiceCaller(
                row.getString("name"),
                new AgencyCode(row.getString("agency")),
                row.getString("contact"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                moment(row, "ended_at"),
                null,
                null);
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    /** False where the name is taken, by one that has ended, too. */
    boolean add(String name, AgencyCode agency, @Nullable String contact, String by, Instant expires) {
        return state.sql("""
                                insert into service_callers (name, agency, contact, created_by, created_at, expires_at)
                                values (:name, :agency, :contact, :by, :now, :expires) on conflict do nothing
                                """)
                        .param("name", name)
                        .param("agency", agency.value())
                        .param("contact", contact)
                        .param("by", by)
                        .param("now", now())
                        .param("expires", expires.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void end(String name, String by) {
        state.sql("update service_callers set ended_by = :by, ended_at = :now where name = :name and ended_at is null")
                .param("by", by)
                .param("now", now())
                .param("name", name)
                .update();
    }

    /** Lets nobody else change a program's secrets until the transaction ends. */
    void lock(String name) {
        state.sql("select 1 from service_callers where name = :name for update")
                .param("name", name)
                .query()
                .listOfRows();
    }

    /** The secrets that count now, the oldest first. */
    List<Kept> secrets(String caller) {
        return state.sql("select has.id, has.created_by, has.created_at, has.ends_at from service_secrets has "
                        + "where has.caller = :caller and" + COUNTS + "order by has.id")
                .param("caller", caller)
                .param("now", now())
                .query((row, i) -> new Kept(
                        row.getLong("id"),
                        row.getString("created_by"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        moment(row, "ends_at")))
                .list();
    }

    /** A further secret; those before it count until then at the latest. */
    Issued addSecret(String caller, String by, Instant others) {
        state.sql("""
                        update service_secrets set ends_at = :others
                        where caller = :caller and (ends_at is null or ends_at > :others)
                        """)
                .param("others", others.atOffset(ZoneOffset.UTC))
                .param("caller", caller)
                .update();
        String secret = Unguessable.fresh();
        state.sql("""
                        insert into service_secrets (caller, hash, created_by, created_at)
                        values (:caller, :hash, :by, :now)
                        """)
                .param("caller", caller)
                .param("hash", Unguessable.hash(secret))
                .param("by", by)
                .param("now", now())
                .update();
        return new Issued(secret, null);
    }

    /** Ends a secret at once, with every token that was given for it. */
    void endSecret(long number) {
        state.sql("update service_secrets set ends_at = :now where id = :id")
                .param("now", now())
                .param("id", number)
                .update();
    }

    /** The number of a program's secret, if it is one that counts now. */
    Optional<Long> secret(String caller, String text) {
        return state.sql("""
                        select has.id from service_secrets has join service_callers who on who.name = has.caller
                        where has.hash = :hash and has.caller = :caller and who.ended_at is null and who.expires_at > :now
                        and
                        """ + COUNTS)
                .param("hash", Unguessable.hash(text))
                .param("caller", caller)
                .param("now", now())
                .query(Long.class)
                .optional();
    }

    /**
     * A token for a secret; what has expired goes.
     *
     * @param scopes what it is narrowed to; null where it opens whatever agreements do
     */
    Issued issue(long secret, @Nullable Set<RosterScope> scopes) {
        state.sql("delete from service_tokens where expires_at < :now")
                .param("now", now())
                .update();
        String token = Unguessable.fresh();
        Instant ends = clock.instant().plus(TOKEN);
        state.sql(
                        "insert into service_tokens (hash, secret, expires_at, scopes) values (:hash, :secret, :ends, :scopes)")
                .param("hash", Unguessable.hash(token))
                .param("secret", secret)
                .param("ends", ends.atOffset(ZoneOffset.UTC))
                .param(
                        "scopes",
                        scopes == null
                                ? null
                                : scopes.stream().map(RosterScope::name).collect(Collectors.joining(" ")))
                .update();
        return new Issued(token, ends);
    }

    /** Whose token this is, if token, secret and program count now; with the agreements that are suspended now. */
    Optional<ServiceCaller> holder(String token) {
        return together.ask(ByteBuffer.wrap(Unguessable.hash(token)));
    }

    private List<Optional<ServiceCaller>> holders(List<ByteBuffer> hashes) {
        Map<ByteBuffer, ServiceCaller> found = new HashMap<>();
        batches.query(
                HOLDERS,
                row -> {
                    found.put(
                            ByteBuffer.wrap(row.getBytes("hash")),
                            caller(row, 0).after(stopped(row), scopes(row)));
                },
                hashes.stream().distinct().map(ByteBuffer::array).toArray(byte[][]::new),
                now(),
                now(),
                now());
        return hashes.stream().map(hash -> Optional.ofNullable(found.get(hash))).toList();
    }

    private static Set<String> stopped(ResultSet row) throws SQLException {
        Array names = row.getArray("stopped");
        return names == null ? Set.of() : Set.of((String[]) names.getArray());
    }

    private static @Nullable Set<RosterScope> scopes(ResultSet row) throws SQLException {
        String names = row.getString("scopes");
        return names == null
                ? null
                : Arrays.stream(names.split(" ")).map(RosterScope::valueOf).collect(Collectors.toSet());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
