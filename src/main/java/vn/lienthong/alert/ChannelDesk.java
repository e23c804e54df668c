package vn.lienthong.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.Vault;

/** The channels, for whoever keeps the platform: how they stand, their secrets, and a test that takes the way of an alert. */
@Component
class ChannelDesk {
    private final AlertFile file;
    private final Outbox outbox;
    private final Vault vault;
    private final ZaloTokens tokens;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChannelDesk(
            AlertFile file,
            Outbox outbox,
            Vault vault,
            ZaloTokens tokens,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.file = file;
        this.outbox = outbox;
        this.vault = vault;
        this.tokens = tokens;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * A channel and how it stands.
     *
     * @param secretMissing whether it needs one that the hub has not
     * @param last the newest message by it; null where there was none
     */
    record Standing(
            Channel channel,
            boolean secretMissing,
            @Nullable Message last) {}

    List<Standing> all() {
        return file.now().channels().values().stream()
                .sorted(Comparator.comparing(Channel::name))
                .map(this::standing)
                .toList();
    }

    private Standing standing(Channel channel) {
        boolean missing = !vault.fields(channel.owner()).containsAll(channel.fields());
        return new Standing(channel, missing, outbox.newest(channel.name()).orElse(null));
    }

    List<Problem> problems() {
        return file.problems();
    }

    /** Sends a test; it takes the way of an alert, and tells on the page how it went. */
    long test(String name) {
        AlertRules rules = file.now();
        Channel channel = rules.channel(name).orElseThrow(() -> Courier.unknown(name, rules));
        Instant now = clock.instant();
        Long number = transaction.execute(status -> {
            journal.recordWithin(entry("alert.tested", channel, Map.of("place", channel.place())));
            return outbox.put(null, name, Message.Kind.TEST, new Wording(rules.address()).test(channel, now), now, now)
                    .orElseThrow();
        });
        return number == null ? 0 : number;
    }

    /** The message of that number, if it is a test. */
    Message tested(long number) {
        return outbox.find(number)
                .filter(message -> message.kind() == Message.Kind.TEST)
                .orElseThrow(() -> new HubException(AlertError.UNKNOWN, Map.of("number", String.valueOf(number))));
    }

    /**
     * Takes a secret of a channel, for the place it leads to now and for no other.
     *
     * @throws HubException NOT_FOUND where it needs none of this field
     */
    void give(String name, String field, Secret secret) {
        AlertRules rules = file.now();
        Channel channel = rules.channel(name).orElseThrow(() -> Courier.unknown(name, rules));
        if (!channel.fields().contains(field)) {
            throw new HubException(
                    AlertError.NO_SUCH_SECRET,
                    Map.of("channel", name, "field", field, "known", String.join(", ", channel.fields())));
        }
        journal.record(entry("alert.secret-changed", channel, Map.of("place", channel.place(), "field", field)));
        vault.seal(channel.owner(), field, secret, channel.use());
        tokens.begun(channel);
    }

    private Journal.Entry entry(String act, Channel channel, Map<String, String> details) {
        return new Journal.Entry(callers.current().name(), act, "channel/" + channel.name(), "done", null, details)
                .withAgency(channel.agency());
    }
}
