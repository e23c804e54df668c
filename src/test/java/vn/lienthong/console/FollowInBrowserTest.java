package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.testing.HubTest;

/** What people see of a job that follows its source, and what they say where it cannot, by clicking. */
@HubTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowInBrowserTest {
    private static final Duration PATIENCE = BrowsedHub.PATIENCE;
    private static final int ROWS = BrowsedSystems.ROWS;
    private static final String FOLLOWS = "# follows, deletes";

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcTemplate state;

    private @Nullable BrowsedHub hub;
    private BrowsedSystems systems;
    private JdbcTemplate source;
    private JdbcTemplate target;
    private Page page;

    @BeforeAll
    void openTheHub() throws IOException {
        hub = BrowsedHub.open(
                context,
                Map.of(
                        "purged",
                        FOLLOWS + "\nguard: { stop_if_deletes_above: 10% }",
                        "compared",
                        FOLLOWS,
                        "renamed",
                        FOLLOWS,
                        "followed",
                        FOLLOWS,
                        "broken",
                        FOLLOWS,
                        "emptied",
                        FOLLOWS,
                        "retired",
                        FOLLOWS));
        systems = hub.systems();
        source = systems.source();
        target = systems.target();
        page = hub.page();
    }

    @AfterAll
    void closeAll() throws IOException {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void aChangeInTheSourceIsSeenOnThePageAsItArrives() throws IOException {
        hub.open("followed");
        inStep();
        page.evaluate("window.readOnce = true");
        source.update("update followed set grade = 12 where id <= 3");
        page.locator("#progress .f.ok:text('3')").waitFor();
        assertThat(grades("followed")).containsExactly(12, 12, 12);
        assertThat(page.locator("#follow-now .lt-follow").textContent()).contains("Không trễ");
        assertThat(page.locator("#follow-now code").textContent()).contains("followed");
        assertThat(page.evaluate("window.readOnce"))
                .as("without reading the page anew")
                .isEqualTo(true);
        assertThat(page.locator("#schedule-h + *, .lt-beside").first().textContent())
                .contains("Luôn theo dõi");
        assertThat(Browser.barriers(page)).isEmpty();

        page.locator("#run-h a").click();
        page.locator("#events").waitFor();
        assertThat(page.locator("#lede").textContent()).contains("Theo dõi nguồn");
        assertThat(Browser.barriers(page)).isEmpty();
        hub.noComplaints();
    }

    @Test
    void aGapIsShownWithItsCostAndRepairedByOneClick() throws IOException {
        hub.open("broken");
        inStep();
        String slot = page.locator("#follow-now code").textContent();
        page.locator("form[action$='/pause'] button").click();
        page.locator("#pill .lt-pill.off").waitFor();
        await().atMost(PATIENCE).until(() -> dropped(slot));
        source.update("update broken set grade = 12 where id <= 3");
        source.update("delete from broken where id = 4");
        page.locator("form[action$='/resume'] button").click();
        page.locator("#gap").waitFor();
        assertThat(page.locator("#gap").textContent()).contains("Chưa áp dụng gì sau chỗ thiếu");
        assertThat(page.locator("#gap button.btn-primary").textContent()).isEqualTo("Đọc lại và sửa chỗ khác nhau");
        assertThat(page.locator("#gap button.btn-danger").textContent()).isEqualTo("Chấp nhận chỗ thiếu");
        assertThat(Browser.barriers(page)).isEmpty();
        assertThat(rows("broken")).isEqualTo(ROWS);

        page.locator("#gap-why").fill("Máy chủ vừa chuyển nhà");
        page.locator("#gap button.btn-primary").click();
        await().atMost(PATIENCE).until(() -> rows("broken") == ROWS - 1);
        assertThat(grades("broken")).containsExactly(12, 12, 12);
        inStep();
        assertThat(page.locator("#gap").count()).isZero();
        assertThat(state.queryForList("select reason from journal_entries where act = 'gap.repaired'", String.class))
                .containsExactly("Máy chủ vừa chuyển nhà");
        hub.noComplaints();
    }

    @Test
    void anEmptiedTableIsKeptInTheTargetAsAPersonDecides() throws IOException {
        hub.open("emptied");
        inStep();
        source.execute("truncate emptied");
        page.locator("#decision").waitFor();
        assertThat(page.locator("#decision").textContent())
                .contains("xóa sạch bảng")
                .contains(String.valueOf(ROWS));
        assertThat(rows("emptied")).isEqualTo(ROWS);

        page.locator("#decision form button.btn-primary").click();
        inStep();
        source.update("insert into emptied values (1000, 'Lê Thị Mới', 5)");
        await().atMost(PATIENCE).until(() -> rows("emptied") == ROWS + 1);
        hub.noComplaints();
    }

    @Test
    void sourceAndTargetAreComparedAndWhatDiffersIsRepaired() throws IOException {
        hub.open("compared");
        inStep();
        compare();
        assertThat(page.locator("#checkup").innerText()).contains("Khớp").contains(ROWS + " dòng khớp");
        assertThat(page.locator("#checkup form").count()).isZero();
        assertThat(page.locator("#touched").count()).isZero();

        target.update("update compared set name = 'sai' where id = 7");
        target.update("delete from compared where id = 8");
        target.update("insert into compared values (9999, 'Thừa', 1)");
        compare();
        assertThat(page.locator("#checkup .lt-lede b").textContent()).isEqualTo("Mất 1, lặp 0, cũ 1, thừa 1 dòng.");
        assertThat(page.locator("#checkup .lt-cols4").innerText())
                .contains("7")
                .contains("8")
                .contains("9999");
        assertThat(Browser.barriers(page)).isEmpty();

        page.locator("#checkup-why").fill("Ai đó sửa tay ở đích");
        page.locator("#checkup form button").click();
        page.locator(".lt-said").waitFor();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(target.queryForList("select * from compared order by id"))
                        .isEqualTo(source.queryForList("select * from compared order by id")));
        inStep();
        hub.noComplaints();
    }

    @Test
    void aRenamedColumnIsNamedWithTheLinesThatUseItAndTheJobFollowsOnOnceTheyAreMended() throws IOException {
        hub.open("renamed");
        inStep();
        source.execute("alter table renamed rename column grade to class");
        source.update("update renamed set class = 12 where id = 1");
        page.locator("#pill .lt-pill.fail").waitFor();
        page.locator("#touched").waitFor();
        assertThat(page.locator("#held").innerText())
                .containsPattern("Không còn\\s+grade")
                .containsPattern("Cột mới\\s+class");
        assertThat(page.locator("#touched code").textContent()).contains("grade: grade");
        assertThat(page.locator("#touched").innerText())
                .contains("renamed.sync.yaml")
                .contains("Theo dõi lại");
        assertThat(Browser.barriers(page)).isEmpty();

        source.execute("alter table renamed rename column class to grade");
        page.locator("#acts button.btn-primary").click();
        inStep();
        await().atMost(PATIENCE).until(() -> grades("renamed").get(0) == 12);
        hub.noComplaints();
    }

    private void compare() {
        page.locator("form[action$='/reconcile'] button").click();
        page.locator("#checkup:not([data-running=true]) .lt-lede").waitFor();
    }

    @Test
    void tooManyDeletionsWaitForAPersonWhoSeesHowMany() throws IOException {
        hub.open("purged");
        inStep();
        assertThat(page.locator("main").textContent()).contains("quá 10 % trong một giờ thì dừng");
        source.update("delete from purged where id <= ?", ROWS / 2);
        page.locator("#decision").waitFor();
        assertThat(page.locator("#decision").textContent())
                .contains("xóa " + ROWS / 2 + " dòng?")
                .contains("nguồn đã xóa " + ROWS / 2 + " trong " + ROWS + " dòng");
        assertThat(rows("purged")).isEqualTo(ROWS);
        assertThat(page.locator("#follow-now").textContent()).doesNotContain("Không trễ");
        assertThat(Browser.barriers(page)).isEmpty();

        page.locator("#decision summary").click();
        page.locator("#decision #why").fill("Trường đã giải thể");
        page.locator("#decision .lt-danger button").click();
        page.waitForURL("**/approvals/*");
        hub.approvedByAnother();
        page.navigate(hub.address("/jobs/purged"));
        await().atMost(PATIENCE).until(() -> rows("purged") == ROWS - ROWS / 2);
        inStep();
        hub.noComplaints();
    }

    @Test
    void whatASourceKeepsForARemovedJobIsLetGoOnceSomebodySaysSo() throws IOException {
        hub.open("retired");
        inStep();
        systems.remove("retired");
        page.navigate(hub.address("/"));
        page.locator(".lt-todo a[href='/jobs/retired/source']").waitFor();
        assertThat(page.locator("#todo").textContent()).contains("vẫn giữ nhật ký cho tác vụ đã bỏ");
        assertThat(slots("retired")).isEqualTo(1);

        page.locator(".lt-todo a[href='/jobs/retired/source']").click();
        assertThat(Browser.barriers(page)).isEmpty();
        page.locator("#why").fill("Không cần nữa");
        page.locator("main form button.btn-danger").click();
        page.locator(".lt-said").waitFor();
        assertThat(slots("retired")).isZero();
        assertThat(page.locator("#todo a[href='/jobs/retired/source']").count()).isZero();
        hub.noComplaints();
    }

    private void inStep() {
        page.locator("#pill .lt-pill.ok:has-text('Đang theo dõi')").waitFor();
    }

    private boolean dropped(String slot) {
        source.queryForList(
                "select pg_drop_replication_slot(slot_name)::text from pg_replication_slots where slot_name = ? and not active",
                slot);
        return source.queryForObject(
                        "select count(*) from pg_replication_slots where slot_name = ?", Integer.class, slot)
                == 0;
    }

    private int slots(String job) {
        return source.queryForObject(
                "select count(*) from pg_replication_slots where slot_name like ?", Integer.class, "%" + job + "%");
    }

    private List<Integer> grades(String table) {
        return target.queryForList("select grade from " + table + " where id <= 3 order by id", Integer.class);
    }

    private long rows(String table) {
        return systems.rows(table);
    }
}
