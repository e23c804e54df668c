package vn.lienthong.route.made;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.route.RouteDetail;
import vn.lienthong.route.Routes;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SoapPartner;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** A hand-made route that asks a partner's SOAP service once a row. */
@HubTest
class MadeCallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROUTE = "camel.ask.ask";

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    Connectors connectors;

    @Autowired
    KnownMade made;

    @Autowired
    JdbcClient state;

    @Autowired
    Routes routes;

    @Autowired
    Callers callers;

    private static SoapPartner.Pupil pupil(String code, int grade) {
        SoapPartner.Pupil pupil = new SoapPartner.Pupil();
        pupil.code = code;
        pupil.name = "Vừ Mí Ổn " + code;
        pupil.grade = grade;
        return pupil;
    }

    @Test
    void theAnswersTakeTheRowsPlaceAndWhatThePartnerDeclinesIsTold() throws Exception {
        Path file = folders.routes().resolve("ask.camel.yaml");
        Path register = folders.connectors().resolve("register.connector.yaml");
        try (SoapPartner partner = new SoapPartner();
                TestSystems systems = new TestSystems(folders, vault, "G03")) {
            Files.writeString(
                    folders.connectors().resolve("destinations.yaml"),
                    "- { agency: G03, hosts: [{ host: 127.0.0.1, ports: [%d] }] }\n".formatted(partner.port()),
                    StandardOpenOption.APPEND);
            Files.writeString(register, connector(partner));
            JdbcTemplate source =
                    systems.connector("asking", "  codes: { from: public.codes, classes: { \"*\": personal } }");
            JdbcTemplate target =
                    systems.connector("answers", "  found: { from: public.found, classes: { \"*\": personal } }");
            source.execute("create table codes (code text primary key)");
            source.update("insert into codes values ('k1'), ('k2')");
            target.execute("create table found (code text primary key, name text, grade bigint)");
            partner.rows().addAll(List.of(pupil("k1", 3), pupil("k2", 4), pupil("k3", 5)));
            for (String name : List.of("register", "asking", "answers")) {
                await().atMost(PATIENCE)
                        .until(() -> connectors.find(new ConnectorName(name)).isPresent());
            }

            Files.writeString(file, text());

            await().atMost(PATIENCE).until(() -> target.queryForList(
                            "select code || ' ' || name || ' ' || grade from found order by 1", String.class)
                    .equals(List.of("k1 Vừ Mí Ổn k1 3", "k2 Vừ Mí Ổn k2 4")));
            assertThat(partner.asked()).contains("FindPupil k1", "FindPupil k2").doesNotContain("FindPupil k3");
            assertThat(state.sql("select count(*) from journal_entries where act = 'route.asked' and subject = :route")
                            .param("route", "route/" + ROUTE)
                            .query(Long.class)
                            .single())
                    .isPositive();

            source.update("insert into codes values ('wrong-1')");
            await().atMost(PATIENCE).until(() -> failures().contains("made.ROWS_REFUSED"));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(register);
            await().atMost(PATIENCE).until(() -> made.find("ask").isEmpty());
        }
    }

    private List<String> failures() {
        return callers
                .as(new Everybody("maria"), () -> routes.find(ROUTE, Routes.SPAN))
                .map(RouteDetail::failures)
                .orElse(List.of())
                .stream()
                .map(RouteDetail.Failure::code)
                .toList();
    }

    private static String text() {
        return """
                - lienthong: { agency: G03, reads: [asking/codes], writes: [answers/found], calls: [register/find] }
                - route:
                    id: ask
                    group: register
                    description: Asks the register about each code
                    errorHandler: { defaultErrorHandler: {} }
                    from:
                      uri: "timer:ask?period=1000&delay=0"
                      steps:
                        - to: "connector:asking/codes?act=read&columns=code"
                        - to: "connector:register/find?act=call&columns=code"
                        - to: "connector:answers/found?act=write&mode=upsert&key=code&columns=code,name,grade"
                """;
    }

    private static String connector(SoapPartner partner) {
        return """
                connector: register
                title: { vi: Sổ, en: Register }
                agency: G03
                type: soap
                settings:
                  host: 127.0.0.1
                  port: %d
                  tls: "off"
                  path: %s
                  security: none
                  per_minute: 60000
                  timeout_seconds: 5
                  operations: { find: { operation: FindPupil } }
                  wsdl:
                    pupils.wsdl: |
                %s
                datasets:
                  find: { from: find, classes: { "*": personal } }
                """.formatted(
                        partner.port(),
                        SoapPartner.path(),
                        partner.wsdl().get("pupils.wsdl").replaceAll("(?m)^", "      "));
    }
}
