package vn.lienthong.agency;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** Two agencies below a ministry in a hub under test, and what each has in it. */
final class TwoAgencies implements AutoCloseable {
    static final String HANOI = "H26";
    static final String HCMC = "H29";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JdbcClient state;
    private final ApiCaller api;
    private final TestSystems systems;
    private final List<Things> laid = new ArrayList<>();
    private final Map<String, String> service = new LinkedHashMap<>();
    private final HubFolders folders;

    TwoAgencies(HubFolders folders, Vault vault, JdbcClient state, ApiCaller api) throws IOException {
        this.folders = folders;
        this.state = state;
        this.api = api;
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: H26, name: Sở Hà Nội, parent: G03 }
                  - { code: H29, name: Sở TP. Hồ Chí Minh, parent: G03 }
                """);
        // numbers that stand nowhere else on a page
        state.sql("alter table sync_runs alter column id restart with 7700001").update();
        state.sql("alter table approval_requests alter column id restart with 9900001")
                .update();
        state.sql("alter table quarantine_rows alter column id restart with 8800001")
                .update();
        state.sql("alter table connector_destinations alter column id restart with 6600001")
                .update();
        state.sql("alter table person_erasures alter column id restart with 5500001")
                .update();
        state.sql("alter table alert_alerts alter column id restart with 4400001")
                .update();
        systems = new TestSystems(folders, vault, HANOI, HCMC);
    }

    /** An agency's systems, a job between them, a run of it and the row that it held. */
    Things things(String agency, String name) throws IOException {
        String datasets = "  pupils: { from: public.pupils, classes: { \"*\": internal } }";
        JdbcTemplate source = systems.connector(name + "-here", agency, datasets);
        JdbcTemplate target = systems.connector(name + "-there", agency, datasets);
        source.execute("create table pupils (id bigint primary key, grade integer)");
        target.execute("create table pupils (id bigint primary key, grade integer)");
        source.update("insert into pupils values (1, 5), (2, 99)");
        String job = """
                sync: %1$s-pupils
                title: { vi: Học sinh, en: Pupils }
                agency: %2$s
                from: { dataset: %1$s-here/pupils }
                to: { dataset: %1$s-there/pupils, key: [id] }
                map: { id: id, grade: grade }
                check: { grade: [between(1, 12)] }
                """.formatted(name, agency);
        await().atMost(PATIENCE)
                .until(() ->
                        api.yaml(HttpMethod.PUT, "jobs", job).getStatusCode().is2xxSuccessful());
        JsonNode run = api.write(HttpMethod.POST, "jobs/" + name + "-pupils/runs", null)
                .getBody();
        await().atMost(PATIENCE).until(() -> api.get("runs/" + run.path("id").asLong())
                .getBody()
                .at("/run/state")
                .asText()
                .equals("DONE_WITH_REJECTIONS"));
        long row = api.get("quarantine?job=" + name + "-pupils")
                .getBody()
                .at("/items/0/id")
                .asLong();
        long started = run.path("id").asLong();
        Things things = new Things(
                agency,
                name + "-pupils",
                name + "-here",
                started,
                row,
                approval(agency, started),
                destination(agency),
                erasure(agency),
                exchange(name + "-here"),
                alert(agency, name),
                failed(agency, name));
        caller(things);
        agreement(things, name);
        system(things);
        state.sql("insert into agency_people (name, agency, created_at) values (:name, :agency, now())")
                .param("name", things.person())
                .param("agency", agency)
                .update();
        laid.add(things);
        return things;
    }

    /** A turn of a route that failed; its number is so long that it stands nowhere by chance. */
    private long failed(String agency, String name) {
        return state.sql("""
                        insert into route_failed (id, route, agency, form, step, code, kind, problem_vi, problem_en, remedy_vi,
                            remedy_en, rows, marks, too_large, state, failed_at, last_at)
                        overriding system value
                        values (:id, 'camel.' || :name || '-pupils.seen', :agency, 'turn', 'read-1', 'connector.UNREACHABLE',
                            'UNAVAILABLE', 'hỏng', 'failed', 'sửa', 'mend', 0, '{}', true, 'open', now(), now()) returning id
                        """)
                .param("id", 7_000_000_000_000_000L + System.nanoTime())
                .param("name", name)
                .param("agency", agency)
                .query(Long.class)
                .single();
    }

    /** A request that a second person could have decided, had the run waited. */
    /** One that goes on for the time that the doors are walked. */
    private long alert(String agency, String name) {
        return state.sql("""
                        insert into alert_alerts (key, title_vi, title_en, agency, agencies, state, reason_vi, reason_en, page,
                            members, noticed_at, opened_at)
                        values (:key, 'Học sinh', 'Pupils', :agency, array[:agency], 'FAILED', 'lỗi', 'failed', '/jobs',
                            '[]', now(), now()) returning id
                        """)
                .param("key", "job/" + name + "-alerted")
                .param("agency", agency)
                .query(Long.class)
                .single();
    }

    private long approval(String agency, long run) {
        return state.sql("""
                        insert into approval_requests (kind, subject, agency, act, what_vi, what_en, page, difference, facts,
                            requester, reason, asked_at, expires_at, state)
                        values ('guard', 'run/' || :run, :agency, 'decide', 'Xóa', 'Delete', '/jobs', '[]',
                            jsonb_build_object('run', :run::text), 'an', 'vì', now(), now() + interval '1 day', 'open')
                        returning id
                        """)
                .param("run", run)
                .param("agency", agency)
                .query(Long.class)
                .single();
    }

    /** One that the hub keeps. */
    private long destination(String agency) {
        return state.sql("""
                        insert into connector_destinations (agency, host, ports, granted_by, granted_at)
                        values (:agency, :host, '5432', 'an', now()) returning id
                        """)
                .param("agency", agency)
                .param("host", "db." + agency.toLowerCase() + ".example")
                .query(Long.class)
                .single();
    }

    /** A message of the connector; its number is so long that it stands nowhere by chance. */
    private long exchange(String connector) {
        return state.sql("""
                        insert into connector_exchanges
                            (id, connector, operation, begun_at, took_ms, status, good, request, answer)
                        overriding system value
                        values (:id, :connector, 'rows', now(), 1, 200, true, 'GET /', '200') returning id
                        """)
                .param("id", 8_000_000_000_000_000L + System.nanoTime())
                .param("connector", connector)
                .query(Long.class)
                .single();
    }

    /** A program of the agency. */
    private void caller(Things things) {
        state.sql("""
                        insert into service_callers (name, agency, created_by, created_at, expires_at)
                        values (:name, :agency, 'an', now(), now() + interval '1 day') on conflict do nothing
                        """)
                .param("name", things.program())
                .param("agency", things.agency())
                .update();
    }

    /** A system of the inventory, called as the job. */
    private void system(Things things) {
        state.sql("""
                        insert into inventory_systems (name, title_vi, title_en, agency, holds, record_of, connectors, version,
                            changed_by, changed_at)
                        values (:name, :name, :name, :agency, '{pupils}', '{}', array[:connector], 1, 'an', now())
                        """)
                .param("name", things.job())
                .param("agency", things.agency())
                .param("connector", things.connector())
                .update();
    }

    /** A service over the source, an agreement under which the ministry may ask it, and a hand-made route that reads it. */
    private void agreement(Things things, String name) throws IOException {
        service.put(things.job() + ".service.yaml", """
                service: %1$s
                version: 1
                title: { vi: Khối lớp, en: Grade }
                agency: %2$s
                dataset: %3$s-here/pupils
                ask: [id]
                answer: [grade]
                """.formatted(things.job(), things.agency(), name));
        service.put(things.agreement() + ".agreement.yaml", """
                agreement: %1$s
                service: %2$s/1
                consumer: G03
                purpose: { vi: Thống kê, en: Statistics }
                legal_basis: [tt-42-2021]
                answer: [grade]
                limits: { per_minute: 10, per_day: 100 }
                from: 2026-01-01
                until: 2036-12-31
                """.formatted(things.agreement(), things.job()));
        service.put(things.job() + ".camel.yaml", """
                - lienthong: { agency: %2$s, reads: [%3$s-here/pupils] }
                - route:
                    id: count
                    group: grades
                    description: Counts pupils once a week
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: timer:count
                      parameters: { period: 604800000, delay: 604800000 }
                      steps:
                        - to: "connector:%3$s-here/pupils?act=read"
                """.formatted(things.job(), things.agency(), name));
        service.put("tt-42-2021.instrument.yaml", """
                instrument: tt-42-2021
                kind: circular
                number: 42/2021/TT-BGDĐT
                issued: 2021-12-30
                issuer: Bộ Giáo dục và Đào tạo
                title: { vi: Cơ sở dữ liệu giáo dục, en: The education database }
                agency: G03
                from: 2022-02-14
                until: 2030-12-31
                replaced_by: tt-1-2031
                link: https://vbpl.example/42-2021
                """);
        for (Map.Entry<String, String> file : service.entrySet()) {
            Files.writeString(folders.routes().resolve(file.getKey()), file.getValue());
        }
        await().atMost(PATIENCE).until(() -> api.get("agreements/" + things.agreement())
                .getStatusCode()
                .is2xxSuccessful());
        await().atMost(PATIENCE).until(() -> api.get("routes/made/" + things.job())
                .getBody()
                .path("state")
                .asText()
                .equals("in-effect"));
    }

    /** One that was carried out. */
    private long erasure(String agency) {
        return state.sql("""
                        insert into person_erasures (agency, column_name, reason, basis, requester, asked_at, state, ended_at)
                        values (:agency, 'id', 'vì', 'luật', 'an', now(), 'done', now()) returning id
                        """).param("agency", agency).query(Long.class).single();
    }

    @Override
    public void close() throws IOException {
        state.sql("delete from connector_destinations where granted_by = 'an'").update();
        state.sql("delete from service_callers where created_by = 'an'").update();
        state.sql("delete from inventory_systems where changed_by = 'an'").update();
        for (String file : service.keySet()) {
            Files.deleteIfExists(folders.routes().resolve(file));
        }
        laid.forEach(things -> api.removeJob(things.job()));
        laid.forEach(things -> state.sql("delete from route_failed where id = ?")
                .param(things.failed())
                .update());
        systems.close();
    }
}
