package vn.lienthong.bench.changes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/** The stream of changes taken and thrown away: what reading alone costs. */
final class RawStream implements Follower {
    private static final String SLOT = "bench_raw";

    private ChangeSource source;
    private Thread thread;
    private volatile boolean running;
    private volatile long newest;

    @Override
    public String name() {
        return "reading the stream alone";
    }

    @Override
    public void prepare(ChangeSource changes) throws Exception {
        source = changes;
        source.run(ChangeSource.DATABASE, "create publication " + SLOT + " for table hoc_sinh");
        source.text(ChangeSource.DATABASE, "select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
    }

    @Override
    public void start() {
        running = true;
        thread = new Thread(this::read, SLOT);
        thread.start();
    }

    private void read() {
        Properties properties = new Properties();
        properties.setProperty("user", source.server().user());
        properties.setProperty("password", source.server().password());
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "9.4");
        properties.setProperty("preferQueryMode", "simple");
        String address = "jdbc:postgresql://" + source.server().host() + ":" + source.server().port() + "/" + ChangeSource.DATABASE;
        try (Connection connection = new Driver().connect(address, properties);
                PGReplicationStream stream = connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(SLOT)
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", SLOT)
                        .withStatusInterval(1, TimeUnit.SECONDS)
                        .start()) {
            while (running) {
                ByteBuffer message = stream.readPending();
                if (message != null) {
                    inserted(message);
                    stream.setFlushedLSN(stream.getLastReceiveLSN());
                    stream.setAppliedLSN(stream.getLastReceiveLSN());
                }
            }
            stream.forceUpdateStatus();
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Of an inserted row only its number is looked at, to recognise marks. */
    private void inserted(ByteBuffer message) {
        byte[] data = message.array();
        int at = message.arrayOffset() + message.position();
        if (data[at] == 'I') {
            // kind, relation, 'N', fields, 't', length, digits
            int length = ByteBuffer.wrap(data, at + 9, 4).getInt();
            newest = Math.max(newest, Long.parseLong(new String(data, at + 13, length, StandardCharsets.US_ASCII)));
        }
    }

    @Override
    public boolean has(long mark) {
        return newest >= mark;
    }

    @Override
    public void stop() throws InterruptedException {
        running = false;
        thread.join();
    }
}
