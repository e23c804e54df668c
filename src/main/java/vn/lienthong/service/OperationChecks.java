package vn.lienthong.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.lienthong.connector.Operation;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Schema;

/** What the operation that answers a service has to say to it. */
final class OperationChecks {
    private final DataService service;
    private final Operation operation;
    private final List<Problem> problems = new ArrayList<>();

    private OperationChecks(DataService service, Operation operation) {
        this.service = service;
        this.operation = operation;
    }

    /** All that does not fit. */
    static List<Problem> of(DataService service, Operation operation) {
        OperationChecks checks = new OperationChecks(service, operation);
        checks.look();
        return checks.problems;
    }

    private void look() {
        if (service.lists()) {
            add("/list", new HubException(ServiceError.LIST_OF_OPERATION, Map.of("dataset", service.dataset())));
        }
        known("/ask", service.ask(), operation.input(), ServiceError.INPUT_UNKNOWN);
        known("/answer", service.answer(), answered(), ServiceError.COLUMN_UNKNOWN);
        for (String needed : operation.required()) {
            if (!service.ask().contains(needed)) {
                add(
                        "/ask",
                        new HubException(
                                ServiceError.INPUT_MISSING, Map.of("input", needed, "dataset", service.dataset())));
            }
        }
    }

    /** What was asked with is known, too, and may be answered. */
    private Schema answered() {
        return OperationLookUp.schema(operation, service.ask());
    }

    private void known(String part, List<String> names, Schema schema, ServiceError unknown) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (schema.column(name) == null) {
                List<String> all = schema.columns().stream().map(Column::name).toList();
                add(
                        part + "/" + i,
                        new HubException(
                                unknown,
                                Map.of(
                                        "column",
                                        name,
                                        "dataset",
                                        service.dataset(),
                                        "near",
                                        Nearest.closest(name, all))));
            }
        }
    }

    private void add(String pointer, HubException wrong) {
        problems.add(ServiceChecks.problem(service.document(), pointer, wrong));
    }
}
