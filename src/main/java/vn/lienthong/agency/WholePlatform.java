package vn.lienthong.agency;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.KernelError;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** What is of all agencies together: for those whose roles count everywhere. */
@Component
class WholePlatform implements Owned {
    @Override
    public String kind() {
        return "platform";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return Optional.of(new Owners(null));
    }

    /** That there is a platform is no secret. */
    @Override
    public void need(Caller caller, Act act, String id) {
        caller.need(act, null);
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(KernelError.NOT_ALLOWED, Map.of("act", Act.RUN_PLATFORM.words()));
    }
}
