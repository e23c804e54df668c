package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.agency.ApiTokens;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/**
 * What tests of services stand on: a ministry whose pupils can be asked about, insurers with agreements and terms, and a program of
 * theirs. They share one hub.
 */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServiceGround {
    static final String STATUS = "/data/pupil-status/v1";
    static final String AN = "{\"personal_id\":\"001210000001\",\"birth_date\":\"2010-02-03\"}";

    private final String own;

    /** @param own what the program is called; a name is never given twice */
    ServiceGround(String own) {
        this.own = own;
    }

    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    @Autowired
    JdbcTemplate batches;

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    Connectors connectors;

    @Autowired
    KnownServices services;

    @Autowired
    Suspensions suspensions;

    @Autowired
    CallUses uses;

    @Autowired
    ServiceThings things;

    @Autowired
    OpenLookUps lookUps;

    @LocalServerPort
    int port;

    final List<Path> written = new ArrayList<>();
    TestSystems systems;
    JdbcTemplate pupils;
    ApiCaller api;
    Asking program;
    String secret;
    String token;

    @BeforeAll
    void layOut() throws IOException {
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                  - { code: G03, name: Bộ Giáo dục }
                  - { code: G26, name: Bảo hiểm xã hội }
                  - { code: G27, name: Bộ khác }
                """);
        systems = new TestSystems(folders, vault, "G03");
        pupils = systems.connector("data-csdl", """
                  pupils: { from: public.pupils, classes: { personal_id: personal, full_name: personal, birth_date: personal, "*": internal } }
                  schools: { from: public.schools, classes: { "*": public } }
                """);
        pupils.execute("""
                create table pupils (pupil_id bigint primary key, personal_id varchar(12), birth_date date, full_name text,
                    school_code text, status text, province_code char(4))
                """);
        pupils.execute("create table schools (school_code text primary key, name text, pupils integer)");
        pupils.update("insert into schools values ('s-1', 'Trường một', 40)");
        pupils.update("""
                insert into pupils values
                    (1, '001210000001', '2010-02-03', 'Nguyễn Thị Ánh', 's-1', 'studying', '01'),
                    (2, '048210000002', '2010-02-04', 'Trần Văn Đức', 's-2', 'studying', '48')
                """);
        write("pupil-status.service.yaml", """
                service: pupil-status
                version: 1
                title: { vi: Xác nhận đang đi học, en: Enrolment confirmation }
                agency: G03
                dataset: data-csdl/pupils
                ask: [personal_id, birth_date]
                answer: [full_name, school_code, status]
                offer: [rest, soap]
                """);
        write("school.service.yaml", """
                service: school
                version: 3
                title: { vi: Trường, en: Schools }
                agency: G03
                dataset: data-csdl/schools
                ask: [school_code]
                answer: [name, pupils]
                """);
        write("tt-42-2021.instrument.yaml", """
                instrument: tt-42-2021
                kind: circular
                number: 42/2021/TT-BGDĐT
                issued: 2021-12-30
                issuer: Bộ Giáo dục và Đào tạo
                title: { vi: Cơ sở dữ liệu giáo dục, en: The education database }
                agency: G03
                from: 2022-02-14
                """);
        agreement("pupil-status.bhxh", "pupil-status/1", "G26", 5_000, 0, 30);
        agreement("school.bhxh", "school/3", "G26", 3, 0, 30);
        agreement("school.other", "school/3", "G27", 100, -60, -1);
        agreement("pupil-status.other", "pupil-status/1", "G27", 100, 1, 30);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> connectors.find(new ConnectorName("data-csdl")).isPresent());
        services.refresh();
        assertThat(services.problems()).isEmpty();
        api = new ApiCaller(http, tokens);
        program = new Asking(port);
        secret = registered(own, "G26");
        token = program.token(own, secret);
    }

    final void agreement(String name, String service, String consumer, int perMinute, int fromDays, int untilDays)
            throws IOException {
        boolean status = service.startsWith("pupil-status");
        agreement(
                name,
                service,
                consumer,
                perMinute,
                fromDays,
                untilDays,
                status ? "school_code, status" : "name, pupils",
                status ? "where: \"row.province_code in ['01', '79']\"" : "contact: a@b.example");
    }

    final void agreement(
            String name,
            String service,
            String consumer,
            int perMinute,
            int fromDays,
            int untilDays,
            String answer,
            String further)
            throws IOException {
        LocalDate today = LocalDate.now(ServiceCall.ZONE);
        write(name + ".agreement.yaml", """
                agreement: %s
                service: %s
                consumer: %s
                purpose: { vi: Xét cấp thẻ bảo hiểm y tế, en: Health insurance cards }
                legal_basis: [nd-278-2025]
                answer: [%s]
                %s
                limits: { per_minute: %d, per_day: 200000 }
                from: %s
                until: %s
                """.formatted(
                        name,
                        service,
                        consumer,
                        answer,
                        further,
                        perMinute,
                        today.plusDays(fromDays),
                        today.plusDays(untilDays)));
    }

    final void write(String file, String yaml) throws IOException {
        Path path = folders.routes().resolve(file);
        written.add(path);
        Files.writeString(path, yaml);
    }

    final String registered(String name, String agency) {
        ResponseEntity<JsonNode> made = api.write(
                HttpMethod.POST, "callers", Map.of("name", name, "agency", agency, "contact", "it@x.example"));
        assertThat(made.getStatusCode().value())
                .as(String.valueOf(made.getBody()))
                .isEqualTo(201);
        return made.getBody().path("secret").asText();
    }

    @AfterAll
    void leave() throws IOException {
        for (Path file : written) {
            Files.deleteIfExists(file);
        }
        services.refresh();
        systems.close();
        state.sql("delete from service_program_uses").update();
        state.sql("delete from service_suspensions").update();
        Files.deleteIfExists(folders.connectors().resolve("agencies.yaml"));
    }
}
