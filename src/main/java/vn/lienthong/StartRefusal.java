package vn.lienthong;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import vn.lienthong.kernel.HubException;

/** Says in words, in place of a stack trace, why the hub does not start and what to do. */
public final class StartRefusal extends AbstractFailureAnalyzer<HubException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, HubException cause) {
        return new FailureAnalysis(
                cause.problem().vi() + "\n" + cause.problem().en(),
                cause.remedy().vi() + "\n" + cause.remedy().en(),
                failure);
    }
}
