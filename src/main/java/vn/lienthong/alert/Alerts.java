package vn.lienthong.alert;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** The alerts as far as they are for whoever asks: those about things of his agencies. */
@Component
public class Alerts implements Owned {
    private final AlertLedger ledger;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Alerts(AlertLedger ledger, Callers callers, Journal journal, PlatformTransactionManager transactions, Clock clock) {
        this.ledger = ledger;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Those that go on, the newest first. */
    public List<Alert> open() {
        Caller caller = callers.current();
        return ledger.open().stream()
                .filter(alert -> caller.sees(owners(alert)))
                .toList();
    }

    /** Those that are over, the newest first, from before a number on; null for the newest. */
    List<Alert> past(@Nullable Long before, int most) {
        Caller caller = callers.current();
        List<Alert> found = new ArrayList<>();
        List<Alert> read = ledger.past(before, most);
        while (!read.isEmpty() && found.size() < most) {
            read.stream()
                    .filter(alert -> caller.sees(owners(alert)))
                    .limit((long) most - found.size())
                    .forEach(found::add);
            read = ledger.past(read.get(read.size() - 1).number(), most);
        }
        return found;
    }

    /** What of these holds the words, in either language; no words keep all. */
    static List<Alert> holding(List<Alert> alerts, String words) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        return alerts.stream()
                .filter(alert -> wanted.isEmpty() || words(alert).contains(wanted))
                .toList();
    }

    private static String words(Alert alert) {
        return (alert.key() + " " + alert.title().vi() + " " + alert.title().en() + " " + alert.agency() + " "
                        + alert.members().stream().map(Alert.Member::name).collect(Collectors.joining(" ")))
                .toLowerCase(Locale.ROOT);
    }

    Alert get(long number) {
        return ledger.find(number).orElseThrow(() -> unknown(String.valueOf(number)));
    }

    /**
     * The caller takes one on: nobody above is told of it any more. In the journal before it is so.
     *
     * @throws HubException CONFLICT where it is over, or somebody else has
     */
    Alert take(long number, @Nullable String words) {
        Caller caller = callers.current();
        String said = words == null || words.isBlank() ? null : words.strip();
        Alert alert = get(number);
        transaction.executeWithoutResult(status -> {
            if (!ledger.take(number, caller.name(), said, clock.instant())) {
                throw refused(get(number));
            }
            journal.recordWithin(new Journal.Entry(
                            caller.name(), "alert.taken", "alert/" + number, "done", said, Map.of("about", alert.key()))
                    .withAgency(alert.agencies().toArray(AgencyCode[]::new)));
        });
        return get(number);
    }

    private static HubException refused(Alert alert) {
        Alert.Taken taken = alert.taken();
        return taken == null || !alert.open()
                ? new HubException(AlertError.OVER, Map.of("number", alert.number()))
                : new HubException(AlertError.TAKEN, Map.of("number", alert.number(), "by", taken.by()));
    }

    @Override
    public String kind() {
        return "alert";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return id.matches("\\d{1,18}") ? ledger.find(Long.parseLong(id)).map(Alerts::owners) : Optional.empty();
    }

    private static Owners owners(Alert alert) {
        return new Owners(alert.agency(), Set.copyOf(alert.agencies()));
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(AlertError.UNKNOWN, Map.of("number", id));
    }
}
