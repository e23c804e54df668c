package vn.lienthong.connector;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** The last exchanges with a partner, masked, for programs. */
@RestController
@RequestMapping("/api/v1/connectors/{name}/exchanges")
class ExchangesApi {
    private final Connectors connectors;
    private final KeptExchanges exchanges;

    ExchangesApi(Connectors connectors, KeptExchanges exchanges) {
        this.connectors = connectors;
        this.exchanges = exchanges;
    }

    /**
     * One exchange.
     *
     * @param operation as the connector names it; empty for what is asked for the connector itself, such as a token
     * @param status what the partner answered with; null where no answer came
     * @param failure why there is no whole answer; null where there is one
     * @param request null in lists
     * @param answer null in lists
     */
    record ExchangeView(
            long id,
            String operation,
            Instant at,
            long milliseconds,
            boolean good,
            @Nullable Integer status,
            @Nullable String failure,
            @Nullable String request,
            @Nullable String answer) {
        static ExchangeView of(KeptExchanges.Kept kept, boolean whole, Locale locale) {
            Exchange exchange = kept.exchange();
            Text failure = exchange.failure();
            return new ExchangeView(
                    kept.id(),
                    exchange.operation(),
                    exchange.at(),
                    exchange.took().toMillis(),
                    exchange.good(),
                    exchange.status(),
                    failure == null ? null : failure.in(locale),
                    whole ? exchange.request() : null,
                    whole ? exchange.answer() : null);
        }
    }

    /** The last first; of each operation few that went well and more that did not. */
    @May(value = Act.EXAMINE, of = "connector")
    @GetMapping
    Map<String, List<ExchangeView>> all(@PathVariable String name, Locale locale) {
        ConnectorName connector = connectors.get(new ConnectorName(name)).name();
        return Map.of(
                "items",
                exchanges.of(connector).stream()
                        .map(kept -> ExchangeView.of(kept, false, locale))
                        .toList());
    }

    @May(value = Act.EXAMINE, of = "connector")
    @GetMapping("/{exchange}")
    ExchangeView one(@PathVariable String name, @PathVariable long exchange, Locale locale) {
        ConnectorName connector = new ConnectorName(name);
        return exchanges
                .find(connector, exchange)
                .map(kept -> ExchangeView.of(kept, true, locale))
                .orElseThrow(() -> ExchangeController.gone(connector));
    }
}
