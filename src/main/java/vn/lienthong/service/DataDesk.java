package vn.lienthong.service;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Answers programs. Whoever shows a token learns of what is not for him no more than of what is not there. */
@Component
class DataDesk {
    private static final Logger LOG = LoggerFactory.getLogger(DataDesk.class);
    private static final Pattern ADDRESS = Pattern.compile("/data/([a-z0-9-]{1,63})/v([1-9][0-9]{0,3})");

    private final ServiceCallers callers;
    private final CallTools tools;
    private final ObjectProvider<CallRunner> runner;

    DataDesk(ServiceCallers callers, CallTools tools, ObjectProvider<CallRunner> runner) {
        this.callers = callers;
        this.tools = tools;
        this.runner = runner; // asked for at each call: routes lean on this room
    }

    /**
     * The answer to one call.
     *
     * @param token null where none was shown
     * @param address the part after the host
     */
    DataAnswer answer(@Nullable String token, String address, ServiceCall.Given given, Locale locale) {
        Optional<ServiceCaller> caller = token == null ? Optional.empty() : callers.holder(token);
        if (caller.isEmpty()) {
            return refused(Refused.of(401, ServiceError.TOKEN_NEEDED, Map.of()), locale);
        }
        Optional<DataService> service = service(address);
        if (service.isEmpty()) {
            return refused(unknown(caller.get()), locale);
        }
        ServiceCall call = new ServiceCall(tools, caller.get(), service.get(), given);
        try {
            runner.getObject().carryOut(call);
        } catch (HubException stopped) {
            LOG.warn("service {} is not answered: {}", call.service(), stopped.getMessage());
            return refused(Refused.silent(stopped), locale);
        }
        Refused why = call.refused();
        return why == null ? DataAnswer.of(tools.json(), call.service(), call.rows()) : refused(why, locale);
    }

    private Optional<DataService> service(String address) {
        Matcher asked = ADDRESS.matcher(address);
        return asked.matches()
                ? tools.services().find(new ServiceId(asked.group(1), Integer.parseInt(asked.group(2))))
                : Optional.empty();
    }

    /** As a call of a service without an agreement: counted and recorded alike. */
    private Refused unknown(ServiceCaller caller) {
        AgreementLimits.Verdict verdict = tools.guessed(caller);
        if (verdict.allowed() || verdict.first()) {
            try {
                tools.journal()
                        .record(new Journal.Entry(
                                        caller.actor(),
                                        "service.called",
                                        "service",
                                        "refused",
                                        null,
                                        Map.of("why", ServiceError.NOTHING_HERE.code()))
                                .withAgency(caller.agency()));
            } catch (RuntimeException unwritten) {
                LOG.error("a call is not recorded and not answered: {}", Unwritten.why(unwritten));
                return Refused.of(503, ServiceError.UNRECORDED, Map.of());
            }
        }
        return verdict.allowed() ? Refused.nothing(null) : Refused.limited(verdict.seconds());
    }

    private DataAnswer refused(Refused why, Locale locale) {
        return DataAnswer.of(tools.json(), why, locale);
    }
}
