package vn.lienthong.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The page of one exchange with a partner, masked, for whoever may look into the partner's system as well. */
@Controller
class ExchangeController {
    /** What stands in the place of values, and under which word it is explained. */
    private static final Map<String, String> SIGNS = new LinkedHashMap<>();

    static {
        SIGNS.put("«1–15»", "short");
        SIGNS.put("«16–31»", "long");
        SIGNS.put("«#1–8»", "few");
        SIGNS.put("####-##-##", "digits");
        SIGNS.put("«✕»", "removed");
        SIGNS.put("+7", "more");
        SIGNS.put("«?» …", "unread");
    }

    private final Connectors connectors;
    private final KeptExchanges exchanges;

    ExchangeController(Connectors connectors, KeptExchanges exchanges) {
        this.connectors = connectors;
        this.exchanges = exchanges;
    }

    @May(value = Act.EXAMINE, of = "connector")
    @GetMapping("/connectors/{name}/exchanges/{exchange}")
    String one(@PathVariable ConnectorName name, @PathVariable long exchange, Model model) {
        model.addAttribute("connector", connectors.get(name));
        model.addAttribute("exchange", exchanges.find(name, exchange).orElseThrow(() -> gone(name)));
        model.addAttribute("signs", SIGNS);
        model.addAttribute("mostLetters", Exchange.MOST_LETTERS);
        return "connector/exchange";
    }

    static HubException gone(ConnectorName connector) {
        return new HubException(RegistryError.EXCHANGE_GONE, Map.of("connector", connector));
    }
}
