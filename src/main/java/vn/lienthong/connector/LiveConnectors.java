package vn.lienthong.connector;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.LivePages;

/** Pages about connectors: the doctor's steps come one by one. */
@Component
class LiveConnectors implements LivePages {
    private static final String ONE = "connectors/";
    private static final Duration STEP_PACE = Duration.ofMillis(500);
    private static final Duration LIST_PACE = Duration.ofSeconds(1);

    private final SeenConnectors connectors;
    private final Examinations examinations;

    LiveConnectors(SeenConnectors connectors, Examinations examinations) {
        this.connectors = connectors;
        this.examinations = examinations;
    }

    @Override
    public Optional<Sight> sight(String page) {
        if (page.equals("connectors")) {
            String mark = connectors.all().stream().map(this::mark).collect(Collectors.joining(";"));
            return Optional.of(new Sight(mark, LIST_PACE));
        }
        return connectors.all().stream()
                .filter(connector -> page.equals(ONE + connector.name()))
                .findFirst()
                .map(connector -> new Sight(mark(connector), STEP_PACE));
    }

    private String mark(Connector connector) {
        ConnectorName name = connector.name();
        return name + "="
                + examinations.of(name).map(Examinations.Shown::toString).orElse("");
    }
}
