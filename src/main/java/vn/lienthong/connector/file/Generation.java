package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Position;

/**
 * A new generation of a file while it is collected, with its checkpoint beside it: the state says how many bytes of the rows
 * count, so that both move together in one rename.
 */
final class Generation {
    private final Path writing;
    private final String name;
    private final Path state;
    private final Properties facts = new Properties();

    Generation(Path writing, String name) throws IOException {
        this.writing = writing;
        this.name = name;
        this.state = writing.resolve(name + ".state");
        load();
    }

    private void load() throws IOException {
        facts.clear();
        if (Files.exists(state)) {
            try (Reader text = Files.newBufferedReader(state, StandardCharsets.UTF_8)) {
                facts.load(text);
            }
        }
    }

    /** Where the rows are collected: a file for each epoch, so that a stale writer cannot reach those of its successor. */
    Path rows() {
        return writing.resolve(name + "." + epoch() + ".rows");
    }

    long epoch() {
        return number("epoch");
    }

    /** How many bytes of the rows are committed. */
    long length() {
        return number("length");
    }

    /** How many rows the finished file holds. */
    long finishedRows() {
        return number("rows");
    }

    /** Whether a later writer has taken over since this one did. */
    boolean passed(long epoch) throws IOException {
        load();
        return epoch() != epoch;
    }

    /** Raises the epoch and gives the checkpoint; a generation whose rows are gone counts as not begun. */
    Checkpoint takeOver() throws IOException {
        load();
        Path before = rows();
        boolean finished = Boolean.parseBoolean(facts.getProperty("finished", "false"));
        boolean begun = !finished && number("run") > 0;
        boolean whole = begun && Files.exists(before) && Files.size(before) >= length();
        facts.setProperty("epoch", String.valueOf(epoch() + 1));
        if (whole) {
            copyCommitted(before);
        } else if (begun) {
            facts.setProperty("run", "0");
            facts.remove("position");
        }
        store();
        Files.deleteIfExists(before);
        return new Checkpoint(
                epoch(),
                number("run"),
                number("batch"),
                position(),
                new Counts(
                        number("read"),
                        number("written"),
                        number("unchanged"),
                        number("rejected"),
                        number("skipped"),
                        number("superseded"),
                        number("deleted")),
                facts.getProperty("schema"),
                finished);
    }

    private void copyCommitted(Path before) throws IOException {
        try (FileChannel from = FileChannel.open(before, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        rows(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long done = 0; done < length(); ) {
                done += from.transferTo(done, length() - done, to);
            }
            to.force(true);
        }
    }

    private @Nullable Position position() {
        String position = facts.getProperty("position");
        return position == null ? null : new Position(position);
    }

    void begin(long run, @Nullable Position position, @Nullable String schema, long length) throws IOException {
        facts.setProperty("run", String.valueOf(run));
        facts.setProperty("batch", "0");
        if (schema != null) {
            facts.setProperty("schema", schema);
        }
        set(position, Counts.NONE, length);
        facts.setProperty("finished", "false");
        store();
    }

    void commit(@Nullable Position position, Counts counts, long length) throws IOException {
        facts.setProperty("batch", String.valueOf(number("batch") + 1));
        set(position, counts, length);
        store();
    }

    void finish(Counts counts, long finishedRows) throws IOException {
        set(position(), counts, length());
        facts.setProperty("rows", String.valueOf(finishedRows));
        facts.setProperty("finished", "true");
        store();
        Files.deleteIfExists(rows());
    }

    private void set(@Nullable Position position, Counts counts, long length) {
        if (position == null) {
            facts.remove("position");
        } else {
            facts.setProperty("position", position.value());
        }
        facts.setProperty("length", String.valueOf(length));
        facts.setProperty("read", String.valueOf(counts.read()));
        facts.setProperty("written", String.valueOf(counts.written()));
        facts.setProperty("unchanged", String.valueOf(counts.unchanged()));
        facts.setProperty("rejected", String.valueOf(counts.rejected()));
        facts.setProperty("skipped", String.valueOf(counts.skipped()));
        facts.setProperty("superseded", String.valueOf(counts.superseded()));
        facts.setProperty("deleted", String.valueOf(counts.deleted()));
    }

    private long number(String name) {
        return Long.parseLong(facts.getProperty(name, "0"));
    }

    private void store() throws IOException {
        StringWriter text = new StringWriter();
        facts.store(text, null);
        Path beside = state.resolveSibling(state.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
