package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.rest.RestType;
import vn.lienthong.connector.soap.SoapType;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.testing.SetClock;

class DailyLookTest {
    private final SetClock clock = new SetClock(Instant.parse("2026-11-27T07:00:00Z"));

    @Test
    void whatAPartnerDescribesIsExaminedOnceADayAndNothingElse() {
        List<ConnectorName> examined = new ArrayList<>();
        look(new SoapType(), examined).look();
        assertThat(examined).hasSize(1);

        ConnectionDoctor doctor = doctor(new SoapType());
        DailyLook look = new DailyLook(
                one(new SoapType()),
                ConnectorTypes.of(new SoapType()),
                doctor,
                name -> {
                    examined.add(name);
                    doctor.examine(name, check -> {});
                },
                clock);
        look.look();
        look.look();
        clock.advance(Duration.ofHours(23));
        look.look();
        assertThat(examined).hasSize(2);
        clock.advance(Duration.ofHours(1));
        look.look();
        assertThat(examined).hasSize(3);

        look(new RestType(), examined).look();
        assertThat(examined).hasSize(3);
    }

    private DailyLook look(ConnectorType type, List<ConnectorName> examined) {
        return new DailyLook(one(type), ConnectorTypes.of(type), doctor(type), examined::add, clock);
    }

    private ConnectionDoctor doctor(ConnectorType type) {
        return ConnectionDoctor.of(one(type), clock);
    }

    /** A connector whose WSDL is none: examining it ends at once. */
    private OneConnector one(ConnectorType type) {
        Settings settings = new Settings(Map.of("wsdl", Map.of("a.wsdl", "<a/>")), Map.of());
        return new OneConnector(
                type,
                new Opening(
                        new ConnectorName("partner"),
                        settings,
                        (host, port) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        clock));
    }
}
