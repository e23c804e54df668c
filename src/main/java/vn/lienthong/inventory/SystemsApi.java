package vn.lienthong.inventory;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Text;

/** The inventory of systems over REST. */
@RestController
@RequestMapping("/api/v1/systems")
class SystemsApi {
    private final SeenSystems systems;
    private final SystemsShown shown;
    private final SystemDesk desk;
    private final SystemLooks looks;
    private final KeptLooks kept;
    private final DataKinds kinds;
    private final Callers callers;

    SystemsApi(
            SeenSystems systems,
            SystemsShown shown,
            SystemDesk desk,
            SystemLooks looks,
            KeptLooks kept,
            DataKinds kinds,
            Callers callers) {
        this.systems = systems;
        this.shown = shown;
        this.desk = desk;
        this.looks = looks;
        this.kept = kept;
        this.kinds = kinds;
        this.callers = callers;
    }

    /**
     * A system as programs see it.
     *
     * @param contract {@code unknown}, {@code running}, {@code ending} or {@code over}
     */
    record View(
            String name,
            Text title,
            String agency,
            @Nullable String purpose,
            @Nullable String technology,
            @Nullable String vendor,
            @Nullable LocalDate contractEnd,
            String contract,
            @Nullable Long yearlyCost,
            @Nullable Integer securityLevel,
            List<String> holds,
            List<String> recordOf,
            @Nullable String contact,
            List<String> connectors,
            long version,
            Known known) {
        static View of(SystemsShown.Line line) {
            KnownSystem system = line.system();
            return new View(
                    system.name(),
                    system.title(),
                    system.agency().value(),
                    system.purpose(),
                    system.technology(),
                    system.vendor(),
                    system.contractEnd(),
                    line.contract().name().toLowerCase(Locale.ROOT),
                    system.yearlyCost(),
                    system.securityLevel(),
                    system.holds(),
                    system.recordOf(),
                    system.contact(),
                    line.standing().ways().stream()
                            .map(way -> way.name().value())
                            .toList(),
                    system.version(),
                    Known.of(line.standing()));
        }
    }

    /**
     * What the hub itself knows of a system.
     *
     * @param state {@code ok}, {@code slow}, {@code fail}, {@code unk} for not tried yet, {@code off} for not connected
     */
    record Known(
            String state,
            @Nullable Instant lastSuccess,
            @Nullable Instant fresh,
            @Nullable Long rows,
            int datasets,
            int columns,
            boolean personal,
            @Nullable Instant seenAt,
            @Nullable Text problem) {
        static Known of(Standing standing) {
            return new Known(
                    standing.state(),
                    standing.lastSuccess(),
                    standing.fresh(),
                    standing.rows(),
                    standing.datasets(),
                    standing.columns(),
                    standing.personal(),
                    standing.seenAt(),
                    standing.problem());
        }
    }

    /** A system with the datasets that were seen in it. */
    record Whole(View system, List<SeenDataset> datasets) {}

    /** A system as somebody wants it; what is absent stays as it is. */
    record Given(
            @Nullable String name,
            @Nullable Title title,
            @Nullable String agency,
            @Nullable String purpose,
            @Nullable String technology,
            @Nullable String vendor,
            @Nullable LocalDate contractEnd,
            @Nullable Long yearlyCost,
            @Nullable Integer securityLevel,
            @Nullable List<String> holds,
            @Nullable List<String> recordOf,
            @Nullable String contact,
            @Nullable List<String> connectors,
            @Nullable Long version) {
        Map<String, String> cells() {
            Map<String, String> cells = new HashMap<>();
            put(cells, SystemFields.CODE, name);
            put(cells, SystemFields.TITLE, title == null ? null : Objects.requireNonNullElse(title.vi(), ""));
            put(cells, SystemFields.ENGLISH, title == null ? null : Objects.requireNonNullElse(title.en(), ""));
            put(cells, SystemFields.AGENCY, agency);
            put(cells, SystemFields.PURPOSE, purpose);
            put(cells, SystemFields.TECHNOLOGY, technology);
            put(cells, SystemFields.VENDOR, vendor);
            put(cells, SystemFields.CONTRACT_END, contractEnd);
            put(cells, SystemFields.COST, yearlyCost);
            put(cells, SystemFields.LEVEL, securityLevel);
            put(cells, SystemFields.HOLDS, holds == null ? null : String.join("; ", holds));
            put(cells, SystemFields.RECORD_OF, recordOf == null ? null : String.join("; ", recordOf));
            put(cells, SystemFields.CONTACT, contact);
            put(cells, SystemFields.CONNECTORS, connectors == null ? null : String.join("; ", connectors));
            return cells;
        }

        private static void put(Map<String, String> cells, SystemFields field, @Nullable Object value) {
            if (value != null) {
                cells.put(field.id(), value.toString());
            }
        }
    }

    /** A title; the Vietnamese one counts for both where no other is given. */
    record Title(@Nullable String vi, @Nullable String en) {}

    /** Why. */
    record Reason(@Nullable String reason) {}

    /** A kind of data by its code. */
    record Kind(String code, Text name) {}

    @May(Act.SEE)
    @GetMapping
    Page<View> all(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        List<View> sorted = shown.lines().stream()
                .map(View::of)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
        return Page.after(after, sorted, limit, View::name);
    }

    /** The kinds of data that are told apart. */
    @May(Act.SEE)
    @GetMapping("/kinds")
    Page<Kind> kinds(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        List<Kind> sorted = kinds.all().stream()
                .map(kind -> new Kind(kind.code(), kind.name()))
                .sorted((one, other) -> one.code().compareTo(other.code()))
                .toList();
        return Page.after(after, sorted, limit, Kind::code);
    }

    @May(value = Act.SEE, of = "system")
    @GetMapping("/{name}")
    Whole one(@PathVariable String name) {
        SystemsShown.Line line = shown.line(systems.get(name));
        List<String> ways =
                line.standing().ways().stream().map(way -> way.name().value()).toList();
        return new Whole(View.of(line), kept.datasets(ways));
    }

    @May(Act.KEEP_SYSTEMS)
    @PostMapping
    ResponseEntity<View> add(@RequestBody Given given) {
        KnownSystem added = desk.add(callers.current(), given.cells());
        return ResponseEntity.created(URI.create("/api/v1/systems/" + added.name()))
                .body(View.of(shown.line(systems.get(added.name()))));
    }

    /** Changes what is given of a system; where a version is given only if it still is that one. */
    @May(value = Act.KEEP_SYSTEMS, of = "system")
    @PutMapping("/{name}")
    View alter(@PathVariable String name, @RequestBody Given given) {
        return View.of(shown.line(desk.alter(callers.current(), name, given.cells(), given.version())));
    }

    @May(value = Act.KEEP_SYSTEMS, of = "system")
    @PostMapping("/{name}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String name, @RequestBody Reason why) {
        desk.end(callers.current(), name, why.reason() == null ? "" : why.reason());
    }

    /** Has the hub look anew at what its connectors show; returns before it has. */
    @May(value = Act.EXAMINE, of = "system")
    @PostMapping("/{name}/look")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void look(@PathVariable String name) {
        looks.again(systems.get(name));
    }
}
