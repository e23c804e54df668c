package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.ConnectorContract;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ContractRows;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.Column;

class SftpContractTest extends ConnectorContract {
    @TempDir
    Path home;

    @TempDir
    Path data;

    private @Nullable SftpServer server;
    private int targets;

    @BeforeEach
    void seed() throws IOException {
        server = new SftpServer(home);
        FarDrop.put(home, "rows.csv", text(ContractRows.stored()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String text(List<@Nullable Object[]> rows) {
        StringBuilder text = new StringBuilder(String.join(
                ",", ContractRows.SCHEMA.columns().stream().map(Column::name).toList()));
        for (@Nullable Object[] row : rows) {
            text.append("\r\n");
            for (int i = 0; i < row.length; i++) {
                text.append(i == 0 ? "" : ",").append(row[i] == null ? "" : row[i]);
            }
        }
        return text.append("\r\n").toString();
    }

    private FarDrop drop(int port) {
        return new FarDrop(port, server.fingerprint(), data, FarDrop.MARK)
                .with("pattern", "rows.csv")
                .with("timeout_seconds", port == server.port() ? 5L : 1L);
    }

    /** Needs neither server nor folder. */
    @Override
    protected ConnectorType type() {
        return new FarDrop(1, null, data == null ? Path.of("none") : data, FarDrop.MARK).type();
    }

    @Override
    protected Opening opening() {
        return drop(server.port()).opening();
    }

    @Override
    protected String readable() {
        return "rows.csv";
    }

    @Override
    protected String writable() {
        String name = "target" + ++targets + ".csv";
        try {
            FarDrop.put(home, name, text(List.of()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return name;
    }

    @Override
    protected Map<String, Opening> broken(int deadPort, int silentPort) {
        return Map.of(
                "nobody listens", drop(deadPort).opening(),
                "nobody answers", drop(silentPort).opening(),
                "another host key",
                        drop(server.port())
                                .with("host_key", "SHA256:" + "A".repeat(43))
                                .opening(),
                "another password",
                        drop(server.port()).secret("password", "khac").opening(),
                "a folder that is not there",
                        drop(server.port()).with("remote_folder", "/gone").opening());
    }

    @Override
    protected Map<String, byte[]> lies() {
        return Map.of(
                "another protocol", "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "a packet of two gigabytes",
                        "SSH-2.0-liar\r\n\u007f\u007f\u007f\u007f\u0004".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    protected Opening at(int port) {
        return drop(port).opening();
    }

    /** A file is seen as a whole or not at all. */
    @Override
    protected boolean seenAtCommit() {
        return false;
    }

    @Override
    protected boolean typed() {
        return false;
    }

    @Override
    protected List<List<@Nullable String>> rowsOf(String dataset) {
        List<List<@Nullable String>> rows = new ArrayList<>(drop(server.port()).review(dataset).rows);
        rows.sort(Comparator.comparing(row -> String.valueOf(row.get(0))));
        return rows;
    }
}
