package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that were read and stay where they are at the server, each by name, size and time: they are not fetched again. */
final class SeenFiles {
    private final Path list;

    SeenFiles(Path list) {
        this.list = list;
    }

    boolean holds(String dataset, Found file) throws IOException {
        return Files.exists(list)
                && Files.readAllLines(list, StandardCharsets.UTF_8).contains(line(dataset, file));
    }

    /** Whether a file as it stands was read by anybody. */
    boolean holds(Found file) throws IOException {
        String end = line("", file);
        return Files.exists(list)
                && Files.readAllLines(list, StandardCharsets.UTF_8).stream().anyMatch(line -> line.endsWith(end));
    }

    void add(String dataset, Found file) throws IOException {
        // a line that a kill cut short names nothing; its file is fetched again
        Files.writeString(
                list,
                "\n" + line(dataset, file) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String line(String dataset, Found file) {
        return dataset + "\t" + file.name() + "\t" + file.identity();
    }
}
