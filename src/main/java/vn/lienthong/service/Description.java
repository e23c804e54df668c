package vn.lienthong.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/**
 * What a service is like, told to a program under its agreement. It takes the steps of a call, so that what is not permitted is refused,
 * counted and recorded as there; no row is looked for.
 */
final class Description implements CallSteps {
    private final CallTools tools;
    private final DataService service;
    private final ServiceCall call;
    private @Nullable ServiceShape shape;

    Description(CallTools tools, ServiceCaller caller, DataService service) {
        this.tools = tools;
        this.service = service;
        this.call = new ServiceCall(tools, caller, service, new ServiceCall.Given(Map::of, false));
    }

    @Override
    public ServiceId service() {
        return service.id();
    }

    @Override
    public void permit() {
        call.permit();
    }

    /** What a service is like may be read while it is held. */
    @Override
    public void hold(HubException why) {}

    @Override
    public void count() {
        call.count();
    }

    /** Nothing is asked of any row. */
    @Override
    public void ask() {}

    @Override
    public void find() {
        call.attempt(() -> {
            Agreement agreement = call.agreement();
            shape = ServiceShape.of(
                    tools,
                    service,
                    call.answer(),
                    agreement.list() ? service.most() : 0,
                    new ServiceShape.Limits(agreement.perMinute(), agreement.perDay()));
        });
    }

    /** Refusals are recorded as those of calls; that somebody read what he may ask is not. */
    @Override
    public void record() {
        if (call.refused() != null) {
            call.record();
        }
    }

    @Override
    public boolean answered() {
        return call.answered();
    }

    @Override
    public @Nullable HubException failure() {
        return call.failure();
    }

    /** Why nothing is told; null where something is. */
    @Nullable
    Refused refused() {
        return call.refused();
    }

    /** What is said beside it of a service that goes out of use. */
    Map<String, String> announced(String way) {
        return call.announced(way);
    }

    /** What the service asks and answers under the program's agreement. */
    ServiceShape shape() {
        if (shape == null) {
            throw new HubException(ServiceError.NOTHING_HERE, Map.of());
        }
        return shape;
    }
}
