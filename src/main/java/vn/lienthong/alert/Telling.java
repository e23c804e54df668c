package vn.lienthong.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.kernel.AgencyCode;

/** Decides who is told of an alert, and when; what is decided is in the outbox. Within the transaction of the look that found it. */
final class Telling {
    private final AlertFile file;
    private final AlertLedger ledger;
    private final Outbox outbox;
    private final Calendars calendars;
    private final Function<AgencyCode, List<AgencyCode>> upwards;

    /** @param upwards an agency with all above it */
    Telling(
            AlertFile file,
            AlertLedger ledger,
            Outbox outbox,
            Calendars calendars,
            Function<AgencyCode, List<AgencyCode>> upwards) {
        this.file = file;
        this.ledger = ledger;
        this.outbox = outbox;
        this.calendars = calendars;
        this.upwards = upwards;
    }

    /** Those who are told of such. */
    void opened(Alert alert, Instant now) {
        AlertRules rules = file.now();
        rules.tells().stream().filter(tell -> tell.of(alert, upwards)).forEach(tell -> {
            Instant when = tell.quiet().over(now, calendars.now());
            tell.channels().forEach(channel -> put(rules, alert, channel, Message.Kind.OPENED, now, when));
        });
    }

    /** Whoever was told, and nobody else. */
    void closed(Alert alert, Instant now) {
        AlertRules rules = file.now();
        for (String channel : outbox.settle(alert.number(), now)) {
            Instant when = rules.tells().stream()
                    .filter(tell -> tell.channels().contains(channel) && tell.of(alert, upwards))
                    .findFirst()
                    .map(tell -> tell.quiet().over(now, calendars.now()))
                    .orElse(now);
            put(rules, alert, channel, Message.Kind.CLOSED, now, when);
        }
    }

    /** Those above, where nobody has taken an alert on in time. */
    void unheeded(Instant now) {
        AlertRules rules = file.now();
        for (Alert alert : ledger.open()) {
            if (alert.taken() == null) {
                rules.tells().stream()
                        .filter(tell -> tell.of(alert, upwards))
                        .flatMap(tell -> Optional.ofNullable(tell.escalation()).stream())
                        .filter(escalation -> !now.isBefore(alert.opened().plus(escalation.after())))
                        .forEach(escalation -> escalate(rules, alert, escalation, now));
            }
        }
    }

    private void escalate(AlertRules rules, Alert alert, Tell.Escalation escalation, Instant now) {
        escalation.channels().forEach(channel -> put(rules, alert, channel, Message.Kind.ESCALATED, now, now));
        if (alert.escalated() == null) {
            ledger.escalated(alert.number(), now);
        }
    }

    private void put(AlertRules rules, Alert alert, String channel, Message.Kind kind, Instant now, Instant when) {
        rules.channel(channel)
                .ifPresent(found -> outbox.put(
                        alert.number(), channel, kind, new Wording(rules.address()).of(alert, kind, found), now, when));
    }
}
