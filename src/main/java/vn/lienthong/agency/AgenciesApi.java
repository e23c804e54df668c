package vn.lienthong.agency;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Text;

/** Who takes part, over REST. Agencies of the file are the file's; those of the hub are written here. */
@RestController
@RequestMapping("/api/v1/agencies")
class AgenciesApi {
    private final Agencies agencies;
    private final TreeDesk desk;
    private final Callers callers;

    AgenciesApi(Agencies agencies, TreeDesk desk, Callers callers) {
        this.agencies = agencies;
        this.desk = desk;
        this.callers = callers;
    }

    /** An agency as programs see it. */
    record View(
            String code,
            String given,
            Text name,
            @Nullable String parent,
            @Nullable String contact,
            String keptBy) {
        static View of(Agency agency) {
            AgencyCode parent = agency.parent();
            return new View(
                    agency.code().value(),
                    agency.given(),
                    agency.name(),
                    parent == null ? null : parent.value(),
                    agency.contact(),
                    agency.ofFile() ? "file" : "hub");
        }
    }

    /** An agency as somebody wants it. */
    record Given(
            @Nullable String code,
            @Nullable Name name,
            @Nullable String parent,
            @Nullable String contact,
            @Nullable String reason) {
        /** @param otherwise the code where none is written */
        Wanted wanted(String otherwise) {
            return TreeForm.wanted(
                    code == null ? otherwise : code,
                    name == null ? "" : said(name.vi()),
                    name == null ? "" : said(name.en()),
                    said(parent),
                    said(contact));
        }
    }

    /** A full name; the Vietnamese one counts for both where no other is given. */
    record Name(@Nullable String vi, @Nullable String en) {}

    /** Why. */
    record Reason(@Nullable String reason) {}

    /** The request that a second person decides. */
    record Asked(long approval) {}

    @May(Act.SEE)
    @GetMapping
    Page<View> all(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        Caller caller = callers.current();
        List<View> sorted = agencies.all().stream()
                .filter(agency -> caller.sees(new Owners(agency.code())))
                .map(View::of)
                .sorted(Comparator.comparing(View::code))
                .toList();
        return Page.after(after, sorted, limit, View::code);
    }

    @May(value = Act.SEE, of = "agency", id = "code")
    @GetMapping("/{code}")
    View one(@PathVariable String code) {
        return View.of(find(code));
    }

    private Agency find(String code) {
        return agencies.find(AgencyCode.parse(code))
                .orElseThrow(() -> new HubException(AgencyError.AGENCY_UNKNOWN, Map.of("code", code)));
    }

    @May(Act.MANAGE_AGENCIES)
    @Confirmed(always = false)
    @PostMapping
    ResponseEntity<?> add(@RequestBody Given given) {
        Wanted wanted = given.wanted("");
        Optional<Approval> asked = desk.add(callers.current(), wanted, said(given.reason()));
        return asked.<ResponseEntity<?>>map(AgenciesApi::accepted)
                .orElseGet(() -> ResponseEntity.created(URI.create("/api/v1/agencies/" + wanted.code()))
                        .body(View.of(find(wanted.code().value()))));
    }

    @May(value = Act.MANAGE_AGENCIES, of = "agency", id = "code")
    @Confirmed(always = false)
    @PutMapping("/{code}")
    ResponseEntity<?> alter(@PathVariable String code, @RequestBody Given given) {
        Agency there = find(code);
        Wanted wanted = TreeForm.same(there, given.wanted(there.given()));
        Optional<Approval> asked = desk.alter(callers.current(), wanted, said(given.reason()));
        return asked.<ResponseEntity<?>>map(AgenciesApi::accepted)
                .orElseGet(() -> ResponseEntity.ok(View.of(find(code))));
    }

    static ResponseEntity<Asked> accepted(Approval approval) {
        return ResponseEntity.accepted().body(new Asked(approval.number()));
    }

    @May(value = Act.MANAGE_AGENCIES, of = "agency", id = "code")
    @PostMapping("/{code}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String code, @RequestBody Reason why) {
        desk.end(callers.current(), AgencyCode.parse(code), said(why.reason()));
    }

    static String said(@Nullable String text) {
        return text == null ? "" : text;
    }
}
