package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;

/**
 * A new generation of a file while it is collected, with its checkpoint beside it: the state says how many bytes of the changes
 * count, so that both move together in one rename. The end of a run is decided in the state too, when the new file is complete
 * beside the old one; a kill between that and the file's own rename is made good by whoever comes next.
 */
final class Generation {
    private final Path target;
    private final Elsewhere elsewhere;
    private final Path writing;
    private final String name;
    private final Path state;
    private final Properties facts = new Properties();

    Generation(Path writing, Path target, Elsewhere elsewhere, JobName job) throws IOException {
        this.elsewhere = elsewhere;
        this.target = target;
        this.writing = writing;
        this.name = target.getFileName() + "." + job;
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

    /** Where changes are collected: a file for each epoch, so that a stale writer cannot reach those of its successor. */
    Path changes() {
        return writing.resolve(name + "." + epoch() + ".changes");
    }

    /** Where the new file is made: a file for each epoch, too. */
    Path complete() {
        return writing.resolve(name + "." + epoch() + ".new");
    }

    long epoch() {
        return number("epoch");
    }

    /** How many bytes of the changes are committed. */
    long length() {
        return number("length");
    }

    /** Whether a later writer has taken over since this one did. */
    boolean passed(long epoch) throws IOException {
        load();
        return epoch() != epoch;
    }

    /**
     * Raises the epoch and gives the checkpoint; a generation whose changes are gone, or whose target was replaced meanwhile,
     * counts as not begun.
     */
    Checkpoint takeOver() throws IOException {
        load();
        swapAgain();
        Path before = changes();
        Path made = complete();
        boolean finished = Boolean.parseBoolean(facts.getProperty("finished", "false"));
        boolean begun = !finished && number("run") > 0;
        boolean whole = begun
                && Files.exists(before)
                && Files.size(before) >= length()
                && elsewhere.identity(target).equals(facts.getProperty("before"));
        facts.setProperty("epoch", String.valueOf(epoch() + 1));
        if (whole) {
            copyCommitted(before);
        } else {
            facts.setProperty("length", "0");
        }
        if (begun && !whole) {
            startOver();
        }
        store();
        Files.deleteIfExists(before);
        Files.deleteIfExists(made);
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

    private void startOver() {
        facts.setProperty("run", "0");
        facts.remove("position");
    }

    /** Makes good what a kill cut off between the decision and the rename; a target that was replaced since stays as it is. */
    private void swapAgain() throws IOException {
        if (facts.containsKey("swap")) {
            facts.remove("swap");
            if (Files.exists(complete()) && !elsewhere.swap(complete(), target, facts.getProperty("before"))) {
                facts.setProperty("finished", "false");
                startOver();
            }
        }
    }

    private void copyCommitted(Path before) throws IOException {
        try (FileChannel from = FileChannel.open(before, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        changes(),
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

    void begin(long run, @Nullable Position position, @Nullable String schema, String before) throws IOException {
        facts.setProperty("run", String.valueOf(run));
        facts.setProperty("batch", "0");
        if (schema != null) {
            facts.setProperty("schema", schema);
        }
        set(position, Counts.NONE, 0, before);
        facts.setProperty("finished", "false");
        store();
    }

    void commit(@Nullable Position position, Counts counts, long length, String before) throws IOException {
        facts.setProperty("batch", String.valueOf(number("batch") + 1));
        set(position, counts, length, before);
        store();
    }

    /** Ends the run: the file at {@link #complete} takes the target's place. False where somebody replaced the target meanwhile. */
    boolean finish(Counts counts, String before) throws IOException {
        set(position(), counts, 0, before);
        facts.setProperty("finished", "true");
        facts.setProperty("swap", "true");
        store();
        if (!elsewhere.swap(complete(), target, before)) {
            return false;
        }
        facts.remove("swap");
        store();
        Files.deleteIfExists(changes());
        return true;
    }

    private void set(@Nullable Position position, Counts counts, long length, String before) {
        facts.setProperty("before", before);
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
        Here.move(beside, state);
    }
}
