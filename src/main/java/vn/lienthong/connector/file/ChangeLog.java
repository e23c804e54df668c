package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a run changes in a file, in order, on disk: rows that arrive, keys that go, keys that are marked as gone. */
final class ChangeLog implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    /** What happens to a key. */
    enum Kind {
        /** Its row is this. */
        ROW,
        /** It is no longer there. */
        GONE,
        /** It stays and is marked. */
        MARKED
    }

    /** Takes the changes one by one; {@code texts} are a row's cells, or a key's. */
    interface Visitor {
        void change(long offset, Kind kind, String[] texts) throws IOException;
    }

    private final FileChannel file;
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER);
    private long length;
    private ByteBuffer window = ByteBuffer.allocate(BUFFER).limit(0);
    private long windowAt;
    private long behind;

    private ChangeLog(FileChannel file, long length) {
        this.file = file;
        this.length = length;
    }

    /** Opens a log of which this many bytes count. */
    static ChangeLog open(Path path, long length) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        file.truncate(length).position(length);
        return new ChangeLog(file, length);
    }

    /** Adds a change; gives where it lies. */
    long add(Kind kind, String[] texts) throws IOException {
        long offset = length;
        room(3);
        out.put((byte) kind.ordinal()).putShort((short) texts.length);
        length += 3;
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            room(4);
            out.putInt(bytes.length);
            if (bytes.length > BUFFER) {
                write(ByteBuffer.wrap(bytes));
            } else {
                room(bytes.length);
                out.put(bytes);
            }
            length += 4L + bytes.length;
        }
        return offset;
    }

    private void room(int bytes) throws IOException {
        if (out.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            file.write(out);
        }
        out.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        flush();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Everything so far is durable; gives its length. */
    long force() throws IOException {
        flush();
        file.force(false);
        return length;
    }

    /** The texts of the change that lies there; what was added since the last {@link #force} cannot be read. */
    String[] texts(long offset) throws IOException {
        long at = offset + 1;
        String[] texts = new String[bytes(at, 2).getShort()];
        at += 2;
        for (int i = 0; i < texts.length; i++) {
            byte[] text = new byte[bytes(at, 4).getInt()];
            bytes(at + 4, text.length).get(text);
            texts[i] = new String(text, StandardCharsets.UTF_8);
            at += 4L + text.length;
        }
        behind = at;
        return texts;
    }

    void forEach(Visitor visitor) throws IOException {
        long end = force();
        for (long at = 0; at < end; ) {
            Kind kind = Kind.values()[bytes(at, 1).get()];
            String[] texts = texts(at);
            long next = behind;
            visitor.change(at, kind, texts);
            at = next;
        }
    }

    private ByteBuffer bytes(long at, int count) throws IOException {
        if (at < windowAt || at + count > windowAt + window.limit()) {
            window = window.capacity() < count ? ByteBuffer.allocate(count) : window.clear();
            windowAt = at;
            int got = 0;
            while (window.hasRemaining() && got >= 0) {
                got = file.read(window, at + window.position());
            }
            window.flip();
            if (window.limit() < count) {
                throw new IOException("the changes collected for the file are cut short");
            }
        }
        return window.position((int) (at - windowAt));
    }

    @Override
    public void close() throws IOException {
        try (file) {
            flush();
        }
    }
}
