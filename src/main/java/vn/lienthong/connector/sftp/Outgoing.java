package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.connector.file.Elsewhere;
import vn.lienthong.connector.file.FileNames;
import vn.lienthong.connector.sftp.Found.Kind;
import vn.lienthong.store.OwnerOnly;

/**
 * Files that are written: made here, laid down at the server under a name of the hub's own, and renamed there. That the file lies there
 * whole is noted here before it is renamed; so after a kill the name tells whether the rename was done: the file is gone from it.
 */
final class Outgoing implements Elsewhere {
    private static final int TRIES = 3;

    private final SftpWay way;
    private final SftpSettings settings;
    private final SeenFiles seen;
    private final String mark;

    /** @param mark tells this hub's files from those of others */
    Outgoing(SftpWay way, SftpSettings settings, SeenFiles seen, String mark) {
        this.way = way;
        this.settings = settings;
        this.seen = seen;
        this.mark = mark;
    }

    @Override
    public void bring(Path archived) throws IOException {
        String name = archived.getFileName().toString();
        if (Files.exists(archived) || !FolderThere.isPlain(name) || name.startsWith(".")) {
            return;
        }
        String path = settings.leaves() ? left(name) : FolderThere.DONE + "/" + name;
        boolean there = way.look(path)
                .filter(found -> found.kind() == Kind.FILE && found.size() <= settings.largest())
                .isPresent();
        if (there) {
            way.fetch(path, archived);
        }
    }

    /** The name of a file that stayed where it was when it was read, if it did not change since. */
    private String left(String archived) throws IOException {
        String original = archived.replaceFirst("^\\d{4}-\\d\\d-\\d\\d-", "");
        String shorter = original.replaceFirst("^\\d+-", "");
        for (String name : new String[] {original, shorter}) {
            Optional<Found> found = way.look(name);
            if (found.isPresent() && seen.holds(found.get())) {
                return name;
            }
        }
        return FolderThere.DONE + "/" + archived; // nowhere
    }

    @Override
    public String standing(Path target) throws IOException {
        String name = target.getFileName().toString();
        Path note = note(target);
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Found> found = target(name);
            if (found.isEmpty()) {
                forget(target);
                return "";
            }
            String identity = found.get().identity();
            if (Files.exists(target)
                    && Files.exists(note)
                    && Files.readString(note).equals(identity)) {
                return identity;
            }
            forget(target);
            boolean came = way.fetch(name, target);
            if (came
                    && identity.equals(identity(target))
                    && Files.size(target) == found.get().size()) {
                OwnerOnly.write(note, identity);
                return identity;
            }
        }
        throw way.failures().error(SftpError.STILL_CHANGING, Map.of("file", FileNames.shown(name)), null);
    }

    @Override
    public String identity(Path target) {
        return target(target.getFileName().toString()).map(Found::identity).orElse("");
    }

    private Optional<Found> target(String name) {
        Optional<Found> found = way.look(name);
        if (found.isPresent() && found.get().kind() != Kind.FILE) {
            throw way.failures().error(SftpError.NOT_A_FILE, Map.of("file", FileNames.shown(name)), null);
        }
        if (found.isPresent() && found.get().size() > settings.largest()) {
            throw way.failures().tooLarge(name);
        }
        return found;
    }

    @Override
    public boolean swap(Path complete, Path target, String before) throws IOException {
        String name = target.getFileName().toString();
        String part = FolderThere.WRITING + "/" + complete.getFileName() + "." + mark;
        Path laid = complete.resolveSibling(complete.getFileName() + ".laid");
        String whole = whole(complete);
        boolean begun = Files.exists(laid) && Files.readString(laid).equals(whole);
        if (!begun) {
            if (!identity(target).equals(before)) {
                return false;
            }
            way.own(FolderThere.WRITING);
            way.remove(part);
            way.lay(complete, part);
            OwnerOnly.write(laid, whole);
        }
        if (way.look(part).isPresent()) {
            String now = identity(target);
            if (!now.equals(before) && !(begun && now.isEmpty())) {
                way.remove(part);
                Files.delete(laid);
                return false;
            }
            removeMarker(name);
            way.replace(part, name);
        }
        layMarker(complete, name);
        forget(target);
        Files.delete(complete);
        Files.delete(laid);
        return true;
    }

    /** The old one must not vouch for the new file. */
    private void removeMarker(String name) {
        if (!settings.marker().isEmpty()) {
            way.remove(settings.markerOf(name));
        }
    }

    private void layMarker(Path complete, String name) throws IOException {
        if (settings.marker().isEmpty()) {
            return;
        }
        String part = FolderThere.WRITING + "/" + settings.markerOf(name) + "." + mark;
        byte[] text = settings.checksum()
                ? Checksums.marker(Checksums.of(complete), name)
                : "".getBytes(StandardCharsets.UTF_8);
        way.write(part, text, false);
        way.replace(part, settings.markerOf(name));
    }

    /** Tells one complete file from any other, also one of the same content. */
    private static String whole(Path complete) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(complete, BasicFileAttributes.class);
        return facts.size() + "@" + facts.lastModifiedTime().toInstant() + "#" + facts.fileKey();
    }

    private static Path note(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".copy");
    }

    /** Removes the copy of a target. */
    static void forget(Path target) throws IOException {
        Files.deleteIfExists(note(target));
        Files.deleteIfExists(target);
    }
}
