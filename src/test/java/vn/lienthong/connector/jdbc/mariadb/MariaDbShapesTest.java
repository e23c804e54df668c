package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.lienthong.connector.Followed.PATIENCE;
import static vn.lienthong.connector.Followed.events;
import static vn.lienthong.connector.Followed.lastOf;
import static vn.lienthong.connector.Followed.until;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.testing.TestMariaDb;

/** Tables of MariaDB that get another shape while they are followed. */
class MariaDbShapesTest extends FollowedServer {
    @Test
    void aMappedColumnThatIsGoneIsNamedAndAnAddedOneIsPassedOver() {
        pupils();
        Dataset before = dataset();
        Position start = changes().prepare(before, follower);
        source.execute(
                "insert into p values (1, 'a', 1)",
                "alter table p add column more varchar(10) first",
                "insert into p values ('c', 2, 'b', 2)");
        Position after = reshaped(start, before, "1 a 1.00");
        try (ChangeCursor cursor = follow(after, before)) {
            List<ChangeBatch> batches = until(cursor, seen -> events(seen) == 1);
            assertThat(lastOf(batches)).containsExactly("2 b 2.00");
            after = batches.get(batches.size() - 1).position();
        }
        source.execute("alter table p drop column n");
        Position last = after;
        assertThatThrownBy(() -> follow(last, before).close())
                .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                .satisfies(failed -> assertThat(failed.problem().en()).contains("n"));
    }

    @Test
    void aTableThatWasMadeAnewStopsFollowing() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("insert into p values (1, 'a', 1)", "drop table p");
        pupils();
        source.execute("insert into p values (2, 'b', 1)");
        try (ChangeCursor cursor = follow(start)) {
            assertThatThrownBy(() -> until(cursor, seen -> events(seen) > 1))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.DATASET_CHANGED);
        }
    }

    @Test
    void aShapeThatTheEngineDoesNotUnderstandStopsFollowingForAPerson() {
        Assumptions.assumeFalse(TestMariaDb.isMySql(), "MySQL has no type inet6");
        pupils();
        Dataset before = dataset();
        Position start = changes().prepare(before, follower);
        source.execute("alter table p add column ip inet6");
        try (ChangeCursor cursor = follow(start, before)) {
            assertThatThrownBy(() -> until(cursor, seen -> false))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ConnectorError.DATASET_CHANGED);
        }
    }

    /** Follows until the table got another shape; gives the last position before that is said. */
    private Position reshaped(Position start, Dataset dataset, String expected) {
        List<ChangeBatch> seen = new ArrayList<>();
        try (ChangeCursor cursor = follow(start, dataset)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            ChangeBatch next = cursor.next(PATIENCE);
                            assertThat(next).isNotNull();
                            seen.add(next);
                        }
                    })
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .extracting(HubException::code)
                    .isEqualTo(ChangesError.RESHAPED);
        }
        assertThat(lastOf(seen)).containsExactly(expected);
        return seen.get(seen.size() - 1).position();
    }

    @Test
    void aColumnThatWasAwayForAWhileIsAskedForAsItIsNow() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute(
                "insert into p values (1, 'a', 1)",
                "alter table p rename column n to m",
                "insert into p values (2, 'b', 2)",
                "update p set name = 'c' where id = 1",
                "alter table p rename column m to n",
                "insert into p values (3, 'd', 3)");
        assertThat(lastOf(reshapedUntil(start, 4))).containsExactlyInAnyOrder("1 c 1.00", "2 b 2.00", "3 d 3.00");
    }

    /** Follows over changes of shape, beginning anew with each. */
    private List<ChangeBatch> reshapedUntil(Position start, int events) {
        List<ChangeBatch> seen = new ArrayList<>();
        Position after = start;
        while (events(seen) < events) {
            try (ChangeCursor cursor = follow(after)) {
                while (events(seen) < events) {
                    ChangeBatch next = cursor.next(PATIENCE);
                    assertThat(next).isNotNull();
                    seen.add(next);
                    after = next.position();
                }
            } catch (HubException reshaped) {
                assertThat(reshaped.code()).isEqualTo(ChangesError.RESHAPED);
            }
        }
        return seen;
    }
}
