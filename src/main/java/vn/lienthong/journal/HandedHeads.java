package vn.lienthong.journal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/** Heads that were handed over to a second place. They stay as they were, whatever becomes of the journal. */
public final class HandedHeads {
    private static final HandedHeads NONE = new HandedHeads(null, new TreeMap<>());

    private final byte @Nullable [] key;
    private final NavigableMap<Long, Head> heads;

    private HandedHeads(byte @Nullable [] key, NavigableMap<Long, Head> heads) {
        this.key = key;
        this.heads = heads;
    }

    /** Where none were handed over. */
    public static HandedHeads none() {
        return NONE;
    }

    /**
     * Those of a file: a line for the key, then one for each head, as in an export.
     *
     * @throws HubException when a line is none that a hub wrote and signed
     */
    public static HandedHeads read(Path file) throws IOException {
        List<String> lines = lines(file);
        byte[] opened = lines.stream()
                .findFirst()
                .flatMap(ExportLines::opening)
                .map(ExportLines.Opening::key)
                .orElseThrow(() -> foreign(file, 1));
        PublicKey key = Head.key(opened).orElseThrow(() -> foreign(file, 1));
        NavigableMap<Long, Head> heads = new TreeMap<>();
        for (int line = 1; line < lines.size(); line++) {
            int number = line + 1;
            Head head = ExportLines.head(lines.get(line))
                    .filter(found -> found.kind() == Head.Kind.HEAD && found.signedWith(key))
                    .orElseThrow(() -> foreign(file, number));
            heads.put(head.id(), head);
        }
        return new HandedHeads(opened, heads);
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException noText) {
            throw foreign(file, 1);
        }
    }

    private static HubException foreign(Path file, int line) {
        return new HubException(JournalError.HEADS_FOREIGN, Map.of("file", file, "line", line));
    }

    boolean signedWith(byte[] other) {
        return key == null || MessageDigest.isEqual(key, other);
    }

    /** Whether another entry of this number was handed over. */
    boolean contradict(Link link) {
        Head head = heads.get(link.id());
        return head != null && !MessageDigest.isEqual(head.hash(), link.hash());
    }

    /** The number of the last; 0 where there is none. */
    long last() {
        return heads.isEmpty() ? 0 : heads.lastKey();
    }

    /** All of them, the oldest first. */
    List<Head> all() {
        return new ArrayList<>(heads.values());
    }
}
