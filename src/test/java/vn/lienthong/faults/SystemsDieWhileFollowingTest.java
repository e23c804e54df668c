package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job follows under load; a server dies, the network fails, or the hub itself sleeps: it goes on by itself and nothing is lost. */
class SystemsDieWhileFollowingTest extends WhileFollowing {
    /** A system that says nothing for so many seconds is lost. */
    private static final Map<String, Object> SOON = Map.of("silence_seconds", 2);

    /** A hub that was not heard of for so long has lost its runs. */
    private static final Duration SHORT = Duration.ofSeconds(4);

    private static Machine machine;

    @BeforeAll
    static void startServer() {
        machine = Machine.postgres();
    }

    @AfterAll
    static void stopServer() {
        machine.close();
    }

    @Test
    void theSourceIsKilledAndStartedAgain() throws Exception {
        over(machine, Machine.sharedPostgres(), "here", Map.of());
        whileFollowing(() -> dies(machine));
    }

    @Test
    void theTargetIsKilledAndStartedAgain() throws Exception {
        over(Machine.sharedPostgres(), machine, "there", Map.of());
        whileFollowing(() -> dies(machine));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cable.State.class,
            names = {"CUT_BEFORE_COMMIT", "CUT_AFTER_COMMIT"})
    void theTargetsCableIsCutAtACommit(Cable.State cut) throws Exception {
        over(Machine.sharedPostgres(), machine, "there", Map.of());
        whileFollowing(() -> {
            try (Load load = load()) {
                for (int cuts = 1; cuts <= 2; cuts++) {
                    int wanted = cuts;
                    cable.becomes(cut);
                    await().atMost(PATIENCE).until(() -> cable.cuts() == wanted);
                    passed(load);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "there"})
    void aCableIsSilentAndThenWholeAgain(String end) throws Exception {
        over(machine, machine, end, SOON);
        whileFollowing(this::fallsSilent);
    }

    /** The hub's machine sleeps in the middle of a batch, for longer than its lease; when it wakes, another has its run. */
    @ParameterizedTest
    @ValueSource(strings = {"read:4", "held:2"})
    void aHubThatSleptTooLongWritesNothing(String place) throws Exception {
        over(Machine.sharedPostgres(), Machine.sharedPostgres(), "here", Map.of());
        Path plan = Files.createTempFile("lienthong-plan", ".json");
        scenario.plan().leased(SHORT).write(plan);
        Victim sleeper = Victim.sleeping(plan);
        try {
            whileFollowing(() -> {});
            sleeper.begin(place);
            try (Load load = load()) {
                await().atMost(PATIENCE).until(sleeper::sleeps);
                long epoch = scenario.epoch();
                whileFollowing(() -> {
                    await().atMost(PATIENCE).until(() -> scenario.epoch() > epoch);
                    sleeper.wake();
                    passed(load);
                    load.close();
                });
            }
            assertThat(sleeper.lives()).as(sleeper::said).isTrue();
            assertThat(sleeper.stop()).as(sleeper::said).isZero();
            Judge.exact(scenario, hub, PATIENCE);
        } finally {
            sleeper.killed();
        }
    }
}
