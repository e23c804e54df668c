package vn.lienthong.service;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.document.TakesDocument;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** Legal instruments that agreements rest on, over REST. */
@RestController
@RequestMapping("/api/v1/instruments")
class InstrumentsApi {
    private final InstrumentDesk desk;

    InstrumentsApi(InstrumentDesk desk) {
        this.desk = desk;
    }

    /**
     * One instrument.
     *
     * @param until the last day it is in force, null where no end is known
     * @param state {@code in-force}, {@code ending}, {@code to-come} or {@code lapsed}
     * @param agreements those that rest on it, as far as the caller may look at them
     */
    record View(
            String instrument,
            String kind,
            String number,
            LocalDate issued,
            String issuer,
            Text title,
            String agency,
            List<String> parties,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable String replacedBy,
            @Nullable String link,
            String state,
            String file,
            List<String> agreements) {}

    @May(Act.SEE)
    @GetMapping
    List<View> all() {
        return desk.all().stream().map(InstrumentsApi::view).toList();
    }

    private static View view(InstrumentDesk.Line line) {
        Instrument one = line.instrument();
        return new View(
                one.name(),
                one.kind().code(),
                one.number(),
                one.issued(),
                one.issuer(),
                one.title(),
                one.agency().value(),
                one.parties().stream().map(AgencyCode::value).toList(),
                one.from(),
                one.until(),
                one.replacedBy(),
                one.link(),
                line.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                one.file(),
                line.agreements());
    }

    /** The request that a second person decides. */
    record Asked(long approval) {}

    @May(Act.SHARE_DATA)
    @PostMapping(consumes = {"application/yaml", "text/plain"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked propose(
            @RequestBody @TakesDocument("instrument") String yaml, @RequestParam(defaultValue = "") String reason) {
        return new Asked(desk.propose(yaml, reason).number());
    }
}
