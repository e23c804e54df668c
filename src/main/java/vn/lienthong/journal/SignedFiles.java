package vn.lienthong.journal;

import java.io.IOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes files that are signed with the journal's key, so that whoever gets one can verify it without the hub. */
@Component
public class SignedFiles {
    private final HeadKey key;
    private final Clock clock;

    SignedFiles(HeadKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Writes a file. The caller closes the writer.
     *
     * @param kind what it is: {@code erasure-account}
     * @param lines lines of JSON, in order, each without a line break
     */
    public void write(Writer out, String kind, List<String> lines) throws IOException {
        MessageDigest written = Link.sha256();
        line(out, written, new SignedLines.Opening(kind, key.publicKey()).line());
        for (String line : lines) {
            line(out, written, line);
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] hash = written.digest();
        byte[] signature = key.sign(SignedLines.statement(kind, lines.size(), hash, at));
        line(out, Link.sha256(), new SignedLines.End(lines.size(), hash, at, signature).line());
    }

    private static void line(Writer out, MessageDigest written, String line) throws IOException {
        out.write(line);
        out.write('\n');
        written.update(ExportLines.bytes(line));
    }
}
