package vn.lienthong.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import org.springframework.stereotype.Component;

/** Writes the whole journal so that it can be verified without the hub. */
@Component
class JournalExport {
    private final Links links;
    private final SignedHeads heads;
    private final HeadKey key;

    JournalExport(Links links, SignedHeads heads, HeadKey key) {
        this.links = links;
        this.heads = heads;
        this.key = key;
    }

    /** Writes what is recorded now, page by page. The caller closes the writer. */
    void to(Writer out) throws IOException {
        MessageDigest written = Link.sha256();
        long id = links.last().map(Link::id).orElse(0L);
        Deque<Head> signed = new ArrayDeque<>(heads.after(0));
        try {
            write(out, written, ExportLines.opening(key.publicKey()));
            links.walk(id, stored -> {
                write(out, written, ExportLines.line(stored.link()));
                while (!signed.isEmpty() && signed.peek().id() <= stored.link().id()) {
                    write(out, written, ExportLines.line(signed.poll()));
                }
                return true;
            });
            write(out, Link.sha256(), ExportLines.line(key.sign(Head.Kind.END, id, written.digest())));
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    private static void write(Writer out, MessageDigest written, String line) {
        try {
            out.write(line);
            out.write('\n');
            written.update(ExportLines.bytes(line));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
