package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;

/** A drop folder and the connector that reads it. */
final class Drop {
    final Path folder;
    private final ConnectorType type;
    private final Map<String, Object> settings = new HashMap<>();

    Drop(Path folder, ConnectorType type) {
        this.folder = folder;
        this.type = type;
        settings.put("folder", folder.toString());
        settings.put("stable_seconds", 0L);
    }

    Drop with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    Drop file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Drop file(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        return this;
    }

    Opening opening() {
        return new Opening(
                new ConnectorName("drop"),
                new Settings(settings, Map.of()),
                (host, port) -> {
                    throw new IllegalStateException("files need no network");
                },
                name -> Path.of(name),
                Clock.systemUTC());
    }

    Session open() {
        return type.open(opening());
    }

    Dataset describe(String from) {
        try (Session session = open()) {
            return ((Discovers) session).describe(from);
        }
    }

    /** One whole run: everything read, and settled. */
    Read run(String from) {
        try (Session session = open()) {
            Read read = read(session, from, null, ReadRequest.Kind.SNAPSHOT);
            if (read.position != null) {
                ((Reads) session).settle(describe(from), read.position);
            }
            return read;
        }
    }

    Read review(String from) {
        try (Session session = open()) {
            return read(session, from, null, ReadRequest.Kind.REVIEW);
        }
    }

    Read read(Session session, String from, @Nullable Position after, ReadRequest.Kind kind) {
        Dataset dataset = ((Discovers) session).describe(from);
        ReadRequest request = new ReadRequest(kind, List.of(), null, after, 1, 3, Duration.ZERO);
        Read read = new Read();
        try (BatchCursor cursor = ((Reads) session).read(dataset, request)) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                read.add(part);
            }
            read.nothingNew = cursor.nothingNew();
            read.remark = cursor.caveat().map(text -> text.en()).orElse("");
        }
        return read;
    }

    /** Names of the files below the folder, as relative paths. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.endsWith(".ledger"))
                    .sorted()
                    .toList();
        }
    }

    /** What a read gave. */
    static final class Read {
        final List<List<@Nullable Object>> rows = new ArrayList<>();
        final List<Long> ordinals = new ArrayList<>();
        final List<Rejection> unreadable = new ArrayList<>();
        final List<BatchCursor.Part> parts = new ArrayList<>();

        @Nullable
        Position position;

        boolean nothingNew;
        String remark = "";

        void add(BatchCursor.Part part) {
            parts.add(part);
            for (int row = 0; row < part.batch().size(); row++) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int column = 0; column < part.batch().schema().size(); column++) {
                    values.add(part.batch().value(row, column));
                }
                rows.add(values);
                ordinals.add(part.batch().ordinal(row));
            }
            unreadable.addAll(part.unreadable());
            position = part.position();
        }
    }
}
