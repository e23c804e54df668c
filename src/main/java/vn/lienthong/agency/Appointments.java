package vn.lienthong.agency;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.KernelError;

/**
 * Invites people, gives them roles and ends both, each with a reason and an entry of the journal in one transaction. Nobody but
 * who keeps the platform gives what he does not hold himself, nobody changes his own roles, and whoever gets somebody's invitation into his hands must hold all that
 * the other does: he could use it himself.
 */
@Component
class Appointments {
    private static final int LONGEST_TITLE = 200;

    private final People people;
    private final Grants grants;
    private final Agencies agencies;
    private final Invitations invitations;
    private final Givers givers;
    private final Accounts accounts;
    private final Identities identities;
    private final ApiTokens tokens;
    private final RoleApproval second;
    private final Journal journal;
    private final TransactionTemplate transaction;

    Appointments(
            People people,
            Grants grants,
            Agencies agencies,
            Invitations invitations,
            Givers givers,
            Accounts accounts,
            Identities identities,
            ApiTokens tokens,
            RoleApproval second,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.second = second;
        this.people = people;
        this.grants = grants;
        this.agencies = agencies;
        this.invitations = invitations;
        this.givers = givers;
        this.accounts = accounts;
        this.identities = identities;
        this.tokens = tokens;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Somebody to invite.
     *
     * @param agency where he belongs and where his roles count; null for the platform itself
     */
    record Newcomer(
            String name, @Nullable String title, @Nullable AgencyCode agency, List<Role> roles) {}

    /** Invites somebody new. */
    Invitations.Invitation invite(Caller by, Newcomer who, String reason) {
        known(who.agency());
        by.need(Act.MANAGE_PEOPLE, who.agency());
        if (!People.nameable(who.name())) {
            throw new HubException(AgencyError.NAME_INVALID, Map.of());
        }
        String title = title(who.title());
        if (who.roles().isEmpty()) {
            throw new HubException(AgencyError.ROLE_MISSING, Map.of());
        }
        who.roles().forEach(role -> needGrantable(by, role, who.agency()));
        return transaction.execute(status -> {
            if (!people.add(who.name(), title, who.agency())) {
                throw new HubException(AgencyError.NAME_TAKEN, Map.of("name", who.name()));
            }
            appoint(
                    by,
                    who.name(),
                    who.roles().stream()
                            .map(role -> new RoleApproval.Place(role, who.agency()))
                            .toList(),
                    reason);
            return invitation(by, who.name(), "person.invited", reason);
        });
    }

    /**
     * Takes somebody's password, second factor and identities from him, ends what he has open, and invites him again. Roles for which a second
     * person is needed end, too, and are asked for anew: whoever holds the invitation could use it himself.
     */
    Invitations.Invitation inviteAgain(Caller by, String name, String reason) {
        another(by, name);
        return transaction.execute(status -> {
            people.hold(name);
            needAllOf(by, name);
            accounts.remove(name);
            identities.remove(name);
            people.endSessions(name);
            tokens.revokeAllOf(name);
            askAnew(by, name, reason);
            return invitation(by, name, "person.invited-again", reason);
        });
    }

    private void askAnew(Caller by, String name, String reason) {
        List<Grants.Grant> taken = grants.all(name).stream()
                .filter(has -> second.needed(by, new RoleApproval.Place(has.role(), has.agency())))
                .toList();
        taken.forEach(has -> {
            grants.end(has.number(), by.name());
            record(by, "role.ended", name, reason, facts(has.role(), has.agency()));
        });
        appoint(
                by,
                name,
                taken.stream()
                        .map(has -> new RoleApproval.Place(has.role(), has.agency()))
                        .toList(),
                reason);
    }

    /**
     * Gives a role in an agency and all below it; null for everywhere. Not while an invitation waits in the hands of somebody who could
     * not give it: he could use it himself.
     *
     * @return the request, where a second person has to give it
     */
    Optional<Approval> grant(Caller by, String name, Role role, @Nullable AgencyCode agency, String reason) {
        known(agency);
        another(by, name);
        needGrantable(by, role, agency);
        return transaction.execute(status -> {
            people.hold(name);
            givers.needNoStrangersInvitation(name, role, agency);
            return appoint(by, name, List.of(new RoleApproval.Place(role, agency)), reason);
        });
    }

    /** Gives what one person may give, and asks for the rest. */
    private Optional<Approval> appoint(Caller by, String name, List<RoleApproval.Place> places, String reason) {
        Map<Boolean, List<RoleApproval.Place>> bySecond =
                places.stream().collect(Collectors.partitioningBy(place -> second.needed(by, place)));
        bySecond.get(false).forEach(place -> give(by, name, place.role(), place.agency(), reason));
        List<RoleApproval.Place> asked = bySecond.get(true);
        return asked.isEmpty() ? Optional.empty() : Optional.of(second.ask(by, name, asked, reason));
    }

    /** Whoever gets somebody's invitation must hold all that the other does. */
    private void needAllOf(Caller by, String name) {
        grants.all(name).forEach(has -> {
            if (!givers.may(by, has.role(), has.agency())) {
                throw new HubException(AgencyError.PERSON_ABOVE, Map.of("name", name));
            }
        });
    }

    /** Takes a role from somebody. */
    void endRole(Caller by, String name, long number, String reason) {
        another(by, name);
        Grants.Grant grant = grants.all(name).stream()
                .filter(has -> has.number() == number)
                .findFirst()
                .orElseThrow(() -> new HubException(AgencyError.GRANT_UNKNOWN, Map.of("number", number)));
        by.need(Act.MANAGE_PEOPLE, grant.agency());
        platformOnly(by, grant.role());
        transaction.executeWithoutResult(status -> {
            grants.end(number, by.name());
            record(by, "role.ended", name, reason, facts(grant.role(), grant.agency()));
        });
    }

    /** Lets somebody enter no more: his roles, sessions, tokens and invitations end. */
    void end(Caller by, String name, String reason) {
        another(by, name);
        List<Grants.Grant> roles = grants.all(name);
        roles.forEach(has -> platformOnly(by, has.role()));
        transaction.executeWithoutResult(status -> {
            roles.forEach(has -> grants.end(has.number(), by.name()));
            invitations.end(name);
            accounts.remove(name);
            identities.remove(name);
            tokens.revokeAllOf(name);
            people.end(name, by.name());
            record(by, "person.ended", name, reason, Map.of());
        });
    }

    /** The roles that a caller may give in an agency; null for everywhere. */
    List<Role> grantable(Caller by, @Nullable AgencyCode agency) {
        return Stream.of(Role.values())
                .filter(role -> by.may(Act.MANAGE_PEOPLE, agency) && givers.may(by, role, agency))
                .toList();
    }

    /** Whether there may be an agency in which a caller gives a role. */
    boolean mayGiveSomewhere(Caller by, Role role) {
        return by.may(Act.RUN_PLATFORM, null)
                || role != Role.PLATFORM_ADMINISTRATOR
                        && grants.table().getOrDefault(role, Set.of()).stream().allMatch(by::may);
    }

    /** Somebody whom the caller manages, and who is neither he himself nor the first administrator. */
    private People.Person another(Caller by, String name) {
        People.Person person =
                people.find(name).orElseThrow(() -> new HubException(AgencyError.PERSON_UNKNOWN, Map.of("name", name)));
        by.need(Act.MANAGE_PEOPLE, person.agency());
        if (name.equals(by.name())) {
            throw new HubException(AgencyError.OWN_ROLES, Map.of());
        }
        if (name.equals(People.FIRST_ADMINISTRATOR)) {
            throw new HubException(AgencyError.FIRST_ADMINISTRATOR_STAYS, Map.of());
        }
        return person;
    }

    private void needGrantable(Caller by, Role role, @Nullable AgencyCode agency) {
        by.need(Act.MANAGE_PEOPLE, agency);
        platformOnly(by, role);
        if (role == Role.PLATFORM_ADMINISTRATOR && agency != null) {
            throw new HubException(AgencyError.ROLE_EVERYWHERE, Map.of("role", role.words()));
        }
        if (!givers.may(by, role, agency)) {
            throw new HubException(AgencyError.ROLE_NOT_YOURS, Map.of("role", role.words()));
        }
    }

    private static void platformOnly(Caller by, Role role) {
        if (role == Role.PLATFORM_ADMINISTRATOR && !by.may(Act.RUN_PLATFORM, null)) {
            throw new HubException(KernelError.NOT_ALLOWED, Map.of("act", Act.RUN_PLATFORM.words()));
        }
    }

    private void known(@Nullable AgencyCode agency) {
        if (agency != null && agencies.find(agency).isEmpty()) {
            throw new HubException(AgencyError.AGENCY_UNKNOWN, Map.of("code", agency));
        }
    }

    private static @Nullable String title(@Nullable String given) {
        String title = given == null ? "" : given.strip();
        if (title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
            throw new HubException(AgencyError.TITLE_INVALID, Map.of("most", LONGEST_TITLE));
        }
        return title.isEmpty() ? null : title;
    }

    private void give(Caller by, String name, Role role, @Nullable AgencyCode agency, String reason) {
        grants.give(name, role, agency, by.name());
        record(by, "role.granted", name, reason, facts(role, agency));
    }

    private Invitations.Invitation invitation(Caller by, String name, String act, String reason) {
        Invitations.Invitation invitation = invitations.make(name, by.name());
        record(by, act, name, reason, Map.of());
        return invitation;
    }

    private static Map<String, String> facts(Role role, @Nullable AgencyCode agency) {
        return Map.of("role", role.code(), "agency", agency == null ? "*" : agency.value());
    }

    /** Where the person belongs, and where a role counts. */
    private AgencyCode[] concerned(String name, @Nullable String where) {
        return Stream.concat(
                        people.find(name).map(People.Person::agency).stream(),
                        Stream.ofNullable(where)
                                .filter(code -> !code.equals("*"))
                                .map(AgencyCode::new))
                .toArray(AgencyCode[]::new);
    }

    private void record(Caller by, String act, String name, String reason, Map<String, String> facts) {
        if (reason.isBlank()) {
            throw new HubException(AgencyError.REASON_MISSING, Map.of());
        }
        journal.recordWithin(new Journal.Entry(by.name(), act, "person/" + name, "done", reason.strip(), facts)
                .withAgency(concerned(name, facts.get("agency"))));
    }
}
