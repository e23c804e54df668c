package vn.lienthong.vault;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.Secret;

/** Versions in the hub's database. Each stage is sealed in, so that one moved to another stage does not open there. */
final class SealedVersions implements SecretVersions, KeepsSealed {
    private static final String PLACE = "version %s/%s %s";

    private final JdbcClient state;
    private final Vault vault;
    private final MountedSecrets mounted;
    private final Clock clock;

    SealedVersions(JdbcClient state, Vault vault, MountedSecrets mounted, Clock clock) {
        this.state = state;
        this.vault = vault;
        this.mounted = mounted;
        this.clock = clock;
    }

    private record Kept(
            String connector,
            String field,
            byte[] sealed,
            @Nullable String use,
            @Nullable LocalDate endsOn) {}

    @Override
    public List<SealedColumn> sealed() {
        return List.of(new SealedColumn("vault_versions", "sealed", PLACE, List.of("connector", "field", "stage")));
    }

    @Override
    public boolean inUse(String connector, String field, String use) {
        return mounted.open(connector, field).isEmpty()
                && state.sql("""
                        select count(*) from vault_secrets
                        where connector = ? and field = ? and (bound_to = ? or bound_to is null)
                        """)
                                .params(connector, field, use)
                                .query(Long.class)
                                .single()
                        > 0;
    }

    @Override
    public void ends(String connector, String field, @Nullable LocalDate on) {
        state.sql("update vault_secrets set ends_on = ? where connector = ? and field = ?")
                .params(Arrays.asList(on, connector, field))
                .update();
    }

    @Override
    public long next(String connector, String field, Secret secret, String use, @Nullable LocalDate endsOn) {
        return put(connector, field, Stage.NEXT, secret, use, endsOn);
    }

    @Override
    public OptionalLong waiting(String connector, String field) {
        return state.sql("select number from vault_versions where connector = ? and field = ? and stage = 'next'")
                .params(connector, field)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public Optional<Secret> open(long number, String use) {
        return kept(number).filter(kept -> use.equals(kept.use())).map(kept -> opened(kept, Stage.NEXT));
    }

    @Override
    public boolean flip(long number, boolean keepBefore) {
        Optional<Kept> next = kept(number);
        next.ifPresent(kept -> {
            if (keepBefore) {
                keepBefore(kept.connector(), kept.field());
            } else {
                destroy(kept.connector(), kept.field(), Stage.BEFORE);
            }
            use(kept, Stage.NEXT);
        });
        return next.isPresent();
    }

    @Override
    public boolean takeBack(String connector, String field) {
        Optional<Kept> before =
                state.sql("""
                        select connector, field, sealed, bound_to as use, ends_on from vault_versions
                        where connector = ? and field = ? and stage = 'before' for update
                        """).params(connector, field).query(Kept.class).optional();
        before.ifPresent(kept -> use(kept, Stage.BEFORE));
        return before.isPresent();
    }

    @Override
    public boolean destroy(String connector, String field, Stage stage) {
        return state.sql("delete from vault_versions where connector = ? and field = ? and stage = ?")
                        .params(connector, field, name(stage))
                        .update()
                > 0;
    }

    @Override
    public List<Version> of(String connector) {
        return state.sql("""
                        select field, 'in_use' as stage, sealed_at, ends_on from vault_secrets where connector = ?
                        union all
                        select field, stage, sealed_at, ends_on from vault_versions where connector = ?
                        order by field, stage
                        """)
                .params(connector, connector)
                .query((row, i) -> new Version(
                        row.getString("field"),
                        Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                        row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ends_on", LocalDate.class)))
                .list();
    }

    @Override
    public List<Ending> endings() {
        return state.sql("""
                        select connector, field, ends_on as "on" from vault_secrets
                        where ends_on is not null order by connector, field
                        """).query(Ending.class).list();
    }

    private Optional<Kept> kept(long number) {
        return state.sql("""
                        select connector, field, sealed, bound_to as use, ends_on from vault_versions
                        where number = ? and stage = 'next' for update
                        """).param(number).query(Kept.class).optional();
    }

    private void keepBefore(String connector, String field) {
        Kept inUse = state.sql("""
                        select connector, field, sealed, bound_to as use, ends_on from vault_secrets
                        where connector = ? and field = ? for update
                        """).params(connector, field).query(Kept.class).single();
        try (Secret secret = vault.open(connector, field).orElseThrow()) {
            put(connector, field, Stage.BEFORE, secret, inUse.use(), inUse.endsOn());
        }
    }

    /** Makes a version the one in use; it is no version any more. */
    private void use(Kept version, Stage stage) {
        try (Secret secret = opened(version, stage)) {
            vault.seal(version.connector(), version.field(), secret);
        }
        state.sql("update vault_secrets set bound_to = ?, ends_on = ? where connector = ? and field = ?")
                .params(Arrays.asList(version.use(), version.endsOn(), version.connector(), version.field()))
                .update();
        destroy(version.connector(), version.field(), stage);
    }

    private long put(
            String connector,
            String field,
            Stage stage,
            Secret secret,
            @Nullable String use,
            @Nullable LocalDate endsOn) {
        destroy(connector, field, stage);
        byte[] plain = SealedVault.bytes(secret);
        byte[] sealed = vault.seal(plain, PLACE.formatted(connector, field, name(stage)));
        Arrays.fill(plain, (byte) 0);
        return state.sql("""
                        insert into vault_versions (connector, field, stage, sealed, sealed_at, bound_to, ends_on)
                        values (?, ?, ?, ?, ?, ?, ?) returning number
                        """)
                .params(Arrays.asList(
                        connector, field, name(stage), sealed, clock.instant().atOffset(ZoneOffset.UTC), use, endsOn))
                .query(Long.class)
                .single();
    }

    private Secret opened(Kept kept, Stage stage) {
        return SealedVault.secret(
                vault.open(kept.sealed(), PLACE.formatted(kept.connector(), kept.field(), name(stage))));
    }

    private static String name(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
