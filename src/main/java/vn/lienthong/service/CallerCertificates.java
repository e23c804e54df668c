package vn.lienthong.service;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Certificates;
import vn.lienthong.store.Together;

/** The certificates by which programs are known, as the database keeps them: each by its SHA-256, whoever signed it. */
@Component
class CallerCertificates {
    private static final String HOLDERS = """
            select has.hash, who.name, who.agency, who.contact, who.created_by, who.created_at, who.expires_at, who.ended_at
            from service_certificates has join service_callers who on who.name = has.caller
            where has.hash = any(?) and has.begins_at <= ? and has.expires_at > ? and (has.ends_at is null or has.ends_at > ?)
                and who.ended_at is null and who.expires_at > ?
            """;

    private final JdbcTemplate batches;
    private final JdbcClient state;
    private final Clock clock;
    private final Together<ByteBuffer, Optional<ServiceCaller>> together = new Together<>(this::holders);

    CallerCertificates(JdbcTemplate batches, Clock clock) {
        this.batches = batches;
        this.state = JdbcClient.create(batches);
        this.clock = clock;
    }

    /**
     * A certificate of a program that nobody has ended.
     *
     * @param fingerprint SHA-256 in hexadecimal
     * @param ends until when it counts while another one takes its place; null for as long as it is valid
     */
    record Kept(
            long number,
            String fingerprint,
            String subject,
            String issuer,
            Instant begins,
            Instant expires,
            Instant created,
            @Nullable Instant ends) {
        /** From when on it proves nothing any more. */
        public Instant last() {
            return ends != null && ends.isBefore(expires) ? ends : expires;
        }

        /** Whether it is over by itself. */
        public boolean over(Instant now) {
            return !expires.isAfter(now);
        }
    }

    /** Those of each program that nobody has ended, also such as are over or not valid yet; the oldest first. */
    Map<String, List<Kept>> all() {
        Map<String, List<Kept>> all = new LinkedHashMap<>();
        state.sql(
                        "select has.* from service_certificates has where has.ends_at is null or has.ends_at > :now order by has.id")
                .param("now", now())
                .query(row -> {
                    all.computeIfAbsent(row.getString("caller"), program -> new ArrayList<>())
                            .add(kept(row));
                });
        return all;
    }

    /** Those of one program. */
    List<Kept> of(String caller) {
        return all().getOrDefault(caller, List.of());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        OffsetDateTime ends = row.getObject("ends_at", OffsetDateTime.class);
        return new Kept(
                row.getLong("id"),
                HexFormat.of().formatHex(row.getBytes("hash")),
                row.getString("subject"),
                row.getString("issuer"),
                moment(row, "begins_at"),
                moment(row, "expires_at"),
                moment(row, "created_at"),
                ends == null ? null : ends.toInstant());
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /**
     * Takes a further one; those before it count until then at the latest.
     *
     * @return false where it was taken before, for whatever program
     */
    boolean add(String caller, X509Certificate certificate, String by, Instant others) {
        boolean added = state.sql("""
                                insert into service_certificates
                                    (caller, hash, subject, issuer, begins_at, expires_at, created_by, created_at)
                                values (:caller, :hash, :subject, :issuer, :begins, :expires, :by, :now)
                                on conflict do nothing
                                """)
                        .param("caller", caller)
                        .param("hash", Certificates.sha256(certificate))
                        .param("subject", certificate.getSubjectX500Principal().getName())
                        .param("issuer", certificate.getIssuerX500Principal().getName())
                        .param("begins", certificate.getNotBefore().toInstant().atOffset(ZoneOffset.UTC))
                        .param("expires", certificate.getNotAfter().toInstant().atOffset(ZoneOffset.UTC))
                        .param("by", by)
                        .param("now", now())
                        .update()
                == 1;
        if (added) {
            state.sql("""
                            update service_certificates set ends_at = :others
                            where caller = :caller and hash <> :hash and (ends_at is null or ends_at > :others)
                            """)
                    .param("others", others.atOffset(ZoneOffset.UTC))
                    .param("caller", caller)
                    .param("hash", Certificates.sha256(certificate))
                    .update();
        }
        return added;
    }

    /** Ends one at once. */
    void end(long number) {
        state.sql("update service_certificates set ends_at = :now where id = :id")
                .param("now", now())
                .param("id", number)
                .update();
    }

    /** Whose certificate this is, if certificate and program count now. */
    Optional<ServiceCaller> holder(X509Certificate certificate) {
        return together.ask(ByteBuffer.wrap(Certificates.sha256(certificate)));
    }

    private List<Optional<ServiceCaller>> holders(List<ByteBuffer> hashes) {
        Map<ByteBuffer, ServiceCaller> found = new HashMap<>();
        batches.query(
                HOLDERS,
                row -> {
                    found.put(ByteBuffer.wrap(row.getBytes("hash")), ServiceCallers.caller(row, 0));
                },
                hashes.stream().distinct().map(ByteBuffer::array).toArray(byte[][]::new),
                now(),
                now(),
                now(),
                now());
        return hashes.stream().map(hash -> Optional.ofNullable(found.get(hash))).toList();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
