package vn.lienthong.connector.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.lienthong.kernel.Position;

/**
 * How far a read of a drop folder has come: which files are done, and how many records of the current one. Files are named by
 * their content, so that one that was replaced is noticed.
 *
 * @param done marks of the files that are read to their end
 * @param current mark of the file being read, empty between files
 * @param records how many of its records are behind the position
 */
record FilePosition(List<String> done, String current, long records) {
    private static final int MARK = 16;

    static final FilePosition START = new FilePosition(List.of(), "", 0);

    /** The short mark of a content hash. */
    static String mark(String hash) {
        return hash.substring(0, MARK);
    }

    static FilePosition parse(Position position) {
        String[] parts = position.value().split(";", -1);
        List<String> done = parts[0].isEmpty() ? List.of() : Arrays.asList(parts[0].split(","));
        return new FilePosition(done, parts[1], Long.parseLong(parts[2]));
    }

    Position position() {
        return new Position(String.join(",", done) + ";" + current + ";" + records);
    }

    /** The same read, this many records into a file. */
    FilePosition within(String hash, long count) {
        return new FilePosition(done, mark(hash), count);
    }

    /** The same read with this file behind it. */
    FilePosition after(String hash) {
        List<String> more = new ArrayList<>(done);
        more.add(mark(hash));
        return new FilePosition(more, "", 0);
    }

    boolean passed(String hash) {
        return done.contains(mark(hash));
    }
}
