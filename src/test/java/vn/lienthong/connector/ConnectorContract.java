package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every connector type promises. A type's test extends this and gives a started, seeded system; what a type cannot do it
 * says by overriding {@link #modes}, {@link #keepsCheckpoint} and {@link #typed}, and is then tested not to do it.
 */
public abstract class ConnectorContract extends CallingContract {
    @Test
    void everyDeclaredCapabilityIsThereAndNoOther() {
        try (Session session = open()) {
            Set<Capability> declared = type().capabilities();
            assertThat(session instanceof Discovers).isEqualTo(declared.contains(Capability.DISCOVER));
            assertThat(session instanceof Reads).isEqualTo(declared.contains(Capability.READ));
            assertThat(session instanceof Writes).isEqualTo(declared.contains(Capability.WRITE));
            assertThat(session instanceof Changes).isEqualTo(declared.contains(Capability.CHANGES));
            assertThat(session instanceof AppliesChanges).isEqualTo(declared.contains(Capability.APPLY));
            assertThat(session instanceof Calls).isEqualTo(declared.contains(Capability.CALL));
            assertThat(session instanceof LooksUp).isEqualTo(declared.contains(Capability.LOOK_UP));
        }
    }

    @Test
    void settingsAreDescribed() {
        assertThat(ConnectorContract.class.getResource("/connector-types/" + type().name() + ".schema.json"))
                .as("connector-types/%s.schema.json", type().name())
                .isNotNull();
    }

    @Test
    void theDoctorFindsAWorkingSystemWell() {
        String readable = readable();
        boolean writes = type().capabilities().contains(Capability.WRITE);
        List<String> writable = writes ? List.of(writable()) : List.of();
        List<Check> checks = examine(opening(), new Examination(List.of(readable), writable));
        assertThat(checks).isNotEmpty();
        assertThat(checks).extracting(Check::outcome).doesNotContain(Check.Outcome.FAILED, Check.Outcome.SKIPPED);
        assertWellFormed(checks);
    }

    @Test
    void theDoctorNamesADatasetThatIsNotThere() {
        List<Check> checks = examine(opening(), new Examination(List.of(readable() + "x"), List.of()));
        assertThat(checks).extracting(Check::outcome).contains(Check.Outcome.FAILED);
        assertWellFormed(checks);
    }

    @TestFactory
    Stream<DynamicTest> theDoctorFailsInTimeAndNeverThrows() throws IOException {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        int dead;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = taken.getLocalPort();
        }
        Map<String, Opening> ways = broken(dead, silent.getLocalPort());
        assertThat(ways).isNotEmpty();
        return ways.entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    Instant start = Instant.now();
                    List<Check> checks = examine(way.getValue(), new Examination(List.of("public.nothing"), List.of()));
                    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
                    assertThat(checks).extracting(Check::outcome).contains(Check.Outcome.FAILED);
                    assertWellFormed(checks);
                }))
                .onClose(() -> {
                    try {
                        silent.close();
                    } catch (IOException failed) {
                        throw new java.io.UncheckedIOException(failed);
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> aServerThatLiesOrTricklesHoldsTheDoctorNoLongerThanOthers() {
        return lies().entrySet().stream()
                .flatMap(lie -> Stream.of(
                        DynamicTest.dynamicTest(lie.getKey(), () -> failsInTime(lie.getValue(), false)),
                        DynamicTest.dynamicTest(
                                lie.getKey() + ", and on, byte by byte", () -> failsInTime(lie.getValue(), true))));
    }

    /** Through the doctor that a person asks, whose wall clock no byte that arrives sets back. */
    private void failsInTime(byte[] lie, boolean trickles) throws IOException {
        try (LyingServer liar = new LyingServer(lie, trickles)) {
            Opening opening = at(liar.port());
            ConnectionDoctor doctor = ConnectionDoctor.of(new OneConnector(type(), opening), Clock.systemUTC());
            Instant start = Instant.now();
            List<Check> checks = doctor.examine(
                            opening.connector(), new Examination(List.of("public.nothing"), List.of()), check -> {})
                    .checks();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(11));
            assertThat(checks).extracting(Check::outcome).contains(Check.Outcome.FAILED);
            assertThat(checks).extracting(check -> check.found().en()).noneMatch(found -> found.contains("broke off"));
            assertWellFormed(checks);
        }
    }

    private List<Check> examine(Opening opening, Examination examination) {
        List<Check> checks = new ArrayList<>();
        try (Session session = type().open(opening)) {
            session.test(examination, checks::add);
        }
        return checks;
    }

    private static void assertWellFormed(List<Check> checks) {
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.found().vi()).isNotBlank();
            assertThat(check.found().en()).isNotBlank();
            if (check.outcome() == Check.Outcome.FAILED || check.outcome() == Check.Outcome.WARNING) {
                assertThat(check.remedy()).isNotNull();
                assertThat(check.remedy().vi()).isNotBlank();
                assertThat(check.remedy().en()).isNotBlank();
            }
        });
    }
}
