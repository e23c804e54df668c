package vn.lienthong.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an export by itself: that no entry was altered, taken out, put in, moved or cut off since it was written, and that it
 * was signed with the right key. It needs the file and the public key, nothing else.
 */
public final class ExportProof {
    private final PublicKey key;
    private final HandedHeads handed;
    private final MessageDigest read = Link.sha256();
    private long line = 1;
    private long id;
    private byte[] hash = Link.BEGINNING;
    private int heads;
    private @Nullable Instant end;

    private ExportProof(ExportLines.Opening opening, HandedHeads handed) {
        this.key = Head.key(opening.key()).orElseThrow();
        this.handed = handed;
        read.update(ExportLines.bytes(opening.line()));
    }

    /** What can be wrong with a line. */
    public enum Fault {
        /** It is not one that the hub wrote. */
        FOREIGN,
        /** Its entry does not follow the one before it. */
        OUT_OF_CHAIN,
        /** What it says of the lines before it is not so. */
        HEAD_DIFFERS,
        /** It was not signed with the key. */
        SIGNATURE_WRONG,
        /** The export was written with another key than the one it is verified with. */
        KEY_DIFFERS,
        /** The export ends without its end, or goes on after it. */
        CUT,
        /** The entry is not the one whose head was handed over. */
        REWRITTEN,
        /** The journal ends before a head that was handed over. */
        BEHIND
    }

    /** Where an export is broken. */
    public record Break(long line, Fault fault) {}

    /**
     * What was found.
     *
     * @param entries the entries up to the end, or up to the break
     * @param heads the daily signatures among them
     * @param fingerprint SHA-256 of the key in the export, in hex; empty where there is none
     * @param exported when the export ended; null where it is broken
     * @param broken null where everything fits
     */
    public record Verdict(
            long entries,
            int heads,
            String fingerprint,
            @Nullable Instant exported,
            @Nullable Break broken) {}

    /**
     * Verifies a file.
     *
     * @param key the key to trust, X.509; null: the export's own, whose fingerprint the reader has to compare
     * @param handed heads that were handed over earlier
     * @throws IOException when the file cannot be read
     */
    public static Verdict of(Path export, byte @Nullable [] key, HandedHeads handed) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(export)) {
            return of(lines, key, handed);
        }
    }

    static Verdict of(BufferedReader lines, byte @Nullable [] trusted, HandedHeads handed) throws IOException {
        ExportLines.Opening opening = opening(lines).orElse(null);
        if (opening == null) {
            return new Verdict(0, 0, "", null, new Break(1, Fault.FOREIGN));
        }
        byte[] own = opening.key();
        if (trusted != null && !MessageDigest.isEqual(trusted, own) || !handed.signedWith(own)) {
            return new Verdict(0, 0, fingerprint(own), null, new Break(1, Fault.KEY_DIFFERS));
        }
        ExportProof proof = new ExportProof(opening, handed);
        Fault fault = proof.walk(lines).orElse(null);
        return fault == null
                ? new Verdict(proof.id, proof.heads, fingerprint(own), proof.end, null)
                : new Verdict(proof.id, proof.heads, fingerprint(own), null, new Break(proof.line, fault));
    }

    /** The fingerprint by which people compare a public key, X.509. */
    public static String fingerprint(byte[] key) {
        return HexFormat.of().formatHex(Link.sha256().digest(key));
    }

    private static Optional<ExportLines.Opening> opening(BufferedReader lines) throws IOException {
        try {
            return Optional.ofNullable(lines.readLine())
                    .flatMap(ExportLines::opening)
                    .filter(opening -> Head.key(opening.key()).isPresent());
        } catch (CharacterCodingException foreign) {
            return Optional.empty();
        }
    }

    private Optional<Fault> walk(BufferedReader lines) throws IOException {
        try {
            for (String text = next(lines); text != null; text = next(lines)) {
                Optional<Fault> fault = end != null ? Optional.of(Fault.CUT) : take(text);
                if (fault.isPresent()) {
                    return fault;
                }
                read.update(ExportLines.bytes(text));
            }
        } catch (CharacterCodingException foreign) {
            return Optional.of(Fault.FOREIGN);
        }
        if (end == null) {
            return Optional.of(Fault.CUT);
        }
        return handed.last() > id ? Optional.of(Fault.BEHIND) : Optional.empty();
    }

    private @Nullable String next(BufferedReader lines) throws IOException {
        line++;
        return lines.readLine();
    }

    private Optional<Fault> take(String text) {
        Optional<Link> link = ExportLines.link(text);
        if (link.isPresent()) {
            return take(link.get());
        }
        Optional<Head> head = ExportLines.head(text);
        return head.isPresent() ? take(head.get()) : Optional.of(Fault.FOREIGN);
    }

    private Optional<Fault> take(Link link) {
        if (!link.follows(id, hash)) {
            return Optional.of(Fault.OUT_OF_CHAIN);
        }
        if (handed.contradict(link)) {
            return Optional.of(Fault.REWRITTEN);
        }
        id = link.id();
        hash = link.hash();
        return Optional.empty();
    }

    private Optional<Fault> take(Head head) {
        boolean last = head.kind() == Head.Kind.END;
        if (head.id() != id || !MessageDigest.isEqual(head.hash(), last ? read.digest() : hash)) {
            return Optional.of(Fault.HEAD_DIFFERS);
        }
        if (!head.signedWith(key)) {
            return Optional.of(Fault.SIGNATURE_WRONG);
        }
        if (last) {
            end = head.at();
        } else {
            heads++;
        }
        return Optional.empty();
    }
}
