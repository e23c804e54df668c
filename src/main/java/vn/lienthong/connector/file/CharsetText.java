package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Reads text in one of Java's encodings and marks what means nothing with {@link TextEncoding#UNREADABLE}. */
final class CharsetText extends Reader {
    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
    private boolean end;
    private boolean flushed;

    CharsetText(InputStream bytes, Charset charset) {
        this.bytes = bytes;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer out = CharBuffer.wrap(target, offset, length).slice();
        while (out.position() == 0 && !flushed) {
            decode(out);
        }
        return out.position() == 0 ? -1 : out.position();
    }

    private void decode(CharBuffer out) throws IOException {
        CoderResult result = decoder.decode(in, out, end);
        if (result.isError()) {
            if (out.hasRemaining()) {
                in.position(in.position() + result.length());
                out.put(TextEncoding.UNREADABLE);
            }
        } else if (result.isUnderflow()) {
            if (end) {
                flushed = decoder.flush(out).isUnderflow();
            } else {
                fill();
            }
        }
    }

    private void fill() throws IOException {
        in.compact();
        int count = bytes.read(in.array(), in.position(), in.remaining());
        if (count < 0) {
            end = true;
        } else {
            in.position(in.position() + count);
        }
        in.flip();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
