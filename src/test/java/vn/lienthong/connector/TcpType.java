package vn.lienthong.connector;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/**
 * A type that speaks to a real TCP server: it reads one line, the names of the columns of its only dataset. It has no timeout of
 * its own, as a careless type would.
 */
final class TcpType implements ConnectorType {
    @Override
    public String name() {
        return "test-tcp";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DISCOVER);
    }

    @Override
    public Session open(Opening opening) {
        return new TcpSession(opening);
    }

    private record TcpSession(Opening opening) implements Session, Discovers {
        @Override
        public void test(Examination examination, Consumer<Check> report) {
            Settings settings = opening.settings();
            opening.network().resolve(settings.text("host"), settings.integer("port"));
            report.accept(ok("resolve"));
            line();
            report.accept(ok("sign-in"));
        }

        @Override
        public List<Dataset> discover() {
            return List.of(describe("all"));
        }

        @Override
        public Dataset describe(String from) {
            List<Column> columns = new ArrayList<>();
            for (String name : line().split(",")) {
                columns.add(Column.of(name, ValueType.TEXT));
            }
            return new Dataset(
                    new DatasetName(opening.connector(), from), from, new Schema(columns), List.of(), null, List.of());
        }

        private String line() {
            InetSocketAddress address = opening.network()
                    .resolve(opening.settings().text("host"), opening.settings().integer("port"));
            try (Socket socket = new Socket()) {
                socket.connect(address);
                socket.getOutputStream()
                        .write((opening.settings()
                                                .secret("password")
                                                .orElseThrow()
                                                .reveal() + "\n")
                                .getBytes(StandardCharsets.UTF_8));
                InputStream in = socket.getInputStream();
                StringBuilder line = new StringBuilder();
                for (int c = in.read(); c > '\n'; c = in.read()) {
                    line.append((char) c);
                }
                return line.toString();
            } catch (IOException failed) {
                throw new HubException(
                        ConnectorError.LOST, Map.of("connector", opening.connector(), "why", "io"), failed);
            }
        }

        private static Check ok(String step) {
            return new Check(step, Check.Outcome.OK, null, Text.same(step), null, null, Duration.ZERO);
        }

        @Override
        public void close() {}
    }
}
