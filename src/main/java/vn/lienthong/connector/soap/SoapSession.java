package vn.lienthong.connector.soap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.cxf.Bus;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.http.ListCursor;
import vn.lienthong.connector.http.Listing;
import vn.lienthong.connector.http.Pace;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.HubException;

/** A session with one partner's service. The WSDL is read when it is first needed. */
final class SoapSession implements Session, Discovers, Reads, Calls {
    private final Supplier<Bus> bus;
    private final Opening opening;
    private final Pace pace;
    private Wsdl.@Nullable Port port;
    private @Nullable Map<String, SoapOperation> operations;
    private @Nullable SoapAsking asking;

    SoapSession(Supplier<Bus> bus, Opening opening, Pace pace) {
        this.bus = bus;
        this.opening = opening;
        this.pace = pace;
    }

    @Override
    public void test(Examination examination, Consumer<Check> report) {
        new SoapDoctor(opening, this::all, this::asking, report).examine(examination);
    }

    @Override
    public List<Dataset> discover() {
        return all().values().stream()
                .map(operation -> operation.listing().dataset(opening))
                .toList();
    }

    @Override
    public Dataset describe(String from) {
        return named(from).listing().dataset(opening);
    }

    @Override
    public BatchCursor read(Dataset dataset, ReadRequest request) {
        SoapOperation operation = named(dataset.from());
        return new ListCursor(
                opening,
                (mark, further) -> asking().part(operation, mark, further),
                operation.listing(),
                dataset,
                request);
    }

    @Override
    public List<Operation> operations() {
        return all().values().stream().map(SoapOperation::operation).toList();
    }

    @Override
    public Operation operation(String name) {
        return named(name).operation();
    }

    @Override
    public Answer call(Operation operation, Batch request, Duration most) {
        SoapAsking asked = asking();
        asked.within(most);
        return new SoapCall(asked, named(operation.name())).ask(request);
    }

    private Map<String, SoapOperation> all() {
        if (operations == null) {
            operations = SoapOperation.all(opening, port());
        }
        return operations;
    }

    private Wsdl.Port port() {
        if (port == null) {
            try {
                port = Wsdl.of(documents(opening)).port(opening.settings().optionalText("port_name"));
            } catch (HubException wrong) {
                Map<String, Object> all = new LinkedHashMap<>(wrong.arguments());
                all.put("connector", opening.connector());
                throw new HubException(wrong.code(), all, wrong.getCause());
            }
        }
        return port;
    }

    static Map<String, String> documents(Opening opening) {
        Map<String, String> documents = new LinkedHashMap<>();
        Listing.map(opening.settings().values().get("wsdl"))
                .forEach((file, text) -> documents.put(file, String.valueOf(text)));
        return documents;
    }

    private SoapOperation named(String name) {
        Map<String, SoapOperation> all = all();
        SoapOperation found = all.get(name);
        if (found == null) {
            throw new HubException(
                    ConnectorError.DATASET_UNKNOWN,
                    Map.of(
                            "connector",
                            opening.connector(),
                            "dataset",
                            name,
                            "known",
                            String.join(", ", all.keySet())));
        }
        return found;
    }

    private synchronized SoapAsking asking() {
        if (asking == null) {
            asking = new SoapAsking(bus.get(), opening, pace, port().twelve());
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
