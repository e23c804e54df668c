package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import vn.lienthong.HubApplication;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Secret;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.vault.Vault;

/**
 * A hub that answers {@code pupil-status} under an agreement, with its state in a server of its own that writes durably. Arguments: an
 * empty folder, port and administrator's password of the source's server, how many pupils there are. Says {@code READY port token};
 * each line it is then given names the safeguards to leave out, with commas between, and is said back.
 */
final class AnsweringHub {
    private static final AgencyCode CONSUMER = new AgencyCode("G26");

    private AnsweringHub() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path home = folder.resolve("home");
        layOut(home, Integer.parseInt(arguments[1]));
        PostgresServer state = PostgresServer.start(folder.resolve("state"), Map.of());
        state.createDatabase("hub");
        Safeguards safeguards = new Safeguards();
        ConfigurableApplicationContext hub = new SpringApplicationBuilder(HubApplication.class)
                .initializers(context -> safeguards.standIn((GenericApplicationContext) context))
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--lienthong.db.url=jdbc:postgresql://127.0.0.1:" + state.port() + "/hub",
                        "--lienthong.db.username=" + state.user(),
                        "--lienthong.db.password=" + state.password(),
                        "--lienthong.folders.home=" + home,
                        "--lienthong.folders.data=" + folder.resolve("data"),
                        "--spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.security.oauth2.server.servlet."
                                + "OAuth2AuthorizationServerAutoConfiguration,org.springframework.boot.autoconfigure.security."
                                + "oauth2.server.servlet.OAuth2AuthorizationServerJwtAutoConfiguration");
        hub.getBean(Vault.class).seal("csdl", "password", Secret.of(arguments[2]));
        KnownServices services = hub.getBean(KnownServices.class);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(services.problems()).isEmpty();
            assertThat(services.agreements(new ServiceId("pupil-status", 1), CONSUMER)).hasSize(1);
        });
        System.out.println(
                "READY " + hub.getEnvironment().getProperty("local.server.port") + " " + token(hub.getBean(ServiceCallers.class)));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            safeguards.leaveOut(line.isBlank() ? Set.of() : Set.of(line.split(",")));
            System.out.println("WITHOUT " + line);
        }
        hub.close();
        state.close();
        System.exit(0);
    }

    private static String token(ServiceCallers callers) {
        callers.add("bench", CONSUMER, null, "bench", Instant.now().plus(Duration.ofDays(1)));
        String secret = callers.addSecret("bench", "bench", Instant.now()).text();
        return callers.issue(callers.secret("bench", secret).orElseThrow(), null).text();
    }

    private static void layOut(Path home, int port) throws IOException {
        Path connectors = Files.createDirectories(home.resolve("connectors"));
        Path routes = Files.createDirectories(home.resolve("routes"));
        Files.writeString(
                connectors.resolve("agencies.yaml"),
                "agencies:\n  - { code: G03, name: Bộ Giáo dục }\n  - { code: G26, name: Bảo hiểm xã hội }\n");
        Files.writeString(
                connectors.resolve("destinations.yaml"),
                "destinations:\n- { agency: G03, hosts: [{ host: 127.0.0.1, ports: [" + port + "] }] }\n");
        Files.writeString(connectors.resolve("csdl.connector.yaml"), """
                connector: csdl
                title: { vi: CSDL, en: Database }
                agency: G03
                type: postgresql
                settings:
                  host: 127.0.0.1
                  port: %d
                  database: csdl
                  username: postgres
                  password: ${secret:csdl/password}
                  max_connections: 10
                datasets:
                  pupils: { from: public.pupils, classes: { personal_id: personal, full_name: personal, "*": internal } }
                """.formatted(port));
        Files.writeString(routes.resolve("pupil-status.service.yaml"), """
                service: pupil-status
                version: 1
                title: { vi: Xác nhận đang đi học, en: Enrolment confirmation }
                agency: G03
                dataset: csdl/pupils
                ask: [personal_id]
                answer: [full_name, school_code, grade, status]
                offer: [rest, soap]
                """);
        Files.writeString(routes.resolve("pupil-status.bhxh.agreement.yaml"), """
                agreement: pupil-status.bhxh
                service: pupil-status/1
                consumer: G26
                purpose: { vi: Xét cấp thẻ, en: Insurance cards }
                legal_basis: [nd-278-2025]
                answer: [full_name, school_code, grade, status]
                limits: { per_minute: 1000000, per_day: 100000000 }
                from: 2026-01-01
                until: 2099-12-31
                """);
    }
}
