package vn.lienthong.service;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Answers programs that ask over REST. */
@Component
class DataDesk {
    private static final String DESCRIBED = "/openapi.json";
    /** Behind the address of a service, where its list is. */
    static final String LISTED = "/rows";

    private static final Pattern ADDRESS =
            Pattern.compile("/data/([a-z0-9-]{1,63})/v([1-9][0-9]{0,3})(" + DESCRIBED + "|" + LISTED + ")?");

    private final Doorkeeper door;
    private final CallTools tools;
    private final OpenPages pages;
    private final ListCursors cursors;

    DataDesk(Doorkeeper door, CallTools tools, OpenPages pages, ListCursors cursors) {
        this.door = door;
        this.tools = tools;
        this.pages = pages;
        this.cursors = cursors;
    }

    /**
     * The answer to one call.
     *
     * @param proof who asks
     * @param hub the address of the hub as the caller sees it, without a path
     * @param path the part after the host
     */
    DataAnswer answer(Proof proof, Supplier<String> hub, String path, ServiceCall.Given given, Locale locale) {
        Optional<ServiceCaller> caller = door.caller(proof);
        if (caller.isEmpty()) {
            return refused(Doorkeeper.stranger(), locale);
        }
        Refused narrowed = door.narrowed(caller.get());
        if (narrowed != null) {
            return refused(narrowed, locale);
        }
        Matcher asked = ADDRESS.matcher(path);
        boolean known = asked.matches();
        String part = known && asked.group(3) != null ? asked.group(3) : "";
        Optional<DataService> service = known && (part.isEmpty() || given.reads())
                ? tools.services()
                        .find(new ServiceId(asked.group(1), Integer.parseInt(asked.group(2))))
                        .filter(one -> one.offers(DataService.REST))
                : Optional.empty();
        if (service.isEmpty()) {
            return refused(door.unknown(caller.get()), locale);
        }
        return switch (part) {
            case DESCRIBED -> describe(new Description(tools, caller.get(), service.get()), hub.get(), locale);
            case LISTED -> list(new ListCall(tools, pages, cursors, caller.get(), service.get(), given), locale);
            default -> call(new ServiceCall(tools, caller.get(), service.get(), given), locale);
        };
    }

    private DataAnswer list(ListCall asked, Locale locale) {
        try (ListCall call = asked) {
            Refused stopped = door.carryOut(call);
            Refused why = stopped == null ? call.refused() : stopped;
            return why == null ? call.answer() : refused(why, locale);
        }
    }

    private DataAnswer call(ServiceCall call, Locale locale) {
        Refused stopped = door.carryOut(call);
        Refused why = stopped == null ? call.refused() : stopped;
        return why == null
                ? DataAnswer.of(tools.json(), call.service(), call.rows()).with(call.announced(DataService.REST))
                : refused(why, locale);
    }

    private DataAnswer describe(Description description, String hub, Locale locale) {
        Refused stopped = door.carryOut(description);
        Refused why = stopped == null ? description.refused() : stopped;
        return why == null
                ? DataAnswer.of(tools.json(), OpenApiDocument.of(description.shape(), hub, locale))
                        .with(description.announced(DataService.REST))
                : refused(why, locale);
    }

    private DataAnswer refused(Refused why, Locale locale) {
        return DataAnswer.of(tools.json(), why, locale);
    }
}
