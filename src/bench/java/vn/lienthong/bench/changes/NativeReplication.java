package vn.lienthong.bench.changes;

import java.sql.SQLException;

/** PostgreSQL's own logical replication: a publication and a subscription. */
final class NativeReplication implements Follower {
    private ChangeSource source;

    @Override
    public String name() {
        return "native logical replication";
    }

    @Override
    public void prepare(ChangeSource changes) throws Exception {
        source = changes;
        source.run(ChangeSource.DATABASE, "create publication bench_native for table hoc_sinh");
        source.text(ChangeSource.DATABASE, "select pg_create_logical_replication_slot('bench_native', 'pgoutput')");
        String address = "host=" + source.server().host() + " port=" + source.server().port() + " dbname=" + ChangeSource.DATABASE
                + " user=" + source.server().user() + " password=" + source.server().password();
        // copied beforehand: a subscription to the same server cannot make its slot itself
        source.copy(ChangeSource.PEER);
        source.run(
                ChangeSource.PEER,
                "create subscription bench_native connection '" + address
                        + "' publication bench_native with (create_slot = false, slot_name = 'bench_native', enabled = false, copy_data = false)");
    }

    @Override
    public void start() throws SQLException {
        source.run(ChangeSource.PEER, "alter subscription bench_native enable");
    }

    @Override
    public boolean has(long mark) throws SQLException {
        return source.has(ChangeSource.PEER, mark);
    }

    @Override
    public void stop() throws SQLException {
        source.run(ChangeSource.PEER, "alter subscription bench_native disable");
    }

    @Override
    public String database() {
        return ChangeSource.PEER;
    }
}
