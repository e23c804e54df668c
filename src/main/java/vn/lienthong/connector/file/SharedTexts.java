package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.lienthong.connector.file.GuardedBytes.HostileWorkbook;

/** The texts that cells point to, packed as UTF-8 in pages: a million names take tens of megabytes, not hundreds. */
final class SharedTexts {
    private static final int PAGE = 1 << 20;
    private static final long MOST = 160L << 20;

    private final List<byte[]> pages = new ArrayList<>();
    private long[] starts = new long[1024];
    private int count;
    private long end;

    /** Adds the texts of a part. */
    void read(WorkbookXml xml) throws IOException {
        while (xml.next()) {
            if (xml.starts("si")) {
                add(xml.runs("si"));
            }
        }
    }

    private void add(String text) throws HostileWorkbook {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (end + bytes.length + 8L * count > MOST) {
            throw new HostileWorkbook("it holds more different texts than fit into memory");
        }
        if (count + 1 >= starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[count++] = end;
        for (int done = 0; done < bytes.length; ) {
            int offset = (int) ((end + done) % PAGE);
            int page = (int) ((end + done) / PAGE);
            if (page == pages.size()) {
                pages.add(new byte[PAGE]);
            }
            int part = Math.min(PAGE - offset, bytes.length - done);
            System.arraycopy(bytes, done, pages.get(page), offset, part);
            done += part;
        }
        end += bytes.length;
        starts[count] = end;
    }

    /** The text of this number. */
    String get(int index) throws IOException {
        if (index < 0 || index >= count) {
            throw new IOException("a cell points to text " + index + " of " + count);
        }
        byte[] bytes = new byte[(int) (starts[index + 1] - starts[index])];
        for (int done = 0; done < bytes.length; ) {
            long from = starts[index] + done;
            int offset = (int) (from % PAGE);
            int part = Math.min(PAGE - offset, bytes.length - done);
            System.arraycopy(pages.get((int) (from / PAGE)), offset, bytes, done, part);
            done += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
