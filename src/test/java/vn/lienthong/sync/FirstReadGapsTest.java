package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.ChangeGap.Kind;

/**
 * A source that comes back as a copy of its data from before the first read, or from the middle of it: it has the same name, the same
 * history and the same slot, and rows that are in the target were never in it.
 */
class FirstReadGapsTest {
    private static final int FURTHER = 3_000_000;
    private static final String SAID = "no longer has the mark";

    private static ColdSource cold;

    private final FollowedPupils pupils = new FollowedPupils(cold);
    private final Ground ground = pupils.ground;

    @BeforeAll
    static void startServer() throws IOException {
        cold = new ColdSource();
    }

    @AfterAll
    static void stopServer() {
        cold.close();
    }

    @AfterEach
    void leaveNoSlotBehind() {
        pupils.retire();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSourceRestoredDuringTheFirstReadIsAGap(boolean writtenOn) throws Exception {
        Path copy = copyOfTheBeginning();
        ground.pupils(41, 60, Ground.NO_POISON);
        pause("committed");
        assertThat(pupils.target()).hasSize(60);
        pupils.restore(copy, false);
        if (writtenOn) {
            pupils.otherWork(FURTHER);
            ground.source.update("update pupils set grade = 11 where id = 30");
        }
        isAGap(writtenOn ? SAID : "ends before the stored position");
    }

    @Test
    void aSourceRestoredOnceTheFirstReadIsOverIsAGap() throws Exception {
        Path copy = copyOfTheBeginning();
        readTo60();
        pupils.restore(copy, false);
        pupils.otherWork(FURTHER);
        isAGap(SAID);
    }

    /** Following has moved on since the person's answer, though the table was quiet; the copy has the slot from before. */
    @Test
    void aSourceRestoredAfterAGapWasAcceptedIsAGap() throws Exception {
        Path copy = copyOfTheBeginning();
        readTo60();
        ground.source.execute("select pg_drop_replication_slot('" + pupils.slot + "')");
        pupils.staysRed("no longer on the server");
        pupils.desk().answerGap(pupils.job.name(), Follows.Answer.ACCEPT, "admin", "đã đối chiếu");
        pupils.follow(pupils::quietMoves);
        pupils.restore(copy, false);
        pupils.otherWork(FURTHER);
        pupils.otherWork(FURTHER);
        isAGap(SAID);
    }

    @Test
    void aCopyMadeAfterWhatTheFirstReadSawIsNoGap() throws Exception {
        ground.pupils(1, 60, Ground.NO_POISON);
        pause("committed");
        Path copy = pupils.copy();
        pupils.otherWork(FURTHER);
        pupils.restore(copy, false);
        pupils.otherWork(FURTHER);
        ground.source.update("update pupils set grade = 11 where id = 30");
        readToTheEnd();
        pupils.follow(pupils::arrives);
    }

    @Test
    void aCopyMadeAfterTheFirstReadIsNoGapThoughFollowingHasMovedOn() throws Exception {
        ground.pupils(1, 60, Ground.NO_POISON);
        readToTheEnd();
        Path copy = pupils.copy();
        pupils.follow(pupils::quietMoves);
        pupils.restore(copy, false);
        ground.source.update("update pupils set grade = 11 where id = 30");
        pupils.otherWork(FURTHER);
        ground.source.update("update pupils set grade = 11 where id = 31");
        assertThat(pupils.kind()).isEmpty();
        pupils.follow(pupils::arrives);
    }

    /** The job is prepared, and 40 pupils are there, of which none is read. */
    private Path copyOfTheBeginning() throws Exception {
        ground.pupils(1, 40, Ground.NO_POISON);
        pause("begun");
        Path copy = pupils.copy();
        pupils.otherWork(1_000_000);
        return copy;
    }

    private void pause(String failpoint) {
        ground.expireLeases();
        assertThat(ground.attempt(pupils.job, pupils.activeOrNew(), Failpoints.of(failpoint, Ground::loseTheTarget))
                        .state())
                .isEqualTo(RunState.PAUSED);
    }

    private void readTo60() {
        ground.pupils(41, 60, Ground.NO_POISON);
        readToTheEnd();
    }

    private void readToTheEnd() {
        ground.expireLeases();
        assertThat(ground.attempt(pupils.job, pupils.activeOrNew(), Failpoints.none())
                        .state())
                .isEqualTo(RunState.DONE);
        assertThat(pupils.target()).hasSize(60);
    }

    private void isAGap(String said) {
        assertThat(pupils.kind()).contains(Kind.SOURCE_RESTORED);
        ground.expireLeases();
        pupils.staysRed(said);
        assertThat(pupils.target()).hasSize(60);
        pupils.readAnew();
    }
}
