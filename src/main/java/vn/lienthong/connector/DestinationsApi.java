package vn.lienthong.connector;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;

/** Where connectors may go, over REST. */
@RestController
@RequestMapping("/api/v1/destinations")
class DestinationsApi {
    private final DestinationDesk desk;
    private final Callers callers;

    DestinationsApi(DestinationDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    /**
     * One destination.
     *
     * @param number by which it is ended; null of one that the file lists
     */
    record View(
            @Nullable Long number,
            String agency,
            @Nullable String host,
            @Nullable String cidr,
            String ports) {}

    /** What somebody asks for. */
    record Wanted(
            @Nullable String agency,
            @Nullable String host,
            @Nullable String ports,
            @Nullable String reason) {}

    /** The request that a second person decides. */
    record Asked(long approval) {}

    @May(Act.SEE)
    @GetMapping
    List<View> all() {
        return desk.all().stream()
                .map(one -> new View(one.number(), one.agency().value(), one.host(), one.cidr(), one.ports()))
                .toList();
    }

    @May(Act.REGISTER_CONNECTORS)
    @PostMapping
    ResponseEntity<Asked> ask(@RequestBody Wanted wanted) {
        Optional<Approval> asked = desk.ask(
                AgencyCode.parse(text(wanted.agency())),
                text(wanted.host()),
                text(wanted.ports()),
                text(wanted.reason()),
                callers.current());
        return asked.map(one -> ResponseEntity.accepted().body(new Asked(one.number())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "destination", id = "number")
    @DeleteMapping("/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable long number, @RequestParam(defaultValue = "") String reason) {
        desk.end(number, reason, callers.current());
    }
}
