package vn.lienthong.vault;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The data keys in the hub's database, wrapped by the master key. */
final class WrappedKeys {
    private final JdbcClient state;
    private final Clock clock;

    WrappedKeys(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param wrapped null for key 0 before its first start: it was the master key itself
     */
    record Wrapped(int id, byte @Nullable [] wrapped, Instant madeAt) {
        VaultKey open(VaultKey master) {
            return VaultKey.of(Sealing.master(master).open(Objects.requireNonNull(wrapped), place(id)));
        }
    }

    /** All, the newest last. */
    List<Wrapped> all() {
        return state.sql("select id, wrapped, made_at from vault_keys order by id")
                .query((row, i) -> new Wrapped(
                        row.getInt("id"),
                        row.getBytes("wrapped"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Makes the first one where there is none, and wraps what the master key sealed by itself before there were any. */
    void begin(VaultKey master) {
        state.sql("""
                        insert into vault_keys (id, wrapped, made_at)
                        select 1, ?, ? where not exists (select 1 from vault_keys) on conflict do nothing
                        """).params(wrap(VaultKey.random(), 1, master), now()).update();
        state.sql("update vault_keys set wrapped = ? where id = 0 and wrapped is null")
                .param(wrap(master, 0, master))
                .update();
    }

    /** Keeps everybody else from changing them until the caller's transaction ends. */
    void lock() {
        state.sql("select id from vault_keys order by id for update")
                .query(Integer.class)
                .list();
    }

    /** Wraps all with another master key and adds a new one. Gives its number. */
    int rewrap(VaultKey master, VaultKey next) {
        List<Wrapped> all = all();
        all.forEach(one -> state.sql("update vault_keys set wrapped = ? where id = ?")
                .params(wrap(one.open(master), one.id(), next), one.id())
                .update());
        int id = all.get(all.size() - 1).id() + 1;
        state.sql("insert into vault_keys (id, wrapped, made_at) values (?, ?, ?)")
                .params(id, wrap(VaultKey.random(), id, next), now())
                .update();
        return id;
    }

    /** Lets one go; the database refuses where something is sealed with it. */
    void destroy(int id) {
        state.sql("delete from vault_keys where id = ?").param(id).update();
    }

    private static byte[] wrap(VaultKey key, int id, VaultKey master) {
        return Sealing.master(master).seal(key.bytes(), place(id));
    }

    private static String place(int id) {
        return "data key " + id;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
