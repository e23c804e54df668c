package vn.lienthong.service;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers programs that ask over REST. */
@Component
class DataDesk {
    private static final String DESCRIBED = "/openapi.json";
    private static final Pattern ADDRESS =
            Pattern.compile("/data/([a-z0-9-]{1,63})/v([1-9][0-9]{0,3})(" + DESCRIBED + ")?");

    private final Doorkeeper door;
    private final CallTools tools;

    DataDesk(Doorkeeper door, CallTools tools) {
        this.door = door;
        this.tools = tools;
    }

    /**
     * The answer to one call.
     *
     * @param token null where none was shown
     * @param hub the address of the hub as the caller sees it, without a path
     * @param path the part after the host
     */
    DataAnswer answer(
            @Nullable String token, Supplier<String> hub, String path, ServiceCall.Given given, Locale locale) {
        Optional<ServiceCaller> caller = door.caller(token);
        if (caller.isEmpty()) {
            return refused(Doorkeeper.stranger(), locale);
        }
        Matcher asked = ADDRESS.matcher(path);
        boolean described = path.endsWith(DESCRIBED);
        Optional<DataService> service = asked.matches() && (!described || given.reads())
                ? tools.services()
                        .find(new ServiceId(asked.group(1), Integer.parseInt(asked.group(2))))
                        .filter(one -> one.offers(DataService.REST))
                : Optional.empty();
        if (service.isEmpty()) {
            return refused(door.unknown(caller.get()), locale);
        }
        return described
                ? describe(new Description(tools, caller.get(), service.get()), hub.get(), locale)
                : call(new ServiceCall(tools, caller.get(), service.get(), given), locale);
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
