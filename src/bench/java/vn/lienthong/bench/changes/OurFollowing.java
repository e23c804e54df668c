package vn.lienthong.bench.changes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.LeanPlan;

/** A job with {@code read: changes} as people write it: mapping, check, quarantine, position and effect in one commit. */
final class OurFollowing implements Follower {
    private static final String STATE = "changes_state";

    private ChangeSource source;
    private LeanHub hub;
    private AutoCloseable kept;

    @Override
    public String name() {
        return "Lienthong, everything on";
    }

    @Override
    public void prepare(ChangeSource changes) throws Exception {
        source = changes;
        PostgresServer server = source.server();
        server.createDatabase(STATE);
        Path folder = Files.createTempDirectory("lienthong-bench-changes");
        hub = LeanHub.pooled(new LeanPlan(
                new LeanPlan.Server(server.port(), STATE, server.user(), server.password()),
                folder.toString(),
                Map.of("source", end(server, ChangeSource.DATABASE), "target", end(server, ChangeSource.TARGET)),
                """
                sync: bench-changes
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: source/pupils, read: changes }
                to: { dataset: target/pupils, write: upsert, key: [ma_hs], deletes: delete }
                map:
                  ma_hs: ma_hs
                  so_dinh_danh: so_dinh_danh
                  ho_ten: { from: ho_ten, apply: [trim] }
                  ngay_sinh: ngay_sinh
                  gioi_tinh: gioi_tinh
                  dan_toc: dan_toc
                  ma_truong: ma_truong
                  lop: lop
                  dia_chi: dia_chi
                  dien_thoai: dien_thoai
                  diem_tb: diem_tb
                  cap_nhat: cap_nhat
                check:
                  so_dinh_danh: ['pattern("[0-9]{12}")']
                batch: 10000
                """));
        if (!hub.run().state().good()) {
            throw new IllegalStateException("the first read failed");
        }
    }

    private static LeanPlan.End end(PostgresServer server, String database) {
        return new LeanPlan.End(
                "postgresql",
                Map.of("host", server.host(), "port", server.port(), "database", database, "username", server.user()),
                server.password(),
                "public.hoc_sinh",
                List.of("ma_hs"));
    }

    @Override
    public void start() {
        hub.ask();
        kept = hub.keep();
    }

    @Override
    public boolean has(long mark) throws Exception {
        return source.has(ChangeSource.TARGET, mark);
    }

    @Override
    public void stop() throws Exception {
        kept.close();
    }

    @Override
    public String database() {
        return ChangeSource.TARGET;
    }
}
