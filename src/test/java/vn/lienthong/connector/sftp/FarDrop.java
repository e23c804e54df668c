package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.HubFolders;

/** A hub's way to a folder at a server on the loopback, and what can be done with it. */
final class FarDrop {
    static final String MARK = "0123456789";

    final Path data;
    private final String mark;
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();

    /** @param data the hub's own folder */
    FarDrop(int port, @Nullable String hostKey, Path data, String mark) {
        this.data = data;
        this.mark = mark;
        settings.putAll(Map.of("host", "localhost", "port", (long) port, "username", SftpServer.USER));
        settings.putAll(Map.of("auth", "password", "remote_folder", "/", "format", "csv"));
        settings.putAll(Map.of("stable_seconds", 0L, "checksum", "none", "after", "move", "repeats", "archive"));
        settings.putAll(Map.of("timeout_seconds", 5L, "transfer_minutes", 1L, "file_limit_mb", 20L));
        if (hostKey != null) {
            settings.put("host_key", hostKey);
        }
        secrets.put("password", Secret.of(SftpServer.PASSWORD));
    }

    static FarDrop at(SftpServer server, Path data) {
        return new FarDrop(server.port(), server.fingerprint(), data, MARK);
    }

    FarDrop with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    FarDrop without(String setting) {
        settings.remove(setting);
        return this;
    }

    FarDrop secret(String setting, String value) {
        secrets.put(setting, Secret.of(value));
        return this;
    }

    ConnectorType type() {
        return new SftpType(new HubFolders(data, data), () -> mark);
    }

    Opening opening() {
        return new Opening(
                new ConnectorName("so-huyen"),
                new Settings(settings, secrets),
                (host, port) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Clock.systemUTC());
    }

    Session open() {
        return type().open(opening());
    }

    List<Check> examine(Examination examination) {
        List<Check> checks = new ArrayList<>();
        try (Session session = open()) {
            session.test(examination, checks::add);
        }
        return checks;
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
                ((Reads) session).settle(((Discovers) session).describe(from), read.position);
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
                for (int row = 0; row < part.batch().size(); row++) {
                    List<@Nullable String> values = new ArrayList<>();
                    for (int column = 0; column < part.batch().schema().size(); column++) {
                        Object value = part.batch().value(row, column);
                        values.add(value == null ? null : value.toString());
                    }
                    read.rows.add(values);
                }
                read.position = part.position();
            }
            read.nothingNew = cursor.nothingNew();
            read.remark = cursor.caveat().map(text -> text.en()).orElse("");
        }
        return read;
    }

    /** What a read gave. */
    static final class Read {
        final List<List<@Nullable String>> rows = new ArrayList<>();

        @Nullable
        Position position;

        boolean nothingNew;
        String remark = "";
    }

    static void put(Path folder, String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Names of the files below a folder, as relative paths, without the hub's ledger. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.endsWith(".ledger"))
                    .sorted()
                    .toList();
        }
    }
}
