package vn.lienthong.alert;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.LivePages;

/** Pages about alerts: told again when one opens, closes, changes or is taken on. */
@Component
class LiveAlerts implements LivePages {
    private static final Pattern ONE = Pattern.compile("alerts/(\\d{1,18})");
    private static final Duration PACE = Duration.ofSeconds(5);

    private final Alerts alerts;
    private final Outbox outbox;
    private final Callers callers;

    LiveAlerts(Alerts alerts, Outbox outbox, Callers callers) {
        this.alerts = alerts;
        this.outbox = outbox;
        this.callers = callers;
    }

    @Override
    public Optional<Sight> sight(String page) {
        if (page.equals("alerts")) {
            return Optional.of(new Sight(alerts.open().toString(), PACE));
        }
        Matcher one = ONE.matcher(page);
        return one.matches() ? alert(one.group(1)) : Optional.empty();
    }

    private Optional<Sight> alert(String number) {
        return alerts.owners(number)
                .filter(owners -> callers.current().sees(owners))
                .map(owners -> {
                    long id = Long.parseLong(number);
                    return new Sight(alerts.get(id) + "" + outbox.of(id), PACE);
                });
    }
}
