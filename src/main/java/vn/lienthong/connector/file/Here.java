package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A drop folder of this machine: its files lie nowhere else. */
enum Here implements Elsewhere {
    IT;

    @Override
    public void bring(Path archived) {
        // it lies here
    }

    @Override
    public String standing(Path target) throws IOException {
        return identity(target);
    }

    @Override
    public String identity(Path target) throws IOException {
        return StandingFile.identity(target);
    }

    @Override
    public boolean swap(Path complete, Path target, String before) throws IOException {
        boolean same = identity(target).equals(before);
        if (same) {
            move(complete, target);
        }
        return same;
    }

    /** Renames so that a reader sees the old or the new, and the new stays when the machine stops. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
