package vn.lienthong.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import vn.lienthong.connector.Connectors;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;

/** The services and agreements in effect, as last looked at; readers never wait for a look. */
final class KnownServices implements Services {
    private final ServiceFiles files;
    private final ServiceChecks checks;
    private final Consumer<ServicesChanged> changes;
    private volatile State state = new State(Map.of(), Map.of(), List.of());

    KnownServices(ServiceFiles files, Connectors connectors, Consumer<ServicesChanged> changes) {
        this.files = files;
        this.checks = new ServiceChecks(connectors);
        this.changes = changes;
    }

    private record State(
            Map<ServiceId, DataService> services, Map<String, Agreement> agreements, List<Problem> problems) {}

    /** Looks whether the files have changed, and takes the changes over. */
    synchronized void refresh() {
        if (!files.refresh()) {
            return;
        }
        Map<ServiceId, DataService> services = new TreeMap<>();
        files.services().forEach(service -> services.put(service.id(), service));
        Map<String, Agreement> agreements = new TreeMap<>();
        files.agreements().stream()
                .filter(agreement -> services.containsKey(agreement.service()))
                .forEach(agreement -> agreements.put(agreement.name(), agreement));
        state = new State(services, agreements, files.problems());
        changes.accept(new ServicesChanged(List.copyOf(services.keySet())));
    }

    @Override
    public List<ServiceId> published() {
        return List.copyOf(state.services().keySet());
    }

    /** All services, by name and version. */
    List<DataService> all() {
        return List.copyOf(state.services().values());
    }

    Optional<DataService> find(ServiceId id) {
        return Optional.ofNullable(state.services().get(id));
    }

    /** All agreements, by name. */
    List<Agreement> agreements() {
        return List.copyOf(state.agreements().values());
    }

    Optional<Agreement> agreement(String name) {
        return Optional.ofNullable(state.agreements().get(name));
    }

    /** The agreements under which an agency may ask a service, in whatever term. */
    List<Agreement> agreements(ServiceId service, AgencyCode consumer) {
        return state.agreements().values().stream()
                .filter(one -> one.service().equals(service) && one.consumer().equals(consumer))
                .toList();
    }

    /** Why a service may not answer, by what its connector lays down; empty where nothing hinders it. */
    List<Problem> hindrances(DataService service) {
        return checks.laidDown(service);
    }

    /** What is wrong in the files; the last good version of such a file stays in effect. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(state.problems());
        state.services().values().forEach(service -> all.addAll(hindrances(service)));
        return all;
    }
}
