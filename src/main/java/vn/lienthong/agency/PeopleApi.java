package vn.lienthong.agency;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Text;

/** People and their roles, over REST. */
@RestController
@RequestMapping(PeopleApi.PATH)
class PeopleApi {
    static final String PATH = "/api/v1/people";

    private final People people;
    private final Grants grants;
    private final Appointments appointments;
    private final Callers callers;

    PeopleApi(People people, Grants grants, Appointments appointments, Callers callers) {
        this.people = people;
        this.grants = grants;
        this.appointments = appointments;
        this.callers = callers;
    }

    /** A role that somebody has; in all agencies where none is named. */
    record Has(long number, String role, @Nullable String agency, String grantedBy, Instant grantedAt) {
        static Has of(Grants.Grant grant) {
            return new Has(
                    grant.number(),
                    grant.role().code(),
                    code(grant.agency()),
                    grant.grantedBy(),
                    grant.grantedAt().toInstant());
        }
    }

    /** Somebody, as programs see him. */
    record View(
            String name,
            @Nullable String title,
            @Nullable String agency,
            boolean account,
            boolean identity,
            @Nullable Instant invitedUntil,
            List<Has> roles) {}

    /** Somebody to invite. */
    record Newcomer(
            @Nullable String name,
            @Nullable String title,
            @Nullable String agency,
            @Nullable List<@Nullable String> roles,
            @Nullable String reason) {}

    /** A role to give. */
    record Wanted(
            @Nullable String role,
            @Nullable String agency,
            @Nullable String reason) {}

    /** Why. */
    record Reason(@Nullable String reason) {}

    /** What a role may do. */
    record RoleView(String role, Text title, List<String> acts) {}

    @May(Act.SEE)
    @GetMapping
    Page<View> all(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        Caller caller = callers.current();
        List<People.Person> seen = people.all().stream()
                .filter(person -> caller.may(Act.SEE, person.agency()))
                .toList();
        return Page.after(after, seen, limit, People.Person::name).map(this::view);
    }

    @May(value = Act.SEE, of = "person")
    @GetMapping("/{name}")
    View one(@PathVariable String name) {
        return people.find(name)
                .map(this::view)
                .orElseThrow(() -> new HubException(AgencyError.PERSON_UNKNOWN, Map.of("name", name)));
    }

    /** The roles there are, with what each may do. */
    @May(Act.SEE)
    @GetMapping("/roles")
    List<RoleView> roles() {
        Map<Role, Set<Act>> table = grants.table();
        return Stream.of(Role.values())
                .map(role -> new RoleView(
                        role.code(),
                        role.words(),
                        table.getOrDefault(role, Set.of()).stream()
                                .sorted()
                                .map(Act::code)
                                .toList()))
                .toList();
    }

    /** The request that a second person decides. */
    record Asked(long approval) {}

    /** Invites somebody; the code is shown once. */
    @May(Act.MANAGE_PEOPLE)
    @Confirmed
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Invitations.Invitation invite(@RequestBody Newcomer who) {
        return appointments.invite(
                callers.current(),
                new Appointments.Newcomer(
                        said(who.name()),
                        who.title(),
                        agency(who.agency()),
                        who.roles() == null
                                ? List.of()
                                : who.roles().stream()
                                        .map(role -> Role.of(said(role)))
                                        .toList()),
                said(who.reason()));
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @Confirmed
    @PostMapping("/{name}/invitation")
    @ResponseStatus(HttpStatus.CREATED)
    Invitations.Invitation inviteAgain(@PathVariable String name, @RequestBody Reason why) {
        return appointments.inviteAgain(callers.current(), name, said(why.reason()));
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @Confirmed
    @PostMapping("/{name}/roles")
    ResponseEntity<Asked> grant(@PathVariable String name, @RequestBody Wanted wanted) {
        return appointments
                .grant(
                        callers.current(),
                        name,
                        Role.of(said(wanted.role())),
                        agency(wanted.agency()),
                        said(wanted.reason()))
                .map(asked -> ResponseEntity.accepted().body(new Asked(asked.number())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @PostMapping("/{name}/roles/{number}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endRole(@PathVariable String name, @PathVariable long number, @RequestBody Reason why) {
        appointments.endRole(callers.current(), name, number, said(why.reason()));
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @PostMapping("/{name}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String name, @RequestBody Reason why) {
        appointments.end(callers.current(), name, said(why.reason()));
    }

    private View view(People.Person person) {
        return new View(
                person.name(),
                person.title(),
                code(person.agency()),
                person.account(),
                person.identity(),
                person.invitedUntil() == null ? null : person.invitedUntil().toInstant(),
                grants.all(person.name()).stream().map(Has::of).toList());
    }

    private static @Nullable String code(@Nullable AgencyCode agency) {
        return agency == null ? null : agency.value();
    }

    private static @Nullable AgencyCode agency(@Nullable String code) {
        return code == null || code.isBlank() ? null : AgencyCode.parse(code);
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }
}
