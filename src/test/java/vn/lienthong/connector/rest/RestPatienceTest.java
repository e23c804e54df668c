package vn.lienthong.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Dealings;
import vn.lienthong.connector.Turns;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.Dripping;
import vn.lienthong.testing.PartnerApi;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestPostgres;

/** A partner that is out of breath is asked again, not at once and not before it wants to be. */
class RestPatienceTest {
    private static final String ROWS = "rows: { path: /plain, columns: { id: { at: /id, type: integer } } }";

    private final PartnerApi partner = new PartnerApi();
    private final SetClock clock = new SetClock(Instant.parse("2026-11-27T08:00:00Z"));
    private final RestWay way = new RestWay(partner.port()).resources(ROWS).at(clock);

    @BeforeEach
    void rows() {
        partner.rows.addAll(PartnerApi.some(3));
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    private void answers(int status, Map<String, String> headers) {
        partner.once.add(new PartnerApi.Once(status, headers, "busy"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void whatPassesIsTriedAgain(int status) {
        answers(status, Map.of());
        answers(status, Map.of("Retry-After", "soon"));
        assertThat(way.snapshot("rows").rows()).hasSize(3);
        assertThat(partner.asked).hasSize(3);
    }

    @Test
    void whatDoesNotPassIsNotTriedAgainForEver() {
        for (int time = 1; time <= 10; time++) {
            answers(503, Map.of());
        }
        refused(HttpError.PARTNER_FAILED);
        assertThat(partner.asked).hasSize(4);
        for (int time = 1; time <= 4; time++) {
            partner.once.addFirst(new PartnerApi.Once(429, Map.of(), ""));
        }
        assertThat(refused(HttpError.TOLD_TO_WAIT).code().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "Fri, 27 Nov 2026 09:00:00 GMT"})
    void aPartnerThatWantsToBeLeftAloneForLongIsLeftAlone(String retryAfter) {
        answers(429, Map.of("Retry-After", retryAfter));
        HubException told = refused(HttpError.TOLD_TO_WAIT);
        assertThat(told.code().kind()).as("the run pauses").isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(told.problem().en()).contains("2026-11-27T09:00:00Z");

        clock.advance(Duration.ofMinutes(59));
        refused(HttpError.TOLD_TO_WAIT);
        assertThat(partner.asked).as("asked by no session meanwhile").hasSize(1);

        clock.advance(Duration.ofMinutes(1));
        assertThat(way.snapshot("rows").rows()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999", "Tue, 31 Dec 2999 23:59:59 GMT"})
    void aPartnerThatWantsToBeLeftAloneForEverIsAskedTheNextDay(String retryAfter) {
        answers(503, Map.of("Retry-After", retryAfter));
        refused(HttpError.TOLD_TO_WAIT);
        clock.advance(Duration.ofDays(1));
        assertThat(way.snapshot("rows").rows()).hasSize(3);
    }

    @Test
    void anAnswerThatComesDropByDropIsLateByTheClockOnTheWall() throws Exception {
        try (Dripping dripping = new Dripping()) {
            RestWay slow = new RestWay(dripping.port()).resources(ROWS).with("timeout_seconds", 1L);
            assertThatThrownBy(() -> slow.snapshot("rows"))
                    .isInstanceOfSatisfying(
                            HubException.class, late -> assertThat(late.code()).isEqualTo(HttpError.TOO_SLOW));
        }
    }

    @Test
    void whoCannotLearnWhoseTurnItIsAsksLater() {
        PGSimpleDataSource nowhere = TestPostgres.database("postgres");
        nowhere.setPortNumbers(new int[] {1});
        Turns unknown = Turns.in(JdbcClient.create(nowhere), new DataSourceTransactionManager(nowhere));
        List<Check> checks = way.dealing(new Dealings(unknown, exchange -> {})).examine("rows");
        assertThat(checks).extracting(check -> check.outcome()).contains(Check.Outcome.FAILED);
        assertThat(partner.asked).as("the agreed pace is kept by asking nobody").isEmpty();
    }

    private HubException refused(ErrorCode code) {
        HubException[] seen = new HubException[1];
        assertThatThrownBy(() -> way.snapshot("rows")).isInstanceOfSatisfying(HubException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            seen[0] = refused;
        });
        return seen[0];
    }
}
