package vn.lienthong.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.LeanPlan;
import vn.lienthong.sync.Run;

/** A sync job as people write it: mapping, check, quarantine, a checkpoint that resumes, exact counts. */
final class OurSync implements Contender {
    private static final String STATE = "bench_state";

    private final boolean resync;
    private @Nullable LeanHub hub;

    /** Into an empty target, or into a full one that is out of date. */
    OurSync(boolean resync) {
        this.resync = resync;
    }

    @Override
    public String name() {
        return resync ? "Lienthong, full target, 1 % changed" : "Lienthong, empty target";
    }

    @Override
    public boolean resync() {
        return resync;
    }

    @Override
    public void move(BenchData data, long rows) throws Exception {
        if (hub == null) {
            hub = hub(data);
        }
        Run run = hub.run();
        if (!run.state().good() || run.counts().read() != rows || !run.counts().addUp()) {
            throw new IllegalStateException("the run ended " + run);
        }
    }

    private static LeanHub hub(BenchData data) throws Exception {
        PostgresServer server = data.server();
        server.createDatabase(STATE);
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "lienthong-bench-" + server.port());
        Files.createDirectories(folder);
        return LeanHub.pooled(
                new LeanPlan(
                        new LeanPlan.Server(server.port(), STATE, server.user(), server.password()),
                        folder.toString(),
                        Map.of(
                                "source", end(server, BenchData.SOURCE, "public.hoc_sinh", "ma_hs"),
                                "target", end(server, BenchData.TARGET, "public.pupils", "pupil_id")),
                        """
                        sync: bench
                        title: { vi: Học sinh, en: Pupils }
                        agency: G03
                        from: { dataset: source/pupils, read: snapshot }
                        to: { dataset: target/pupils, write: upsert, key: [pupil_id], deletes: keep }
                        map:
                          pupil_id: ma_hs
                          personal_id: so_dinh_danh
                          full_name: { from: ho_ten, apply: [trim, upper] }
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
                          personal_id: ['pattern("[0-9]{12}")']
                        batch: 10000
                        """));
    }

    private static LeanPlan.End end(PostgresServer server, String database, String from, String key) {
        return new LeanPlan.End(
                "postgresql",
                Map.of("host", server.host(), "port", server.port(), "database", database, "username", server.user()),
                server.password(),
                from,
                List.of(key));
    }
}
