package vn.lienthong.journal;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.LivePages;

/** The journal's page: a verification tells how far it is. The entries stay as they were read, since each reading is one more. */
@Component
class LiveJournal implements LivePages {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final Verification verification;

    LiveJournal(Verification verification) {
        this.verification = verification;
    }

    @Override
    public Optional<Sight> sight(String page) {
        return page.equals("journal") ? Optional.of(new Sight(mark(verification.shown()), PACE)) : Optional.empty();
    }

    private static String mark(Verification.@Nullable Shown shown) {
        return shown == null ? "" : shown.begun() + " " + shown.percent() + " " + shown.running();
    }
}
