package vn.lienthong.bench.changes;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Debezium's engine reading, its events thrown away. */
final class EngineAlone implements Follower {
    private static final String SLOT = "bench_engine";

    private ChangeSource source;
    private DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private ExecutorService thread;
    private volatile long newest;

    @Override
    public String name() {
        return "Debezium's engine reading alone";
    }

    @Override
    public void prepare(ChangeSource changes) throws Exception {
        source = changes;
        source.run(ChangeSource.DATABASE, "create publication " + SLOT + " for table hoc_sinh");
        source.text(ChangeSource.DATABASE, "select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
    }

    @Override
    public void start() {
        engine = DebeziumEngine.create(io.debezium.engine.format.ChangeEventFormat.of(Connect.class))
                .using(settings())
                .notifying((events, committer) -> {
                    take(events);
                    for (RecordChangeEvent<SourceRecord> event : events) {
                        committer.markProcessed(event);
                    }
                    committer.markBatchFinished();
                })
                .build();
        thread = Executors.newSingleThreadExecutor();
        thread.execute(engine);
    }

    private void take(List<RecordChangeEvent<SourceRecord>> events) {
        for (RecordChangeEvent<SourceRecord> event : events) {
            if (event.record().key() instanceof Struct key && key.schema().field("ma_hs") != null) {
                newest = Math.max(newest, key.getInt64("ma_hs"));
            }
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("name", SLOT);
        settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.setProperty("topic.prefix", "bench");
        settings.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        settings.setProperty("offset.flush.interval.ms", "0");
        settings.setProperty("database.hostname", source.server().host());
        settings.setProperty("database.port", String.valueOf(source.server().port()));
        settings.setProperty("database.user", source.server().user());
        settings.setProperty("database.password", source.server().password());
        settings.setProperty("database.dbname", ChangeSource.DATABASE);
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("slot.name", SLOT);
        settings.setProperty("publication.name", SLOT);
        settings.setProperty("publication.autocreate.mode", "disabled");
        settings.setProperty("slot.drop.on.stop", "false");
        settings.setProperty("snapshot.mode", "no_data");
        settings.setProperty("tombstones.on.delete", "false");
        settings.setProperty("poll.interval.ms", "20");
        settings.setProperty("max.batch.size", "8192");
        settings.setProperty("max.queue.size", "32768");
        return settings;
    }

    @Override
    public boolean has(long mark) {
        return newest >= mark;
    }

    @Override
    public void stop() throws Exception {
        engine.close();
        thread.shutdown();
        thread.awaitTermination(1, TimeUnit.MINUTES);
    }
}
