package vn.lienthong.connector.jdbc.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorContract;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ContractRows;
import vn.lienthong.connector.Opening;
import vn.lienthong.testing.TestPostgres;

class PostgresContractTest extends ConnectorContract {
    private @Nullable TestTarget target;

    @Override
    protected ConnectorType type() {
        return new PostgresType();
    }

    @Override
    protected Opening opening() {
        return target().opening();
    }

    @Override
    protected String readable() {
        TestTarget here = target();
        here.run("drop table if exists pupils");
        here.run("create table pupils " + columns());
        here.insert("insert into pupils values (?, ?, ?, ?, ?)", ContractRows.stored());
        return "public.pupils";
    }

    @Override
    protected String writable() {
        String name = target().next();
        target().run("create table " + name + columns());
        return "public." + name;
    }

    @Override
    protected Map<String, Opening> broken(int deadPort, int silentPort) {
        String user = TestPostgres.server().user();
        int port = TestPostgres.server().port();
        return Map.of(
                "wrong password", target().opening(user, "wrong", port),
                "dead port", target().opening(user, "any", deadPort),
                "silent server", target().opening(user, "any", silentPort),
                "no such database",
                        target().opening(
                                        user,
                                        TestPostgres.server().password(),
                                        port,
                                        Map.of("database", "nothing_here")));
    }

    @Override
    protected Map<String, byte[]> lies() {
        return Map.of(
                "a web server", "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "an error of two gigabytes", new byte[] {'N', 'E', 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
                "an error that does not end", new byte[] {'N', 'E', 0, 0, 0x70, 0},
                "a challenge of two gigabytes",
                        new byte[] {'N', 'R', 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 10},
                "let in, then a row of two gigabytes",
                        new byte[] {
                            'N',
                            'R',
                            0,
                            0,
                            0,
                            8,
                            0,
                            0,
                            0,
                            0,
                            'Z',
                            0,
                            0,
                            0,
                            5,
                            'I',
                            'D',
                            0x7F,
                            (byte) 0xFF,
                            (byte) 0xFF,
                            (byte) 0xFF
                        });
    }

    @Override
    protected Opening at(int port) {
        return target().opening("any", "any", port);
    }

    private static String columns() {
        return "(code varchar(10) primary key, name varchar(50) not null, grade integer, born date, source text)";
    }

    private TestTarget target() {
        if (target == null) {
            target = new TestTarget();
        }
        return target;
    }
}
