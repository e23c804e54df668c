package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.Testers;

/** Whoever tries doors that are not his stands in the log, and cannot write into it. */
@HubTest
class RefusalsLoggedTest {
    @Autowired
    TestRestTemplate http;

    @Autowired
    ApiTokens tokens;

    @Autowired
    JdbcClient state;

    private final Logger log = (Logger) LoggerFactory.getLogger(DoorKeeper.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
    }

    @Test
    void whatSomebodyMayNotDoIsLoggedWithHisName() {
        Testers.admit(state, "curious", "viewer", "H26");
        ApiCaller curious = new ApiCaller(http, tokens, "curious");

        assertThat(curious.get("settings").getStatusCode().is4xxClientError()).isTrue();
        assertThat(curious.get("connectors/written-into-the-log")
                        .getStatusCode()
                        .value())
                .isEqualTo(404);
        assertThat(new ApiCaller(http, tokens).get("settings").getStatusCode().value())
                .isEqualTo(200);

        assertThat(lines.list).hasSize(2).allSatisfy(line -> assertThat(line.getFormattedMessage())
                .contains(" to curious from 127.0.0.1")
                .doesNotContain("written-into-the-log"));
        assertThat(lines.list.get(0).getFormattedMessage()).contains("SettingsApi#settings");
    }
}
