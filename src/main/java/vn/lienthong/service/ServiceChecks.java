package vn.lienthong.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Operation;
import vn.lienthong.document.Document;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.mapping.RowCondition;

/** What the connectors say to a service, by what they lay down; no system is asked. */
final class ServiceChecks {
    private final Connectors connectors;
    private final Operations operations;

    ServiceChecks(Connectors connectors) {
        this.connectors = connectors;
        this.operations = new Operations(connectors);
    }

    /** What is wrong with a service whose connector is known; nothing where it is not. */
    List<Problem> laidDown(DataService service) {
        Optional<Connector> found = connectors.find(service.dataset().connector());
        if (found.isEmpty()) {
            return List.of();
        }
        Connector connector = found.get();
        List<Problem> problems = new ArrayList<>();
        if (!connector.agency().equals(service.agency())) {
            problems.add(problem(
                    service.document(),
                    "/dataset",
                    new HubException(
                            ServiceError.CONNECTOR_OF_OTHERS,
                            Map.of(
                                    "connector",
                                    connector.name(),
                                    "owner",
                                    connector.agency(),
                                    "agency",
                                    service.agency()))));
        }
        Connector.Pinned pinned = connector.datasets().get(service.dataset().dataset());
        if (pinned == null) {
            problems.add(problem(service.document(), "/dataset", unknownDataset(service, connector)));
            return problems;
        }
        Operation operation;
        try {
            operation = operations.of(service.dataset());
        } catch (HubException unknown) {
            problems.add(problem(service.document(), "/dataset", unknown));
            return problems;
        }
        if (operation == null && !service.cache().isZero()) {
            problems.add(problem(
                    service.document(),
                    "/cache",
                    new HubException(ServiceError.CACHE_OF_ROWS, Map.of("dataset", service.dataset()))));
        }
        if (operation != null) {
            problems.addAll(OperationChecks.of(service, operation));
        }
        boolean read = operation == null;
        columns(service, "/ask", service.ask(), pinned, read, problems);
        columns(service, "/answer", service.answer(), pinned, read, problems);
        unnamed(service, pinned, problems);
        return problems;
    }

    /** Whoever gives a list of people away must be able to say who stood on it. */
    private static void unnamed(DataService service, Connector.Pinned pinned, List<Problem> problems) {
        if (!service.lists() || service.person() != null) {
            return;
        }
        service.answer().stream()
                .filter(column -> pinned.dataClass(column).masked())
                .findFirst()
                .ifPresent(column -> problems.add(problem(
                        service.document(),
                        "/list",
                        new HubException(
                                ServiceError.LIST_WITHOUT_PERSON,
                                Map.of("column", column, "dataset", service.dataset())))));
    }

    private static HubException unknownDataset(DataService service, Connector connector) {
        String dataset = service.dataset().dataset();
        return Nearest.of(dataset, connector.datasets().keySet())
                .map(near -> new HubException(
                        ServiceError.DATASET_UNKNOWN_NEAR,
                        Map.of("dataset", dataset, "connector", connector.name(), "near", near)))
                .orElseGet(() -> new HubException(
                        ServiceError.DATASET_UNKNOWN,
                        Map.of("dataset", dataset, "connector", connector.name(), "classes", "{ \"*\": internal }")));
    }

    /** Whether it asks a partner's system questions. */
    boolean asks(DataService service) {
        return operations.asks(service.dataset().connector());
    }

    private static void columns(
            DataService service,
            String part,
            List<String> names,
            Connector.Pinned pinned,
            boolean read,
            List<Problem> problems) {
        for (int i = 0; i < names.size(); i++) {
            String column = names.get(i);
            if (read && !pinned.columns().isEmpty() && !pinned.columns().contains(column)) {
                problems.add(problem(
                        service.document(),
                        part + "/" + i,
                        new HubException(
                                ServiceError.COLUMN_UNKNOWN,
                                Map.of(
                                        "column",
                                        column,
                                        "dataset",
                                        service.dataset(),
                                        "near",
                                        Nearest.closest(column, pinned.columns())))));
            } else if (pinned.dataClass(column) == DataClass.UNCLASSIFIED) {
                problems.add(problem(
                        service.document(),
                        part + "/" + i,
                        new HubException(
                                ServiceError.COLUMN_UNCLASSIFIED,
                                Map.of(
                                        "column",
                                        column,
                                        "dataset",
                                        service.dataset(),
                                        "classes",
                                        "{ " + column + ": personal }"))));
            }
        }
    }

    /** What is wrong with an agreement's columns and filter, by what the connector lays down of the service's dataset. */
    List<Problem> laidDown(Agreement agreement, DataService service) {
        Optional<Connector.Pinned> pinned = connectors
                .find(service.dataset().connector())
                .flatMap(connector -> Optional.ofNullable(
                        connector.datasets().get(service.dataset().dataset())));
        List<Problem> problems = new ArrayList<>();
        pinned.ifPresent(laid -> unexplained(agreement, laid, problems));
        List<String> columns = known(service, pinned);
        if (agreement.where() != null && !columns.isEmpty()) {
            try {
                RowCondition.compile(agreement.where(), columns);
            } catch (HubException wrong) {
                problems.add(problem(agreement.document(), "/where", wrong));
            }
        }
        return problems;
    }

    /** What a filter may look at, as far as it is known without asking a system. */
    private List<String> known(DataService service, Optional<Connector.Pinned> pinned) {
        try {
            Operation operation = operations.of(service.dataset());
            return operation == null
                    ? pinned.map(Connector.Pinned::columns).orElse(List.of())
                    : OperationLookUp.schema(operation, service.ask()).columns().stream()
                            .map(Column::name)
                            .toList();
        } catch (HubException unknown) {
            return List.of(); // said of the service
        }
    }

    /** Who gives something sensitive away says why it is needed. */
    private static void unexplained(Agreement agreement, Connector.Pinned laid, List<Problem> problems) {
        for (int i = 0; i < agreement.answer().size(); i++) {
            String column = agreement.answer().get(i);
            if (laid.dataClass(column) == DataClass.SENSITIVE
                    && !agreement.because().containsKey(column)) {
                problems.add(problem(
                        agreement.document(),
                        "/answer/" + i,
                        new HubException(ServiceError.SENSITIVE_UNEXPLAINED, Map.of("column", column))));
            }
        }
    }

    /** What is wrong with an agreement that would begin after its service has ended. */
    static List<Problem> answeredStill(Agreement agreement, DataService service) {
        return service.retirement().over(agreement.from())
                ? List.of(problem(
                        agreement.document(),
                        "/service",
                        new HubException(
                                ServiceError.SERVICE_OVER_THEN,
                                Map.of(
                                        "service",
                                        service.id(),
                                        "until",
                                        service.retirement().until(),
                                        "from",
                                        agreement.from()))))
                : List.of();
    }

    /** What is wrong with an agreement's legal basis, where these instruments are on record. */
    static List<Problem> recorded(Agreement agreement, Map<String, Instrument> instruments) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < agreement.legalBasis().size(); i++) {
            String name = agreement.legalBasis().get(i);
            Instrument instrument = instruments.get(name);
            HubException wrong = instrument == null ? unrecorded(name, instruments) : unsuited(agreement, instrument);
            if (wrong != null) {
                problems.add(problem(agreement.document(), "/legal_basis/" + i, wrong));
            }
        }
        return problems;
    }

    private static HubException unrecorded(String name, Map<String, Instrument> instruments) {
        return Nearest.of(name, instruments.keySet())
                .map(near -> new HubException(
                        ServiceError.INSTRUMENT_UNKNOWN_NEAR, Map.of("instrument", name, "near", near)))
                .orElseGet(() -> new HubException(ServiceError.INSTRUMENT_UNKNOWN, Map.of("instrument", name)));
    }

    private static @Nullable HubException unsuited(Agreement agreement, Instrument instrument) {
        if (instrument.until() != null && instrument.until().isBefore(agreement.from())) {
            return new HubException(
                    ServiceError.INSTRUMENT_OVER,
                    Map.of("instrument", instrument.cited(), "until", instrument.until(), "from", agreement.from()));
        }
        if (!instrument.parties().isEmpty() && !instrument.parties().contains(agreement.consumer())) {
            return new HubException(
                    ServiceError.NOT_A_PARTY, Map.of("instrument", instrument.cited(), "agency", agreement.consumer()));
        }
        return null;
    }

    static Problem problem(Document document, String pointer, HubException error) {
        return Problem.of(document.fileName(), document.line(pointer), error);
    }
}
