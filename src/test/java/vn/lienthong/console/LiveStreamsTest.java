package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import vn.lienthong.testing.HubTest;

@HubTest
class LiveStreamsTest {
    @Autowired
    LiveStreams streams;

    @Test
    void oneSessionCannotTakeTheStreamsOfAllOthers() {
        MockHttpSession greedy = new MockHttpSession();
        int taken = 0;
        while (taken <= LiveStreams.MOST
                && streams.open("", "", greedy, Locale.ENGLISH).isPresent()) {
            taken++;
        }

        assertThat(taken).isEqualTo(LiveStreams.MOST_OF_ONE_SESSION);
        assertThat(streams.open("", "", new MockHttpSession(), Locale.ENGLISH)).isPresent();
        streams.sendAway();
    }
}
