package vn.lienthong.connector;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.document.TakesDocument;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.vault.SecretVersions;
import vn.lienthong.vault.Vault;

/**
 * Connectors for programs. A connector is sent as the same document that a file would hold, as YAML or JSON. PUT and DELETE have
 * the same effect however often they come; every write has one effect for each {@code Idempotency-Key}.
 */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorsApi {
    private final Connectors connectors;
    private final SeenConnectors seen;
    private final Registrations registrations;
    private final ConnectionDoctor doctor;
    private final Vault vault;
    private final SecretVersions versions;
    private final Endings endings;
    private final Callers callers;

    ConnectorsApi(
            Connectors connectors,
            SeenConnectors seen,
            Registrations registrations,
            ConnectionDoctor doctor,
            Vault vault,
            SecretVersions versions,
            Endings endings,
            Callers callers) {
        this.callers = callers;
        this.connectors = connectors;
        this.seen = seen;
        this.registrations = registrations;
        this.doctor = doctor;
        this.vault = vault;
        this.versions = versions;
        this.endings = endings;
    }

    @May(Act.SEE)
    @GetMapping
    Page<ConnectorView> all(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit,
            Locale locale) {
        return Page.after(
                        after, seen.all(), limit, connector -> connector.name().value())
                .map(connector -> view(connector, locale));
    }

    @May(value = Act.SEE, of = "connector")
    @GetMapping("/{name}")
    ConnectorView one(@PathVariable String name, Locale locale) {
        return view(connectors.get(new ConnectorName(name)), locale);
    }

    /** The document as somebody wrote it. */
    @May(value = Act.SEE, of = "connector")
    @GetMapping(path = "/{name}/document", produces = "application/yaml")
    String document(@PathVariable String name) {
        return connectors.text(new ConnectorName(name));
    }

    @May(Act.REGISTER_CONNECTORS)
    @PostMapping
    ResponseEntity<ConnectorView> register(
            @RequestBody @TakesDocument("connector") String document, Principal person, Locale locale) {
        Connector connector = registrations.register(document, callers.current());
        return ResponseEntity.created(URI.create("/api/v1/connectors/" + connector.name()))
                .body(view(connector, locale));
    }

    @May(Act.REGISTER_CONNECTORS)
    @PutMapping("/{name}")
    ConnectorView replace(
            @PathVariable String name,
            @RequestBody @TakesDocument("connector") String document,
            Principal person,
            Locale locale) {
        return view(registrations.replace(new ConnectorName(name), document, callers.current()), locale);
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, Principal person) {
        registrations.remove(new ConnectorName(name), person.getName());
    }

    /** Examines the connector now; answers within about ten seconds. */
    @May(value = Act.EXAMINE, of = "connector")
    @Costly
    @PostMapping("/{name}/test")
    ConnectorView.ExaminationView test(@PathVariable String name, Locale locale) {
        return ConnectorView.ExaminationView.of(doctor.examine(new ConnectorName(name), check -> {}), locale);
    }

    @May(value = Act.EXAMINE, of = "connector")
    @Costly
    @GetMapping("/{name}/datasets")
    Map<String, List<ConnectorView.DatasetView>> datasets(@PathVariable String name, Locale locale) {
        return Map.of(
                "items",
                doctor.discover(new ConnectorName(name)).stream()
                        .map(dataset -> ConnectorView.DatasetView.of(dataset, locale))
                        .toList());
    }

    private ConnectorView view(Connector connector, Locale locale) {
        return ConnectorView.of(
                connector,
                vault.fields(connector.name().value()),
                versions.of(connector.name().value()),
                endings.due(connector),
                doctor.last(connector.name()).orElse(null),
                locale);
    }
}
