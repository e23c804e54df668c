package vn.lienthong.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.Testers;

/** One asks, another decides, and both stand in the journal. */
@HubTest
class ApprovalsTest {
    private static final AgencyCode HANOI = new AgencyCode("H26");

    @Autowired
    ApprovalLedger ledger;

    @Autowired
    Callers callers;

    @Autowired
    Journal journal;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient state;

    private final SetClock clock = new SetClock(Instant.parse("2026-11-26T08:00:00Z"));
    private final Bell bell = new Bell();
    private Approvals approvals;

    /** Something that rings when two people want it to. */
    private static final class Bell implements Approvable {
        private final List<String> rung = new ArrayList<>();
        private boolean there = true;
        private boolean broken;

        @Override
        public String kind() {
            return "bell";
        }

        @Override
        public boolean stands(Approval approval) {
            return there;
        }

        @Override
        public void carryOut(Approval approval, String approver, String words) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            rung.add(approver + " for " + approval.requester());
        }
    }

    @BeforeEach
    void open() {
        state.sql("delete from approval_requests").update();
        approvals = approvals(false);
        Testers.admit(state, "steward.one", "data-steward", "H26");
        Testers.admit(state, "viewer.one", "viewer", "H26");
    }

    private Approvals approvals(boolean sample) {
        StaticListableBeanFactory rooms = new StaticListableBeanFactory(Map.of("bell", bell));
        return new Approvals(
                ledger, rooms.getBeanProvider(Approvable.class), callers, journal, transactions, clock, sample, true);
    }

    private <T> T as(String person, Supplier<T> work) {
        return callers.as(new Everybody(person), work);
    }

    private Approval asked() {
        return approvals.ask(wanted("Trường đã giải thể"), new Everybody("an"));
    }

    private static Approval.Wanted wanted(String reason) {
        return new Approval.Wanted(
                "bell",
                "bell/1",
                HANOI,
                Act.DECIDE,
                new Text("Rung chuông", "Ring the bell"),
                "/",
                List.of(new Approval.Change(
                        new Text("Chuông", "Bell"), new Text("yên", "still"), new Text("rung", "ringing"))),
                Map.of("times", "1"),
                reason);
    }

    @Test
    void aSecondPersonLetsItHappenAndBothStandInTheJournal() {
        Approval asked = asked();
        assertThat(bell.rung).isEmpty();

        as("binh", () -> approvals.approve(asked.number(), "Đã hỏi trường"));

        assertThat(bell.rung).containsExactly("binh for an");
        assertThat(approvals.get(asked.number()))
                .extracting(Approval::state, Approval::decidedBy, Approval::words)
                .containsExactly(Approval.State.APPROVED, "binh", "Đã hỏi trường");
        assertThat(acts()).containsExactly("an approval.asked", "binh approval.approved");
    }

    private List<String> acts() {
        return state.sql("""
                        select actor || ' ' || act from journal_entries where subject = 'bell/1' order by id desc limit 2
                        """).query(String.class).list().stream().sorted().toList();
    }

    @Test
    void whoeverAskedCannotApproveOrDeclineButWithdraw() {
        Approval asked = asked();
        for (String way : List.of("approve", "decline")) {
            assertThatThrownBy(() -> as(
                            "an",
                            () -> way.equals("approve")
                                    ? approvals.approve(asked.number(), "")
                                    : approvals.decline(asked.number(), "")))
                    .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                            .isEqualTo(ApprovalError.OWN_REQUEST));
        }
        assertThatThrownBy(() -> as("binh", () -> approvals.withdraw(asked.number())))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ApprovalError.NOT_YOURS));

        as("an", () -> approvals.withdraw(asked.number()));

        assertThat(approvals.get(asked.number()).state()).isEqualTo(Approval.State.WITHDRAWN);
        assertThat(bell.rung).isEmpty();
    }

    @Test
    void whoeverMayNotDoItHimselfCannotApproveIt() {
        Approval asked = asked();
        Caller viewer = caller("viewer.one");
        assertThatThrownBy(() -> callers.as(viewer, () -> approvals.approve(asked.number(), "")))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ApprovalError.NOT_THE_ONE));
        assertThatThrownBy(() -> approvals.ask(wanted("vì"), viewer)).isInstanceOf(HubException.class);
        assertThat(bell.rung).isEmpty();
    }

    /** One who may look and no more. */
    private static Caller caller(String name) {
        return new Caller() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean may(Act act) {
                return act == Act.SEE;
            }

            @Override
            public boolean may(Act act, @org.jspecify.annotations.Nullable AgencyCode agency) {
                return act == Act.SEE;
            }

            @Override
            public boolean confirmed() {
                return true;
            }

            @Override
            public String reach() {
                return "see";
            }
        };
    }

    @Test
    void nobodyDecidesTwiceNorTooLateNorWhatIsAnotherThingByNow() {
        Approval first = asked();
        as("binh", () -> approvals.decline(first.number(), "không"));
        refused(first);

        Approval late = asked();
        clock.advance(Approvals.VALID.plus(Duration.ofSeconds(1)));
        assertThat(approvals.get(late.number()).state()).isEqualTo(Approval.State.EXPIRED);
        refused(late);

        Approval overtaken = asked();
        assertThat(overtaken.number())
                .as("an expired request blocks no new one")
                .isNotEqualTo(late.number());
        bell.there = false;
        refused(overtaken);
        bell.there = true;
        assertThat(bell.rung).isEmpty();
    }

    private void refused(Approval approval) {
        assertThatThrownBy(() -> as("binh", () -> approvals.approve(approval.number(), "")))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ApprovalError.DECIDED));
    }

    @Test
    void askingTwiceIsAskingOnceAndNeedsAReason() {
        assertThat(asked().number()).isEqualTo(asked().number());
        assertThatThrownBy(() -> approvals.ask(wanted("  "), new Everybody("an")))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ApprovalError.REASON_MISSING));
    }

    @Test
    void whatCouldNotBeCarriedOutWaitsAgain() {
        Approval asked = asked();
        bell.broken = true;
        assertThatThrownBy(() -> as("binh", () -> approvals.approve(asked.number(), "")))
                .isInstanceOf(IllegalStateException.class);
        bell.broken = false;
        assertThat(approvals.get(asked.number()).state()).isEqualTo(Approval.State.OPEN);

        as("binh", () -> approvals.approve(asked.number(), ""));
        assertThat(bell.rung).hasSize(1);
    }

    @Test
    void inTheSampleANewcomerTriesBothSides() {
        Approval asked = asked();
        Approvals sample = approvals(true);
        as("an", () -> sample.approve(asked.number(), ""));
        assertThat(bell.rung).containsExactly("an for an");
    }

    @Test
    void whereNobodyElseMayItSaysHowToAddSomebody() {
        state.sql(
                        "update agency_grants set ended_at = now(), ended_by = 'nobody-else' where person <> 'steward.one' and ended_at is null")
                .update();
        try {
            Approval asked = approvals.ask(wanted("vì"), new Everybody("steward.one"));
            assertThat(as("steward.one", () -> approvals.hindrance(asked).orElseThrow()))
                    .satisfies(refused -> {
                        assertThat(refused.code()).isEqualTo(ApprovalError.NO_SECOND_PERSON);
                        assertThat(refused.remedy().en()).contains("Invite");
                    });
        } finally {
            state.sql("update agency_grants set ended_at = null, ended_by = null where ended_by = 'nobody-else'")
                    .update();
        }
    }
}
