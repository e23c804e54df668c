package vn.lienthong.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.JobName;

/** Twenty targets that are well, one that takes a row a second, and one that accepts and never says a word. */
final class PartnersGround implements AutoCloseable {
    /** Jobs into the two that are not well. */
    static final int TROUBLED = 6;

    private final Path home;
    private final int targets;
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private final ServerSocket silent = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());

    PartnersGround(Path home, int port, int targets) throws IOException {
        this.home = home;
        this.targets = targets;
        Thread door = new Thread(this::accept, "silent");
        door.setDaemon(true);
        door.start();
        Path connectors = Files.createDirectories(home.resolve("connectors"));
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(
                connectors.resolve("agencies.yaml"),
                "agencies:\n  - { code: G03, name: Bộ Giáo dục }\n  - { code: G26, name: Bảo hiểm xã hội }\n");
        Files.writeString(
                connectors.resolve("destinations.yaml"),
                "destinations:\n- { agency: G03, hosts: [{ host: 127.0.0.1, ports: [%d, %d] }] }\n"
                        .formatted(port, silent.getLocalPort()));
        connector("nguon", port, "pupils: { from: public.pupils, classes: { \"*\": internal } }");
        connector(
                "so",
                port,
                "turns: { from: public.turns, classes: { \"*\": internal } }\n"
                        + "  one: { from: public.one, classes: { \"*\": internal } }");
        connector("slow", port, "pupils: { from: public.slow, classes: { \"*\": internal } }");
        connector("dead", silent.getLocalPort(), "pupils: { from: public.pupils, classes: { \"*\": internal } }");
        for (int n = 1; n <= targets; n++) {
            connector("dich-" + n, port, "pupils: { from: public.pupils_%d, classes: { \"*\": internal } }".formatted(n));
            job("into-" + n, "dich-" + n, 0);
        }
        for (int n = 1; n <= TROUBLED / 2; n++) {
            job("into-slow-" + n, "slow", n);
            job("into-dead-" + n, "dead", n);
        }
        service("there", "nguon");
        service("dead", "dead");
        route("turning", "so/one");
    }

    private void accept() {
        while (!silent.isClosed()) {
            try {
                callers.add(silent.accept());
            } catch (IOException closed) {
                return; // the measuring is over
            }
        }
    }

    List<String> connectors() {
        return Stream.concat(
                        Stream.of("nguon", "so", "slow", "dead"),
                        IntStream.rangeClosed(1, targets).mapToObj(n -> "dich-" + n))
                .toList();
    }

    static List<JobName> troubledJobs() {
        List<JobName> jobs = new ArrayList<>();
        for (int n = 1; n <= TROUBLED / 2; n++) {
            jobs.add(new JobName("into-slow-" + n));
            jobs.add(new JobName("into-dead-" + n));
        }
        return jobs;
    }

    static void fill(JdbcTemplate csdl, int targets, int rows) {
        csdl.execute("create table pupils (part integer, pupil_id bigint primary key, full_name text)");
        csdl.update("insert into pupils select 0, n, 'Nguyễn Thị Ánh ' || n from generate_series(1, " + rows + ") n");
        csdl.execute("create table one (pupil_id bigint primary key)");
        csdl.execute("insert into one values (1)");
        csdl.execute("create table turns (pupil_id bigint, at timestamptz default clock_timestamp())");
        String like = "(part integer, pupil_id bigint, full_name text, primary key (part, pupil_id))";
        for (int n = 1; n <= targets; n++) {
            csdl.execute("create table pupils_" + n + like);
        }
        csdl.execute("create table slow" + like);
        csdl.execute("create function wait() returns trigger language plpgsql as"
                + " 'begin perform pg_sleep(1); return new; end'");
        csdl.execute("create trigger wait before insert on slow for each row execute function wait()");
    }

    /** A hand-made route that reads from the one that never answers, or none. */
    void deadRoute(boolean there) throws IOException {
        if (there) {
            route("dying", "dead/pupils");
        } else {
            Files.deleteIfExists(home.resolve("routes/dying.camel.yaml"));
        }
    }

    private void route(String name, String from) throws IOException {
        Files.writeString(home.resolve("routes/" + name + ".camel.yaml"), """
                - lienthong: { agency: G03, reads: [%1$s], writes: [so/turns] }
                - route:
                    id: turn
                    group: bench
                    description: Turns
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: "timer:turn?period=1000"
                      steps:
                        - to: { uri: "connector:%1$s?act=read&columns=pupil_id&most=1", id: take }
                        - to: { uri: "connector:so/turns?act=write&mode=append", id: put }
                """.formatted(from));
    }

    private void service(String name, String connector) throws IOException {
        Files.writeString(home.resolve("routes/" + name + ".service.yaml"), """
                service: %s
                version: 1
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                dataset: %s/pupils
                ask: [pupil_id]
                answer: [full_name]
                """.formatted(name, connector));
        Files.writeString(home.resolve("routes/" + name + ".bhxh.agreement.yaml"), """
                agreement: %1$s.bhxh
                service: %1$s/1
                consumer: G26
                purpose: { vi: Đo, en: Measuring }
                legal_basis: [nd-278-2025]
                answer: [full_name]
                limits: { per_minute: 1000000, per_day: 100000000 }
                from: 2026-01-01
                until: 2099-12-31
                """.formatted(name));
    }

    private void job(String name, String to, int part) throws IOException {
        Files.writeString(home.resolve("routes/" + name + ".sync.yaml"), """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: nguon/pupils, read: snapshot }
                to: { dataset: %s/pupils, write: upsert, key: [part, pupil_id], deletes: keep }
                map: { part: { value: %d }, pupil_id: pupil_id, full_name: full_name }
                batch: %d
                """.formatted(name, to, part, to.startsWith("dich") ? 1000 : 5));
    }

    private void connector(String name, int port, String datasets) throws IOException {
        Files.writeString(home.resolve("connectors/" + name + ".connector.yaml"), """
                connector: %1$s
                title: { vi: CSDL %1$s, en: Database %1$s }
                agency: G03
                type: postgresql
                settings:
                  host: 127.0.0.1
                  port: %2$d
                  database: csdl
                  username: postgres
                  password: ${secret:%1$s/password}
                datasets:
                  %3$s
                """.formatted(name, port, datasets));
    }

    @Override
    public void close() throws IOException {
        silent.close();
        for (Socket caller : callers) {
            caller.close();
        }
    }
}
