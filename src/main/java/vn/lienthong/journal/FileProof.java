package vn.lienthong.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies a file that {@link SignedFiles} wrote: nothing in it was altered since. It needs the file and the public key, nothing else. */
public final class FileProof {
    private FileProof() {}

    /**
     * What was found.
     *
     * @param kind what the file says it is
     * @param lines the lines between the first and the last one
     * @param fingerprint SHA-256 of the key in the file, in hex
     * @param signed when it was signed; null where it is broken
     * @param broken null where everything fits
     */
    public record Verdict(
            String kind,
            long lines,
            String fingerprint,
            @Nullable Instant signed,
            ExportProof.@Nullable Break broken) {}

    /**
     * Verifies a file.
     *
     * @param trusted the key to trust, X.509; null: the file's own, whose fingerprint the reader has to compare
     * @return empty where the file does not begin as such a file
     * @throws IOException when the file cannot be read
     */
    public static Optional<Verdict> of(Path file, byte @Nullable [] trusted) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            Optional<SignedLines.Opening> opening = first == null ? Optional.empty() : SignedLines.opening(first);
            return opening.isEmpty() ? Optional.empty() : Optional.of(of(opening.get(), lines, trusted));
        } catch (CharacterCodingException foreign) {
            return Optional.empty();
        }
    }

    private static Verdict of(SignedLines.Opening opening, BufferedReader lines, byte @Nullable [] trusted)
            throws IOException {
        PublicKey key = Head.key(opening.key()).orElse(null);
        if (key == null || trusted != null && !MessageDigest.isEqual(trusted, opening.key())) {
            return broken(opening, 1, ExportProof.Fault.KEY_DIFFERS);
        }
        MessageDigest read = Link.sha256();
        read.update(ExportLines.bytes(opening.line()));
        long between = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            SignedLines.End end = SignedLines.end(line).orElse(null);
            if (end != null) {
                return of(opening, key, end, read.digest(), between, lines.readLine() == null);
            }
            read.update(ExportLines.bytes(line));
            between++;
        }
        return broken(opening, between + 2, ExportProof.Fault.CUT);
    }

    private static Verdict of(
            SignedLines.Opening opening, PublicKey key, SignedLines.End end, byte[] hash, long between, boolean last) {
        if (!last) {
            return broken(opening, between + 3, ExportProof.Fault.CUT);
        }
        if (end.lines() != between || !MessageDigest.isEqual(end.hash(), hash)) {
            return broken(opening, between + 2, ExportProof.Fault.HEAD_DIFFERS);
        }
        byte[] statement = SignedLines.statement(opening.kind(), between, hash, end.at());
        return signed(key, statement, end.signature())
                ? new Verdict(opening.kind(), between, ExportProof.fingerprint(opening.key()), end.at(), null)
                : broken(opening, between + 2, ExportProof.Fault.SIGNATURE_WRONG);
    }

    private static Verdict broken(SignedLines.Opening opening, long line, ExportProof.Fault fault) {
        return new Verdict(
                opening.kind(), 0, ExportProof.fingerprint(opening.key()), null, new ExportProof.Break(line, fault));
    }

    private static boolean signed(PublicKey key, byte[] statement, byte[] signature) {
        try {
            Signature signed = Signature.getInstance("Ed25519");
            signed.initVerify(key);
            signed.update(statement);
            return signed.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false; // bytes that are no signature at all
        }
    }
}
