package vn.lienthong.connector.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Delivery;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.Outbox;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.connector.http.ListCursor;
import vn.lienthong.connector.http.Pace;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;

/** A session with one partner's API. */
final class RestSession implements Session, Discovers, Reads, Writes, Calls {
    private final Opening opening;
    private final Pace pace;
    private @Nullable Asking asking;

    RestSession(Opening opening, Pace pace) {
        this.opening = opening;
        this.pace = pace;
    }

    @Override
    public void test(Examination examination, Consumer<Check> report) {
        new RestDoctor(opening, asking(), report).examine(examination, this::resources);
    }

    @Override
    public List<Dataset> discover() {
        return resources().values().stream()
                .map(resource -> resource.listing().dataset(opening))
                .toList();
    }

    @Override
    public Dataset describe(String from) {
        return resource(from).listing().dataset(opening);
    }

    @Override
    public BatchCursor read(Dataset dataset, ReadRequest request) {
        Resource resource = resource(dataset.from());
        return new ListCursor(
                opening,
                (mark, further) -> asking().part(resource, mark, further),
                resource.listing(),
                dataset,
                request);
    }

    @Override
    public Writer writer(Dataset target, WriteRequest request) {
        permit(target.from(), request.mode(), request.deletes(), request.key());
        return new RestWriting(opening, pace, resource(target.from()), target, request);
    }

    @Override
    public void permit(String from, WriteRequest.Mode mode, WriteRequest.Deletes deletes, List<String> key) {
        new WritePermit(opening, resource(from)).check(mode, deletes, key);
    }

    @Override
    public void forget(Dataset target, JobName job, List<List<@Nullable Object>> keys) {
        Resource resource = resource(target.from());
        if (resource.write() != null) {
            Outbox outbox = opening.outboxes().of(job);
            RowMarks marks = new RowMarks(opening, resource, job, outbox);
            outbox.forget(keys.stream().map(marks::key).toList());
        }
    }

    @Override
    public Optional<Outbox.Entry> remembered(String from, JobName job, List<Object> key) {
        Resource resource = resource(from);
        if (resource.write() == null) {
            return Optional.empty();
        }
        Outbox outbox = opening.outboxes().of(job);
        UUID mark = new RowMarks(opening, resource, job, outbox).key(key);
        return Optional.ofNullable(outbox.find(List.of(mark)).get(mark));
    }

    @Override
    public Delivery delivery(String from) {
        WriteWay way = resource(from).write();
        return way == null || way.tellsDuplicates() ? Delivery.ONE_BY_ONE : Delivery.AT_LEAST_ONCE;
    }

    @Override
    public List<Operation> operations() {
        return asked().values().stream().map(Resource::operation).toList();
    }

    @Override
    public Operation operation(String name) {
        return named(name, asked()).operation();
    }

    @Override
    public Answer call(Operation operation, Batch request, Duration most) {
        Asking asked = asking();
        asked.patience().within(most);
        return new RestCall(asked, named(operation.name(), asked())).ask(request);
    }

    /** The resources that can be asked about single rows. */
    private Map<String, Resource> asked() {
        Map<String, Resource> asked = new LinkedHashMap<>(resources());
        asked.values().removeIf(resource -> resource.ask().parameters().isEmpty());
        return asked;
    }

    private Map<String, Resource> resources() {
        return Resource.all(opening);
    }

    private Resource resource(String from) {
        return named(from, resources());
    }

    private Resource named(String from, Map<String, Resource> all) {
        Resource found = all.get(from);
        if (found == null) {
            throw new HubException(
                    ConnectorError.DATASET_UNKNOWN,
                    Map.of(
                            "connector",
                            opening.connector(),
                            "dataset",
                            from,
                            "known",
                            String.join(", ", all.keySet())));
        }
        return found;
    }

    private Asking asking() {
        if (asking == null) {
            asking = new Asking(opening, pace);
        }
        return asking;
    }

    @Override
    public void close() {
        if (asking != null) {
            asking.close();
        }
    }
}
