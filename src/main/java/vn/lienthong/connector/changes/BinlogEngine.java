package vn.lienthong.connector.changes;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.text.MultipleParsingExceptions;
import io.debezium.text.ParsingException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows one table with Debezium's engine. The engine keeps nothing of its own: its offset and the table's shape are given at
 * the start, out of a position that was committed together with what came before it. It never reads the table itself, never
 * reconnects by itself, and what is not committed in the target is simply told again by the next engine.
 */
public final class BinlogEngine implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final Duration ANSWER = Duration.ofSeconds(6);
    /** Server ids that are handed out to followers; two followers with one id would push each other out. */
    private static final int FIRST_SERVER_ID = 1_000_000_000;

    private final BinlogListener listener;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CountDownLatch started = new CountDownLatch(1);
    private final BinlogRecords records;
    private final Thread thread;
    private final @Nullable TrustFile trust;
    private volatile boolean closed;

    private BinlogEngine(BinlogSource source, String follower, BinlogListener listener) {
        this.listener = listener;
        this.records = new BinlogRecords(source, listener);
        this.trust = source.authority().isEmpty() ? null : TrustFile.of(source.authority());
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties(source, trust))
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        started.countDown();
                    }
                })
                .using((success, message, error) -> {
                    started.countDown();
                    if (illegible(error)) {
                        listener.illegible();
                    }
                    listener.ended(closed || success ? null : error);
                })
                .notifying(new DebeziumEngine.ChangeConsumer<>() {
                    @Override
                    public void handleBatch(
                            List<RecordChangeEvent<SourceRecord>> batch,
                            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) {
                        take(batch);
                    }

                    @Override
                    public boolean supportsTombstoneEvents() {
                        return false;
                    }
                })
                .build();
        this.thread = new Thread(this::run, "changes-" + follower);
        thread.setDaemon(true);
    }

    /** Starts to follow; returns before the server was reached. */
    public static BinlogEngine start(BinlogSource source, String follower, BinlogListener listener) {
        BinlogEngine engine = new BinlogEngine(source, follower, listener);
        engine.thread.start();
        return engine;
    }

    private void run() {
        try (TrustFile used = trust) {
            engine.run();
        }
    }

    private static boolean illegible(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ParsingException || cause instanceof MultipleParsingExceptions) {
                return true;
            }
        }
        return false;
    }

    private void take(List<RecordChangeEvent<SourceRecord>> batch) {
        for (RecordChangeEvent<SourceRecord> event : batch) {
            records.take(event.record());
        }
        listener.pause();
    }

    /** Ends the engine; at once where it runs, else as soon as it has started. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Thread closing = new Thread(this::end, thread.getName() + "-close");
        closing.setDaemon(true);
        closing.start();
    }

    private void end() {
        try {
            if (!started.await(START_SECONDS, TimeUnit.SECONDS)) {
                thread.interrupt();
            }
            engine.close();
        } catch (IOException | IllegalStateException ended) {
            // it has ended by itself
            thread.interrupt();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Properties properties(BinlogSource source, @Nullable TrustFile trust) {
        // the engine publishes measurements under this name, one engine each
        String name = "lienthong" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Properties all = new Properties();
        all.setProperty("name", name);
        all.setProperty("topic.prefix", name);
        all.setProperty(
                "connector.class",
                source.mysql()
                        ? "io.debezium.connector.mysql.MySqlConnector"
                        : "io.debezium.connector.mariadb.MariaDbConnector");
        server(source, all);
        if (trust != null) {
            trust.into(all);
        }
        all.setProperty("offset.storage", GivenOffset.class.getName());
        all.setProperty(GivenOffset.SETTING, GivenOffset.of(source.after()));
        all.setProperty("offset.flush.interval.ms", "3600000");
        all.setProperty("schema.history.internal", GivenHistory.class.getName());
        GivenHistory.put(source, all);
        all.setProperty("snapshot.mode", "no_data");
        all.setProperty("snapshot.locking.mode", "none");
        all.setProperty("database.include.list", exactly(source.database()));
        all.setProperty("table.include.list", exactly(source.database() + "." + source.table()));
        all.setProperty("provide.transaction.metadata", "true");
        all.setProperty("include.schema.changes", "true");
        all.setProperty("tombstones.on.delete", "false");
        all.setProperty("skipped.operations", "none");
        all.setProperty("event.processing.failure.handling.mode", "fail");
        all.setProperty("inconsistent.schema.handling.mode", "fail");
        all.setProperty("converters", "plain");
        all.setProperty("plain.type", PlainValues.class.getName());
        all.setProperty("plain.mysql", Boolean.toString(source.mysql()));
        pace(all);
        return all;
    }

    private static void server(BinlogSource source, Properties all) {
        all.setProperty("database.hostname", source.host());
        all.setProperty("database.port", Integer.toString(source.port()));
        all.setProperty("database.user", source.user());
        all.setProperty("database.password", source.password());
        // what the engine asks before it reads the log is answered soon, or the server is not heard of
        all.setProperty("driver.socketTimeout", Long.toString(ANSWER.toMillis()));
        String encryption = source.encryption();
        all.setProperty(
                "database.ssl.mode",
                source.mysql()
                        ? encryption
                                .replace("disable", "disabled")
                                .replace("trust", "required")
                                .replace("verify-full", "verify_identity")
                        : encryption);
        all.setProperty(
                "database.server.id",
                Integer.toString(ThreadLocalRandom.current().nextInt(FIRST_SERVER_ID, Integer.MAX_VALUE)));
    }

    private static void pace(Properties all) {
        all.setProperty("poll.interval.ms", "20");
        all.setProperty("max.batch.size", "2048");
        all.setProperty("max.queue.size", "8192");
        all.setProperty("max.queue.size.in.bytes", "33554432");
        all.setProperty("heartbeat.interval.ms", "1000");
        // four fifths of it: how often the server itself says that it lives
        all.setProperty("connect.keep.alive.interval.ms", "2500");
        all.setProperty("connect.keep.alive", "false");
        all.setProperty("connect.timeout.ms", "5000");
        all.setProperty("errors.max.retries", "0");
    }

    /** A list of one regular expression that matches this name only; commas would part it. */
    private static String exactly(String name) {
        return Pattern.quote(name).replace(",", "\\E.\\Q");
    }
}
