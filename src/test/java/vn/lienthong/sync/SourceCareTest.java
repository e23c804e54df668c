package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Journal;

/** What becomes of a source's log that has reached the cap its owner agreed to, on a real server. */
@Timeout(120)
class SourceCareTest {
    private static final ConnectorName HERE = new ConnectorName("here");

    private final Ground ground = new Ground();
    private final String name = "care-" + Long.toHexString(System.nanoTime());
    private final SyncJob job = ground.job(
            ground.job("changes", "write: upsert, key: [pupil_id], deletes: delete, scope: { source: here }", "")
                    .yaml()
                    .replace("sync: pupils", "sync: " + name));
    private final Follows follows = new Follows(ground.state);
    private final List<Journal.Entry> journal = new ArrayList<>();

    @AfterEach
    void leaveNoSlotBehind() {
        try (var session = ground.reach.open(HERE)) {
            ((Changes) session).retire(name);
        }
    }

    @Test
    void atTheCapTheLogIsLetGoWhereThatWasAgreedAndTheJobSaysWhatItMisses() {
        restsAtTheCap("release");
        ground.source.update("delete from pupils where id = 2");

        care(journal::add).look(standing(), false);

        assertThat(slots()).isZero();
        assertThat(journal)
                .singleElement()
                .satisfies(entry -> assertThat(entry.act()).isEqualTo("following.released"))
                .satisfies(entry -> assertThat(entry.subject()).isEqualTo("job/" + name));
        Run stopped = ground.run(job);
        assertThat(stopped.state()).isEqualTo(RunState.FAILED);
        assertThat(stopped.failure().code()).isEqualTo(ChangesError.GAP.code());
        assertThat(targetRows()).isEqualTo(50);
        follows.say(job.name(), HERE, Follows.Answer.REPAIR, "admin");
        assertThat(ground.run(job).state()).isEqualTo(RunState.DONE);
        assertThat(targetRows()).isEqualTo(49);
    }

    @Test
    void atTheCapTheLogIsHeldOnToWhereNothingElseWasAgreed() {
        restsAtTheCap("hold");

        care(journal::add).look(standing(), false);

        assertThat(slots()).isEqualTo(1);
        assertThat(journal).isEmpty();
        assertThat(standing().backlog().keptBytes()).isNotNull();
    }

    @Test
    void whereTheJournalCannotBeWrittenNothingIsLetGo() {
        restsAtTheCap("release");

        SourceCare care = care(entry -> {
            throw new IllegalStateException("the journal's disk is full");
        });

        assertThatThrownBy(() -> care.look(standing(), false)).hasMessageContaining("disk is full");
        assertThat(slots()).isEqualTo(1);
    }

    @Test
    void belowTheCapNothingIsLetGoWhateverWasAgreed() {
        restsAtTheCap("release");
        ground.reach.agreed(HERE, Map.of("changes_cap_gb", 1L, "changes_at_cap", "release"));

        care(journal::add).look(standing(), false);

        assertThat(slots()).isEqualTo(1);
        assertThat(standing().percentOfCap()).isZero();
        assertThat(journal).isEmpty();
    }

    /** A job that has read everything once, rests, and whose agreed cap is reached by any log at all. */
    private void restsAtTheCap(String policy) {
        ground.pupils(1, 50, Ground.NO_POISON);
        assertThat(ground.run(job).state()).isEqualTo(RunState.DONE);
        ground.reach.agreed(HERE, Map.of("changes_cap_gb", 0L, "changes_at_cap", policy));
    }

    private SourceCare care(Journal into) {
        return new SourceCare(ground.reach, follows, into);
    }

    private Follows.Standing standing() {
        return follows.find(job.name()).orElseThrow();
    }

    private @Nullable Long slots() {
        return ground.source.queryForObject(
                "select count(*) from pg_replication_slots where slot_name = ?",
                Long.class,
                "lienthong_" + name.replace('-', '_'));
    }

    private @Nullable Long targetRows() {
        return ground.target.queryForObject("select count(*) from pupils", Long.class);
    }
}
