package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.SetClock;

/** A partner that fails is left alone, longer each time, and asked again by one before all. */
class PartnerTest {
    private final SetClock time = new SetClock(Instant.parse("2026-11-27T01:00:00Z"));
    private final Partner partner = new Partner(new ConnectorName("register"), time);

    @Test
    void fewFailuresOrAnAnswerBetweenThemChangeNothing() {
        for (int i = 0; i < 10; i++) {
            fail(Partner.FAILURES_IN_A_ROW - 1);
            partner.ask();
            partner.answered();
        }
        assertThatCode(partner::ask).doesNotThrowAnyException();
    }

    @Test
    void afterFailuresInARowOneQuestionIsLetThroughWhenItsRestIsOver() {
        fail(Partner.FAILURES_IN_A_ROW - 1);
        assertThat(partner.circuit()).isEqualTo(Circuit.CLOSED);
        fail(1);
        assertRests();
        assertThat(partner.circuit()).isEqualTo(Circuit.OPEN);

        time.advance(Partner.FIRST_REST);
        assertThat(partner.circuit()).isEqualTo(Circuit.HALF_OPEN);
        partner.ask();
        assertThat(partner.circuit()).isEqualTo(Circuit.HALF_OPEN);
        assertRests(); // the others wait for what becomes of that one
        partner.answered();
        assertThat(partner.circuit()).isEqualTo(Circuit.CLOSED);

        assertThatCode(partner::ask).doesNotThrowAnyException();
        assertThatCode(partner::ask).doesNotThrowAnyException();
    }

    @Test
    void eachTrialThatFailsMakesTheRestTwiceAsLongUpToABound() {
        fail(Partner.FAILURES_IN_A_ROW);
        Duration rest = Partner.FIRST_REST;
        for (int i = 0; i < 10; i++) {
            time.advance(rest.minusMillis(1));
            assertRests();
            time.advance(Duration.ofMillis(1));
            partner.ask();
            assertThat(partner.failed()).isTrue();
            Duration doubled = rest.multipliedBy(2);
            rest = doubled.compareTo(Partner.LONGEST_REST) > 0 ? Partner.LONGEST_REST : doubled;
        }
        assertThat(rest).isEqualTo(Partner.LONGEST_REST);
    }

    @Test
    void aTrialThatCameToNothingLeavesItToTheNext() {
        fail(Partner.FAILURES_IN_A_ROW);
        time.advance(Partner.FIRST_REST);
        partner.ask();
        partner.notAsked();

        assertThatCode(partner::ask).doesNotThrowAnyException();
    }

    @Test
    void twoBatchesAskAtATimeAndAThirdPausesUntilOneIsThrough() {
        Partner busy = new Partner(new ConnectorName("register"), time, Duration.ofMillis(20));
        busy.enter();
        busy.enter();
        assertThatThrownBy(busy::enter).isInstanceOfSatisfying(HubException.class, error -> assertThat(error.code())
                .isEqualTo(ConnectorError.PARTNER_BUSY));

        busy.leave();
        assertThatCode(busy::enter).doesNotThrowAnyException();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            partner.ask();
            partner.failed();
        }
    }

    private void assertRests() {
        assertThatThrownBy(partner::ask).isInstanceOfSatisfying(HubException.class, error -> assertThat(error.code())
                .isEqualTo(ConnectorError.PARTNER_RESTS));
    }
}
