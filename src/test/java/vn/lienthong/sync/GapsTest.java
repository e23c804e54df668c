package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.lienthong.sync.FollowedPupils.PATIENCE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import vn.lienthong.connector.ChangeGap.Kind;
import vn.lienthong.testing.TestPostgres;

/**
 * Every way in which a source, or the target, can make changes missing between two runs: the job ends red before anything is
 * written, again and again, until a person has it read anew or accepts the gap.
 */
class GapsTest {
    private static ColdSource cold;

    private final FollowedPupils pupils = new FollowedPupils(cold);
    private final Ground ground = pupils.ground;
    private final SyncJob job = pupils.job;
    private final String slot = pupils.slot;

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

    enum Gap {
        SLOT_DROPPED(Kind.SLOT_MISSING),
        SLOT_MADE_ANEW(Kind.SLOT_AHEAD),
        SLOT_ADVANCED(Kind.SLOT_AHEAD),
        SLOT_INVALIDATED(Kind.SLOT_INVALID),
        ANOTHER_SERVER(Kind.OTHER_SERVER),
        SOURCE_RESTORED(Kind.SOURCE_RESTORED),
        SOURCE_RESTORED_AND_WRITTEN_ON("no longer has the last transaction"),
        SOURCE_RESTORED_INTO_ANOTHER_HISTORY(Kind.HISTORY_BRANCHED),
        TABLE_NOT_PUBLISHED(Kind.NOT_PUBLISHED),
        TABLE_NOT_PUBLISHED_FOR_A_WHILE(Kind.NOT_PUBLISHED),
        IDENTITY_TAKEN(Kind.IDENTITY_MISSING),
        IDENTITY_ANOTHER_FOR_A_WHILE("do not carry the key"),
        TARGET_RESTORED(Kind.SLOT_AHEAD);

        /** What the start gate finds; null where only the changes themselves show the gap. */
        private final @Nullable Kind kind;
        /** What is said then. */
        private final String said;

        Gap(Kind kind) {
            this.kind = kind;
            this.said = "";
        }

        Gap(String said) {
            this.kind = null;
            this.said = said;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGapStopsTheJobUntilItIsAcceptedOrReadAnew(Gap gap) throws Exception {
        followed();
        happens(gap);
        staysRed(gap);
        mended(gap);
        accepted();
        pupils.readAnew();
    }

    private void accepted() {
        List<String> before = pupils.target();
        pupils.desk().answerGap(job.name(), Follows.Answer.ACCEPT, "admin", "đã đối chiếu");
        assertThat(pupils.journal).singleElement().satisfies(entry -> {
            assertThat(entry.act()).isEqualTo("gap.accepted");
            assertThat(entry.reason()).isEqualTo("đã đối chiếu");
        });
        pupils.follow(() -> {
            ground.source.update("insert into pupils (id, name, grade) values (77, 'Sau', 3)");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(pupils.target()).contains("77 Sau 3").hasSize(before.size() + 1));
        });
        assertThat(ground.runs.list(job.name(), null, 1).get(0).notes()).hasSize(1);
        assertThat(pupils.target()).containsAll(before);
        assertThat(pupils.target()).isNotEqualTo(pupils.source());
    }

    /** A job whose first read is over and that has followed for a while. */
    private void followed() {
        ground.pupils(1, 40, Ground.NO_POISON);
        assertThat(ground.run(job).state()).isEqualTo(RunState.DONE);
        pupils.follow(() -> {
            ground.source.update("update pupils set grade = 12 where id <= 3");
            pupils.arrives();
        });
    }

    /** What an administrator of the source has to do first. */
    private void mended(Gap gap) {
        if (gap == Gap.IDENTITY_TAKEN) {
            ground.source.execute("alter table pupils replica identity full");
        }
    }

    private void staysRed(Gap gap) {
        assertThat(pupils.kind()).isEqualTo(Optional.ofNullable(gap.kind));
        pupils.staysRed(gap.said);
        assertThat(ground.runs.list(job.name(), null, 2))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.counts().read()).isZero());
    }

    private void happens(Gap gap) throws Exception {
        switch (gap) {
            case SLOT_DROPPED -> missed("select pg_drop_replication_slot('" + slot + "')");
            case SLOT_MADE_ANEW ->
                missed(
                        "select pg_drop_replication_slot('" + slot + "')",
                        "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
            case SLOT_ADVANCED ->
                missed("select pg_replication_slot_advance('" + slot + "', pg_current_wal_insert_lsn())");
            case SLOT_INVALIDATED -> invalidated();
            case ANOTHER_SERVER -> anotherServer();
            case SOURCE_RESTORED -> restored(false);
            case SOURCE_RESTORED_AND_WRITTEN_ON -> {
                restored(false);
                writtenOn();
            }
            case SOURCE_RESTORED_INTO_ANOTHER_HISTORY -> restored(true);
            case TABLE_NOT_PUBLISHED -> missed("alter publication " + slot + " drop table pupils");
            case TABLE_NOT_PUBLISHED_FOR_A_WHILE -> {
                ground.source.execute("alter publication " + slot + " drop table pupils");
                missed("alter publication " + slot + " add table pupils");
            }
            case IDENTITY_TAKEN -> missed("alter table pupils replica identity nothing");
            case IDENTITY_ANOTHER_FOR_A_WHILE -> identityAnother();
            case TARGET_RESTORED -> targetRestored();
        }
    }

    /** What is gone meanwhile is told by its name. */
    private void identityAnother() {
        ground.source.execute("alter table pupils alter column name set not null");
        ground.source.execute("create unique index names on pupils (name)");
        ground.source.execute("alter table pupils replica identity using index names");
        missed("alter table pupils replica identity default");
    }

    /** Changes before the place where following stands, and after it. */
    private void writtenOn() {
        ground.source.update("update pupils set grade = 11 where id = 30");
        pupils.otherWork(2_000_000);
        ground.source.update("update pupils set grade = 11 where id = 31");
    }

    /** Changes happen that nobody will tell. */
    private void missed(String... then) {
        ground.source.update("update pupils set grade = 11 where id = 1");
        ground.source.update("delete from pupils where id = 2");
        for (String statement : then) {
            ground.source.execute(statement);
        }
    }

    private void invalidated() {
        missed("alter system set max_slot_wal_keep_size = '1MB'", "select pg_reload_conf()");
        for (int segment = 0; segment < 3; segment++) {
            ground.source.execute("select pg_logical_emit_message(false, 'x', repeat('x', 100000))");
            ground.source.execute("select pg_switch_wal()");
        }
        await().atMost(PATIENCE).until(() -> {
            ground.source.execute("checkpoint");
            return "lost"
                    .equals(ground.source.queryForObject(
                            "select wal_status from pg_replication_slots where slot_name = ?", String.class, slot));
        });
        ground.source.execute("alter system reset max_slot_wal_keep_size");
        ground.source.execute("select pg_reload_conf()");
    }

    /** The same data under the same address, of another server. */
    private void anotherServer() {
        PGSimpleDataSource other = TestPostgres.database(TestPostgres.newDatabase());
        List<Map<String, Object>> rows = ground.source.queryForList("select * from pupils");
        pupils.moved(other);
        ground.source.execute("create table pupils (id bigint primary key, name text, grade integer, born date,"
                + " changed timestamptz not null default now())");
        rows.forEach(row -> ground.source.update(
                "insert into pupils values (?, ?, ?, ?, ?)",
                row.get("id"),
                row.get("name"),
                row.get("grade"),
                row.get("born"),
                row.get("changed")));
        missed(
                "create publication " + slot + " for table pupils",
                "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    }

    /** What was changed after the copy was made is in the target and no longer in the source. */
    private void restored(boolean branches) throws Exception {
        Path copy = pupils.copy();
        pupils.follow(() -> {
            pupils.otherWork(1_000_000);
            ground.source.update("update pupils set grade = 1 where id > 20");
            pupils.arrives();
        });
        pupils.restore(copy, branches);
        if (branches) {
            await().atMost(PATIENCE)
                    .until(() -> !ground.source.queryForObject("select pg_is_in_recovery()", Boolean.class));
            pupils.otherWork(2_000_000);
        }
    }

    /** What was received is all in the copy: nothing is missing, and nothing may be left out. */
    @Test
    void aCopyMadeAfterTheLastChangeThatWasReceivedIsNoGap() throws Exception {
        followed();
        Path copy = pupils.copy();
        pupils.follow(pupils::quietMoves);
        pupils.restore(copy, false);
        writtenOn();
        assertThat(pupils.kind()).isEmpty();
        pupils.follow(pupils::arrives);
    }

    private void targetRestored() {
        ground.target.execute("create table copy_of_pupils as table pupils");
        ground.target.execute("create table copy_of_checkpoint as table lienthong_checkpoint");
        String copied =
                ground.target.queryForObject("select position::json ->> 'lsn' from lienthong_checkpoint", String.class);
        pupils.follow(() -> {
            missed();
            pupils.arrives();
            // until then the source still has what the target has lost, and nothing is missing
            await().atMost(PATIENCE)
                    .until(() -> ground.source.queryForObject(
                            "select confirmed_flush_lsn > ?::pg_lsn from pg_replication_slots where slot_name = ?",
                            Boolean.class,
                            copied,
                            slot));
        });
        ground.target.execute("truncate pupils, lienthong_checkpoint");
        ground.target.execute("insert into pupils table copy_of_pupils");
        ground.target.execute("insert into lienthong_checkpoint table copy_of_checkpoint");
    }
}
