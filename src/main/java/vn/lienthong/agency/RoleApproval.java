package vn.lienthong.agency;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;

/**
 * Giving a role that opens personal data, people, the journal or the platform: one person asks for it, a second one gives it. As long
 * as there is nobody else who could, one alone gives it; else there never would be a second.
 */
@Component
class RoleApproval implements Approvable {
    private static final String KIND = "role";
    private static final String PERSON = "person";
    private static final String ROLES = "roles";

    /** What a role may do for which two people give it. */
    private static final Set<Act> CONSEQUENTIAL = EnumSet.of(
            Act.SEE_PERSONAL_DATA, Act.MANAGE_PEOPLE, Act.MANAGE_AGENCIES, Act.READ_JOURNAL, Act.RUN_PLATFORM);

    private final People people;
    private final Grants grants;
    private final Givers givers;
    private final Agencies agencies;
    private final Approvals approvals;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;

    RoleApproval(
            People people,
            Grants grants,
            Givers givers,
            Agencies agencies,
            Approvals approvals,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.people = people;
        this.grants = grants;
        this.givers = givers;
        this.agencies = agencies;
        this.approvals = approvals;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A role in an agency.
     *
     * @param agency null for everywhere
     */
    record Place(Role role, @Nullable AgencyCode agency) {
        private String code() {
            return role.code() + "@" + (agency == null ? "*" : agency);
        }

        private static Place of(String code) {
            String where = code.substring(code.indexOf('@') + 1);
            return new Place(
                    Role.of(code.substring(0, code.indexOf('@'))), where.equals("*") ? null : new AgencyCode(where));
        }

        /** Who may let it happen: where the role is the agency's own to give, whoever manages its people; else who keeps the platform. */
        private Act decidedBy() {
            return role == Role.AGENCY_ADMINISTRATOR ? Act.MANAGE_PEOPLE : Act.RUN_PLATFORM;
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Whether giving it takes a second person, and there is one. */
    boolean needed(Caller by, Place place) {
        boolean consequential =
                grants.table().getOrDefault(place.role(), Set.of()).stream().anyMatch(CONSEQUENTIAL::contains);
        return consequential && callers.others(by.name(), place.decidedBy(), decidedIn(List.of(place)));
    }

    /** Where it is decided: in the agency itself if its own administrators can, else on the platform. */
    private static @Nullable AgencyCode decidedIn(List<Place> places) {
        boolean own = places.stream().allMatch(place -> place.decidedBy() == Act.MANAGE_PEOPLE);
        boolean one = places.stream().map(Place::agency).distinct().count() == 1;
        return own && one ? places.get(0).agency() : null;
    }

    /**
     * Asks for roles of somebody.
     *
     * @throws HubException CONFLICT where other roles of his wait for a second person
     */
    Approval ask(Caller by, String name, List<Place> places, String reason) {
        String wanted = places.stream().map(Place::code).collect(Collectors.joining(" "));
        approvals
                .open(KIND, subject(name))
                .filter(open -> !wanted.equals(open.wanted().facts().get(ROLES)))
                .ifPresent(open -> {
                    throw new HubException(AgencyError.ROLES_WAIT, Map.of("name", name, "number", open.number()));
                });
        People.Person person = people.find(name).orElseThrow();
        String roles = places.stream().map(place -> place.role().words().vi()).collect(Collectors.joining(", "));
        String rolesInEnglish =
                places.stream().map(place -> place.role().words().en()).collect(Collectors.joining(", "));
        return approvals.ask(
                new Approval.Wanted(
                        KIND,
                        subject(name),
                        decidedIn(places),
                        places.stream().anyMatch(place -> place.decidedBy() == Act.RUN_PLATFORM)
                                ? Act.RUN_PLATFORM
                                : Act.MANAGE_PEOPLE,
                        new Text(
                                "Giao vai trò cho " + person.shown() + ": " + roles,
                                "Grant to " + person.shown() + ": " + rolesInEnglish),
                        "/people/" + name,
                        places.stream().map(this::change).toList(),
                        Map.of(PERSON, name, ROLES, wanted),
                        reason),
                by);
    }

    private static String subject(String name) {
        return "person/" + name;
    }

    private Approval.Change change(Place place) {
        Text where = place.agency() == null ? new Text("mọi đơn vị", "all agencies") : agencies.name(place.agency());
        return new Approval.Change(place.role().words(), new Text("không có", "does not hold it"), where);
    }

    /** The open request for roles of somebody, if there is one. */
    Optional<Approval> open(String name) {
        return approvals.open(KIND, subject(name));
    }

    /** He is still there and still without one of the roles. */
    @Override
    public boolean stands(Approval approval) {
        String name = approval.wanted().facts().get(PERSON);
        List<Grants.Grant> has = grants.all(name);
        return people.find(name).isPresent()
                && places(approval).anyMatch(place -> has.stream()
                        .noneMatch(grant ->
                                grant.role() == place.role() && Objects.equals(grant.agency(), place.agency())));
    }

    private static Stream<Place> places(Approval approval) {
        return Stream.of(approval.wanted().facts().get(ROLES).split(" ")).map(Place::of);
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        String name = approval.wanted().facts().get(PERSON);
        if (name.equals(approver)) {
            throw new HubException(AgencyError.OWN_ROLES, Map.of());
        }
        transaction.executeWithoutResult(status -> {
            people.hold(name);
            places(approval).forEach(place -> givers.needNoStrangersInvitation(name, place.role(), place.agency()));
            places(approval).forEach(place -> give(approval, approver, place));
        });
    }

    private void give(Approval approval, String approver, Place place) {
        String name = approval.wanted().facts().get(PERSON);
        String where = place.agency() == null ? "*" : place.agency().value();
        Journal.Entry entry = new Journal.Entry(
                        approver,
                        "role.granted",
                        subject(name),
                        "done",
                        approval.wanted().reason(),
                        Map.of("role", place.role().code(), "agency", where))
                .under("approval/" + approval.number());
        journal.recordWithin(place.agency() == null ? entry : entry.withAgency(place.agency()));
        grants.give(name, place.role(), place.agency(), approver);
    }
}
