package vn.lienthong.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.Troubles;

/**
 * One look at everything: what newly does not do well is noticed, what lasts is opened, what is well again for a while is closed. One
 * node at a time looks; what it finds and what people are to be told become durable together.
 */
final class AlertRound {
    /** A node that was not heard of for so long is not looking any more. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final String node;
    private final List<Troubles> rooms;
    private final AlertLedger ledger;
    private final Supplier<Settling> settling;
    private final Telling telling;
    private final TransactionOperations transaction;
    private final Clock clock;

    AlertRound(
            String node,
            List<Troubles> rooms,
            AlertLedger ledger,
            Supplier<Settling> settling,
            Telling telling,
            TransactionOperations transaction,
            Clock clock) {
        this.node = node;
        this.rooms = rooms;
        this.ledger = ledger;
        this.settling = settling;
        this.telling = telling;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Looks, if it is this node's turn. */
    void look() {
        if (!ledger.mayLook(node, LEASE)) {
            return;
        }
        List<Troubles.Trouble> troubles = new ArrayList<>();
        Set<String> undecided = new HashSet<>();
        for (Troubles room : rooms) {
            Troubles.Seen seen = room.look();
            troubles.addAll(seen.troubles());
            undecided.addAll(seen.undecided());
        }
        transaction.executeWithoutResult(status -> {
            // asked again within: the look may have lasted, and another node may have begun
            if (ledger.mayLook(node, LEASE)) {
                settle(Group.of(troubles), undecided);
            }
        });
    }

    private void settle(List<Group> groups, Set<String> undecided) {
        Instant now = clock.instant();
        Settling rule = settling.get();
        Map<String, Noticed> before =
                ledger.noticed().stream().collect(Collectors.toMap(Noticed::key, Function.identity()));
        Set<String> lasting = new HashSet<>();
        for (Group group : groups) {
            Noticed noticed = before.get(group.root().name());
            boolean open = noticed != null && noticed.open();
            if (!open && group.members().stream().allMatch(member -> undecided.contains(member.name()))) {
                continue; // nothing begins; what was noticed waits for the end of it
            }
            lasting.add(group.root().name());
            if (noticed == null) {
                noticed = ledger.notice(group, now);
            } else {
                ledger.lasts(noticed, group);
            }
            if (!open && !now.isBefore(noticed.since().plus(rule.of(group.state())))) {
                ledger.open(noticed, now);
                telling.opened(ledger.get(noticed.number()), now);
            }
        }
        before.values().stream()
                .filter(noticed -> !lasting.contains(noticed.key()))
                .filter(noticed -> noticed.members().stream().noneMatch(undecided::contains))
                .forEach(noticed -> calm(noticed, rule, now));
        telling.unheeded(now);
    }

    private void calm(Noticed noticed, Settling rule, Instant now) {
        if (noticed.calmSince() == null) {
            ledger.calms(noticed, now);
        } else if (!now.isBefore(noticed.calmSince().plus(rule.calm()))) {
            if (!noticed.open()) {
                ledger.forget(noticed);
                return;
            }
            ledger.close(noticed, now);
            telling.closed(ledger.get(noticed.number()), now);
        }
    }
}
