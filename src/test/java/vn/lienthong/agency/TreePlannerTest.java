package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** What becomes of a tree when agencies are wanted to be so. */
class TreePlannerTest {
    private static final Predicate<@Nullable AgencyCode> EVERYWHERE = there -> true;

    private final AgencyTree tree = new AgencyTree(List.of(
            agency("G03", null, true),
            agency("H26", "G03", false),
            agency("H26.01", "H26", false),
            agency("H26.02", "H26", false),
            agency("H29", "G03", false),
            agency("H29.09", "H77", true)));

    private static Agency agency(String code, @Nullable String parent, boolean ofFile) {
        return new Agency(new AgencyCode(code), code, Text.same("Cơ quan " + code), code(parent), null, ofFile);
    }

    private static @Nullable AgencyCode code(@Nullable String code) {
        return code == null ? null : AgencyCode.parse(code);
    }

    private static Wanted wanted(String code, @Nullable String parent) {
        AgencyCode parsed = AgencyCode.parse(code);
        return Wanted.alone(parsed, code, Text.same("Cơ quan " + parsed), code(parent), null);
    }

    private TreePlan plan(Predicate<@Nullable AgencyCode> may, Wanted... wanted) {
        return new TreePlanner(
                        tree,
                        Map.of(new AgencyCode("H26.99"), Optional.of(new AgencyCode("H26"))),
                        () -> Set.of(new AgencyCode("H55")),
                        may)
                .plan(List.of(wanted));
    }

    private static List<String> wrong(TreePlan plan) {
        return plan.faults().stream().map(fault -> fault.wrong().code().code()).toList();
    }

    private static List<String> kinds(TreePlan plan) {
        return plan.changes().stream()
                .map(change -> change.kind() + " " + change.after().code() + (change.reaches() ? " reaches" : ""))
                .toList();
    }

    /** Whoever manages an agency and all below it. */
    private Predicate<@Nullable AgencyCode> of(String agency) {
        return there -> there != null && tree.upwards(there).contains(new AgencyCode(agency));
    }

    @Test
    void bothWrittenFormsAreOneAgencyAndTheGivenOneIsKept() {
        TreePlan plan = plan(EVERYWHERE, wanted("000.00.01.H26", "000.00.00.H26"), wanted("h26.03", "H26"));

        assertThat(kinds(plan)).containsExactly("ALTERED H26.01", "ADDED H26.03");
        assertThat(plan.changes().get(0).after().given()).isEqualTo("000.00.01.H26");
        assertThat(wrong(plan(EVERYWHERE, wanted("000.00.05.H26", "H26"), wanted("H26.05", "H26"))))
                .containsExactly("agency.AGENCY_TWICE_HANDED");
    }

    @Test
    void whatStandsSoAlreadyIsUnchangedEvenInTheFile() {
        TreePlan plan = plan(there -> false, wanted("G03", null), wanted("H26.01", "H26"));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.unchanged()).isEqualTo(2);
        assertThat(wrong(plan(EVERYWHERE, wanted("G03", "H26")))).containsExactly("agency.AGENCY_OF_FILE");
    }

    @Test
    void anAgencyAboveMayComeInTheSameFileButMustComeFromSomewhere() {
        assertThat(kinds(plan(EVERYWHERE, wanted("H30.01", "H30"), wanted("H30", "G03"))))
                .containsExactly("ADDED H30.01", "ADDED H30");
        assertThat(wrong(plan(EVERYWHERE, wanted("H30.01", "H30")))).containsExactly("agency.AGENCY_PARENT_UNKNOWN");
    }

    @Test
    void nothingStandsAboveItself() {
        assertThat(wrong(plan(EVERYWHERE, wanted("H26", "H26.01")))).containsExactly("agency.AGENCY_LOOP");
        assertThat(wrong(plan(EVERYWHERE, wanted("H29", "H29")))).containsExactly("agency.AGENCY_LOOP");
        assertThat(wrong(plan(EVERYWHERE, wanted("H30", "H31"), wanted("H31", "H30"), wanted("H31.1", "H31"))))
                .containsExactly("agency.AGENCY_LOOP", "agency.AGENCY_LOOP");
    }

    @Test
    void aMoveNeedsBothPlacesAndAnAdditionOnlyItsOwn() {
        assertThat(kinds(plan(of("H26"), wanted("H26.03", "H26.01"), wanted("H26.01", "H26.02"))))
                .containsExactly("ADDED H26.03", "MOVED H26.01 reaches");
        assertThat(wrong(plan(of("H26"), wanted("H26.01", "H29")))).containsExactly("kernel.NOT_ALLOWED_THERE");
        assertThat(wrong(plan(of("H26"), wanted("H26", "H29")))).hasSize(1);
        assertThat(wrong(plan(of("H29"), wanted("H26.01", "H29")))).hasSize(1);
        assertThat(wrong(plan(of("H26"), wanted("H31", null)))).containsExactly("kernel.NOT_ALLOWED");
        assertThat(wrong(plan(of("H26"), wanted("H30.01", "H30"), wanted("H30", "G03"))))
                .containsExactly("kernel.NOT_ALLOWED_THERE", "kernel.NOT_ALLOWED_THERE");
    }

    /** Else whoever manages an agency would add a code below it and so reach what is kept under that code. */
    @Test
    void aCodeUnderWhichSomethingIsKeptIsTakenInAsAMove() {
        for (String known : List.of("H55", "H77")) {
            assertThat(kinds(plan(EVERYWHERE, wanted(known, "H26")))).containsExactly("ADDED " + known + " reaches");
            assertThat(wrong(plan(of("H26"), wanted(known, "H26")))).containsExactly("kernel.NOT_ALLOWED");
        }
        assertThat(kinds(plan(of("H26"), wanted("H26.99", "H26")))).containsExactly("ADDED H26.99");
        assertThat(kinds(plan(of("H26"), wanted("H26.99", "H26.01")))).containsExactly("ADDED H26.99 reaches");
        assertThat(wrong(plan(of("H29"), wanted("H26.99", "H29")))).containsExactly("kernel.NOT_ALLOWED_THERE");
    }

    @Test
    void aMoveIsDecidedWhereBothItsPlacesAreReached() {
        assertThat(tree.over(plan(EVERYWHERE, wanted("H26.01", "H26.02")).between()))
                .isEqualTo(new AgencyCode("H26"));
        assertThat(tree.over(plan(EVERYWHERE, wanted("H26.01", "H29")).between()))
                .isEqualTo(new AgencyCode("G03"));
        assertThat(tree.over(plan(EVERYWHERE, wanted("H26.01", null)).between()))
                .isNull();
        assertThat(tree.over(plan(EVERYWHERE, wanted("H26.01", "H26.02"), wanted("H26.02", "H29"))
                        .between()))
                .isEqualTo(new AgencyCode("G03"));
    }

    @Test
    void theMarkIsThatOfTheChangeAndOfWhatItChanges() {
        String mark = plan(EVERYWHERE, wanted("H26.01", "H29")).mark();

        assertThat(plan(EVERYWHERE, wanted("H26.01", "H29")).mark()).isEqualTo(mark);
        assertThat(plan(EVERYWHERE, wanted("H26.01", "G03")).mark()).isNotEqualTo(mark);
        AgencyTree moved =
                new AgencyTree(Stream.concat(Stream.of(agency("H26.01", "H26.02", false)), tree.all().stream())
                        .toList());
        assertThat(new TreePlanner(moved, Map.of(), Set::of, EVERYWHERE)
                        .plan(List.of(wanted("H26.01", "H29")))
                        .mark())
                .isNotEqualTo(mark);
    }

    @Test
    void theTreeIsWalkedFromTopToBottomAndALoopOfTheFileHidesNobody() {
        AgencyTree odd = new AgencyTree(List.of(
                agency("H26.1", "G03", false),
                agency("H26", "G03", false),
                agency("K01", "H26", false),
                agency("G03", null, true),
                agency("M01", "M02", true),
                agency("M02", "M01", true)));

        assertThat(odd.inOrder().stream()
                        .map(one -> one.depth() + one.agency().code().value()))
                .containsExactly("0G03", "1H26", "2K01", "1H26.1", "0M01", "0M02");
        assertThat(odd.upwards(new AgencyCode("M01"))).hasSize(2);
    }
}
