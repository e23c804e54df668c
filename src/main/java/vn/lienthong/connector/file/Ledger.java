package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which contents of a drop folder were read for which dataset, in order: a small file beside the archived files. */
final class Ledger {
    private final Path file;

    Ledger(Path file) {
        this.file = file;
    }

    /**
     * One file that was read.
     *
     * @param settled when its run was settled; files of one run share it
     * @param dataset the dataset's name in the system
     * @param hash its content
     * @param archived its name in the archive
     */
    record Entry(Instant settled, String dataset, String hash, String archived) {}

    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] parts = line.split("\t");
                // the last line may be cut short by a full disk or a kill; its file is then simply read again
                if (parts.length == 4 && parts[2].length() == 64) {
                    entries.add(new Entry(Instant.parse(parts[0]), parts[1], parts[2], parts[3]));
                }
            }
        }
        return entries;
    }

    boolean holds(String dataset, String hash) throws IOException {
        return entries().stream()
                .anyMatch(entry -> entry.hash().equals(hash) && entry.dataset().equals(dataset));
    }

    /** The settled reads of a dataset in order, each with its files. */
    List<List<Entry>> reads(String dataset) throws IOException {
        Map<Instant, List<Entry>> reads = new LinkedHashMap<>();
        for (Entry entry : entries()) {
            if (entry.dataset().equals(dataset)) {
                reads.computeIfAbsent(entry.settled(), settled -> new ArrayList<>())
                        .add(entry);
            }
        }
        return List.copyOf(reads.values());
    }

    /**
     * Files that were archived for another dataset of the same workbooks and not yet read for this one: those since its own last
     * read, at first only the latest.
     */
    List<Entry> unreadBy(String dataset) throws IOException {
        List<Entry> all = entries();
        int from = all.size();
        while (from > 0 && !all.get(from - 1).dataset().equals(dataset)) {
            from--;
        }
        List<Entry> later = all.subList(from, all.size());
        Instant least = from > 0 || later.isEmpty()
                ? Instant.MIN
                : later.get(later.size() - 1).settled();
        List<Entry> unread = new ArrayList<>();
        for (Entry entry : later) {
            boolean known = all.stream()
                    .anyMatch(other ->
                            other.dataset().equals(dataset) && other.hash().equals(entry.hash()));
            boolean listed = unread.stream().anyMatch(other -> other.hash().equals(entry.hash()));
            if (!known && !listed && !entry.settled().isBefore(least)) {
                unread.add(entry);
            }
        }
        return unread;
    }

    /** Writes an entry; it is durable when this returns. */
    void add(Entry entry) throws IOException {
        String line = String.join("\t", entry.settled().toString(), entry.dataset(), entry.hash(), entry.archived());
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode("\n" + line + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
