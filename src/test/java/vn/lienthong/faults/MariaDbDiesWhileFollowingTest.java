package vn.lienthong.faults;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A job follows a MariaDB source under load; the server dies or the network falls silent: it goes on by itself and nothing is lost. */
class MariaDbDiesWhileFollowingTest extends WhileFollowing {
    private static Machine machine;

    @BeforeAll
    static void startServer() {
        machine = Machine.mariaDb();
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
    void theSourcesCableIsSilentAndThenWholeAgain() throws Exception {
        over(machine, Machine.sharedPostgres(), "here", Map.of());
        whileFollowing(this::fallsSilent);
    }

    /** The same at its worst. */
    @Test
    @EnabledIf("vn.lienthong.faults.KillsTest#isLong")
    void aSilentSourceMayAlsoLeaveAConnectionUnanswered() throws Exception {
        over(machine, Machine.sharedPostgres(), "here", Map.of());
        whileFollowing(() -> fallsSilentAndHangs(3));
    }
}
