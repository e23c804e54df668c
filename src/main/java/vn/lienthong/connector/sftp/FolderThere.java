package vn.lienthong.connector.sftp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.lienthong.connector.file.FileNames;
import vn.lienthong.connector.sftp.Found.Kind;

/**
 * What lies in the folder at the server, by its names. A name that would lead somewhere else, or cannot be told on a line, is none
 * that is ever used as a path, there or here.
 */
final class FolderThere {
    static final String DONE = ".done";
    static final String WRITING = ".writing";

    /** With room for the day in front of it in the archive. */
    private static final int LONGEST_NAME = 200;

    private final SftpWay way;
    private final SftpSettings settings;
    private final String claimed;

    /** @param claimed the subfolder of files that this connector of this hub has claimed */
    FolderThere(SftpWay way, SftpSettings settings, String claimed) {
        this.way = way;
        this.settings = settings;
        this.claimed = claimed;
    }

    String claimed() {
        return claimed;
    }

    /**
     * What lies in a folder and is meant by a pattern.
     *
     * @param files plain files, in name order
     * @param strange names of what is none, as people read them
     * @param markers names of everything there
     */
    record Look(List<Found> files, List<String> strange, Set<String> names) {}

    /** What waits. */
    Look waiting(String pattern) {
        return look("", pattern);
    }

    /** What this connector has claimed; makes the subfolder. */
    Look claimed(String pattern) {
        way.own(claimed);
        return look(claimed, pattern);
    }

    private Look look(String folder, String pattern) {
        FileNames meant = FileNames.like(pattern);
        List<Found> files = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Found found : way.list(folder)) {
            String name = found.name();
            names.add(name);
            if (name.equals(".") || name.equals("..") || isMarker(name)) {
                continue;
            }
            if (!isPlain(name)) {
                strange.add(FileNames.shown(name));
            } else if (meant.mean(name) && found.kind() == Kind.FILE) {
                files.add(found);
            } else if (meant.mean(name)) {
                strange.add(FileNames.shown(name));
            }
        }
        files.sort(Comparator.comparing(Found::name));
        return new Look(files, strange, names);
    }

    private boolean isMarker(String name) {
        return !settings.marker().isEmpty() && name.endsWith(settings.marker());
    }

    /** Whether a name is one of a file in a folder, and no way to elsewhere. */
    static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.indexOf('/') < 0
                && name.indexOf('\\') < 0
                && FileNames.sayable(name)
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }
}
