package vn.lienthong.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;

/** What is wrong in the services and agreements of a folder, as deep as a hub looks before it asks the systems. */
public final class ServiceFileCheck {
    private final Connectors connectors;
    private final DocumentKinds kinds;
    private final @Nullable Set<ConnectorName> inHub;

    /**
     * A check against these connectors.
     *
     * @param inHub the connectors that a hub has besides; null where no hub was asked
     */
    public ServiceFileCheck(Connectors connectors, DocumentKinds kinds, @Nullable Set<ConnectorName> inHub) {
        this.connectors = connectors;
        this.kinds = kinds;
        this.inHub = inHub;
    }

    /**
     * What a look at a folder found.
     *
     * @param problems what is wrong
     * @param warnings what may be wrong, and cannot be told from the files
     */
    public record Found(List<Problem> problems, List<Problem> warnings) {}

    /** Whether a file of this name is looked at here. */
    public static boolean looksAt(String file) {
        return ServiceFiles.isOne(file);
    }

    /** All that is wrong or may be. */
    public Found look(Path folder) {
        ServiceFiles files = new ServiceFiles(folder, kinds, Variables.environment());
        files.refresh();
        List<Problem> problems = new ArrayList<>(files.problems());
        List<Problem> warnings = new ArrayList<>();
        ServiceChecks checks = new ServiceChecks(connectors);
        for (DataService service : files.services()) {
            connector(service, problems, warnings);
            problems.addAll(checks.laidDown(service));
        }
        for (Agreement agreement : files.agreements()) {
            files.services().stream()
                    .filter(service -> service.id().equals(agreement.service()))
                    .forEach(service -> problems.addAll(checks.laidDown(agreement, service)));
        }
        instruments(files, problems, warnings);
        return new Found(problems, warnings);
    }

    /** Where a folder holds instruments: an agreement on another one may rest on one of the hub's, or on a slip. */
    private static void instruments(ServiceFiles files, List<Problem> problems, List<Problem> warnings) {
        Map<String, Instrument> known =
                files.instruments().stream().collect(Collectors.toMap(Instrument::name, one -> one));
        if (known.isEmpty()) {
            return;
        }
        for (Agreement agreement : files.agreements()) {
            List<Problem> wrong = ServiceChecks.recorded(agreement, known);
            boolean slip = agreement.legalBasis().stream()
                    .allMatch(name -> known.containsKey(name)
                            || Nearest.of(name, known.keySet()).isPresent());
            (slip ? problems : warnings).addAll(wrong);
        }
    }

    /** A connector in no file may be one of the hub's; a name that is nearly that of a file is rather a slip. */
    private void connector(DataService service, List<Problem> problems, List<Problem> warnings) {
        ConnectorName name = service.dataset().connector();
        boolean illWritten = connectors.problems().stream()
                .anyMatch(problem -> problem.file().endsWith("/" + name + ".connector.yaml"));
        if (connectors.find(name).isPresent() || illWritten || (inHub != null && inHub.contains(name))) {
            return;
        }
        List<String> known =
                connectors.all().stream().map(one -> one.name().value()).toList();
        Nearest.of(name.value(), known)
                .ifPresentOrElse(
                        near -> problems.add(ServiceChecks.problem(
                                service.document(),
                                "/dataset",
                                new HubException(
                                        ServiceError.CONNECTOR_UNKNOWN_NEAR, Map.of("connector", name, "near", near)))),
                        () -> (inHub == null ? warnings : problems)
                                .add(ServiceChecks.problem(
                                        service.document(),
                                        "/dataset",
                                        new HubException(ServiceError.CONNECTOR_UNKNOWN, Map.of("connector", name)))));
    }
}
