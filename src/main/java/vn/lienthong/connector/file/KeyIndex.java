package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.SipHash;

/**
 * Every key of a file with what is known of its row: 40 bytes a place, most of them full. A small index lies in memory, a large
 * one in a file that is mapped and already deleted, so that neither the heap nor a kill is a matter. Keys and rows are known by
 * 128-bit marks under a secret of this index alone, so that nobody can make two of them meet.
 */
final class KeyIndex implements AutoCloseable {
    private static final int SLOT = 40;
    private static final int SEGMENT_BITS = 17;
    private static final int SEGMENT_SLOTS = 1 << SEGMENT_BITS;
    private static final int FLAG_BITS = 16;
    private static final long FLAGS = (1L << FLAG_BITS) - 1;

    private final Path folder;
    private final long secretLow;
    private final long secretHigh;
    private @Nullable FileChannel file;
    private ByteBuffer[] segments;
    private long slots = 1 << 12;
    private long size;

    KeyIndex(Path folder) throws IOException {
        SecureRandom random = new SecureRandom();
        this.folder = folder;
        this.secretLow = random.nextLong();
        this.secretHigh = random.nextLong();
        this.segments = allocate(slots);
    }

    /** Stands for one key, or for one row. */
    record Mark(long high, long low) {}

    /** The mark of some texts, in order. */
    Mark mark(String... texts) {
        SipHash hash = SipHash.wide(secretLow, secretHigh);
        for (String text : texts) {
            hash.text(text);
        }
        long high = hash.high(texts.length);
        // an empty place begins with zero
        return new Mark(high == 0 ? 1 : high, hash.low());
    }

    /** The place of a key, or -1. */
    long find(Mark key) {
        long place = probe(key);
        return segment(place).getLong(at(place)) == 0 ? -1 : place;
    }

    /** The place of a key, made where there was none. Places found earlier may have moved. */
    long place(Mark key) throws IOException {
        if (10 * size >= 7 * slots) {
            grow();
        }
        long place = probe(key);
        ByteBuffer segment = segment(place);
        if (segment.getLong(at(place)) == 0) {
            segment.putLong(at(place), key.high());
            segment.putLong(at(place) + 8, key.low());
            size++;
        }
        return place;
    }

    boolean holds(long place, Mark row) {
        ByteBuffer segment = segment(place);
        return segment.getLong(at(place) + 16) == row.high() && segment.getLong(at(place) + 24) == row.low();
    }

    /** Notes which row the key has, and where it lies. */
    void row(long place, Mark row, long offset) {
        ByteBuffer segment = segment(place);
        segment.putLong(at(place) + 16, row.high());
        segment.putLong(at(place) + 24, row.low());
        long flags = segment.getLong(at(place) + 32) & FLAGS;
        segment.putLong(at(place) + 32, offset << FLAG_BITS | flags);
    }

    long offset(long place) {
        return segment(place).getLong(at(place) + 32) >>> FLAG_BITS;
    }

    int flags(long place) {
        return (int) (segment(place).getLong(at(place) + 32) & FLAGS);
    }

    void set(long place, int flags) {
        ByteBuffer segment = segment(place);
        segment.putLong(at(place) + 32, segment.getLong(at(place) + 32) | flags);
    }

    void clear(long place, int flags) {
        ByteBuffer segment = segment(place);
        segment.putLong(at(place) + 32, segment.getLong(at(place) + 32) & ~(long) flags);
    }

    /** How many keys have such flags. */
    long count(IntPredicate wanted) {
        long count = 0;
        for (long place = 0; place < slots; place++) {
            if (segment(place).getLong(at(place)) != 0 && wanted.test(flags(place))) {
                count++;
            }
        }
        return count;
    }

    private long probe(Mark key) {
        long place = key.low() & slots - 1;
        while (true) {
            ByteBuffer segment = segment(place);
            long high = segment.getLong(at(place));
            if (high == 0 || high == key.high() && segment.getLong(at(place) + 8) == key.low()) {
                return place;
            }
            place = place + 1 & slots - 1;
        }
    }

    private ByteBuffer segment(long place) {
        return segments[(int) (place >>> SEGMENT_BITS)];
    }

    private static int at(long place) {
        return (int) (place & SEGMENT_SLOTS - 1) * SLOT;
    }

    private void grow() throws IOException {
        ByteBuffer[] old = segments;
        FileChannel oldFile = file;
        segments = allocate(slots * 2);
        slots *= 2;
        for (ByteBuffer segment : old) {
            for (int at = 0; at < segment.capacity(); at += SLOT) {
                move(segment, at);
            }
        }
        if (oldFile != null) {
            oldFile.close();
        }
    }

    private void move(ByteBuffer from, int at) {
        long high = from.getLong(at);
        if (high != 0) {
            long place = probe(new Mark(high, from.getLong(at + 8)));
            segment(place).put(at(place), from, at, SLOT);
        }
    }

    private ByteBuffer[] allocate(long count) throws IOException {
        if (count < SEGMENT_SLOTS) {
            return new ByteBuffer[] {ByteBuffer.allocate((int) count * SLOT)};
        }
        FileChannel mapped = FileChannel.open(
                folder.resolve("." + UUID.randomUUID() + ".index"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        file = mapped;
        ByteBuffer[] all = new ByteBuffer[(int) (count >>> SEGMENT_BITS)];
        ByteBuffer zeros = ByteBuffer.allocate(SEGMENT_SLOTS * SLOT);
        for (int i = 0; i < all.length; i++) {
            // written, not only mapped: a full disk is then an error here and not a fault in the middle of a probe
            mapped.write(zeros.rewind());
            all[i] = mapped.map(FileChannel.MapMode.READ_WRITE, (long) i * SEGMENT_SLOTS * SLOT, SEGMENT_SLOTS * SLOT);
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
