package vn.lienthong.vault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.HubException;

/**
 * The data keys as this node knows them. It looks into the database again now and then, so that each node soon seals with the
 * newest, and at once where it meets a key it does not know. A key that went there stays here a little longer: what was read
 * before can still be opened. For every thread; those that know what they need never wait for one that looks.
 */
final class Keyring {
    /** After this long without a look, whoever seals looks first. */
    static final Duration FRESH = Duration.ofSeconds(10);

    private static final Duration LINGER = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);

    private final WrappedKeys wrapped;
    private final KeyCanary canary;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile State state;

    /** With the keys of a hub that starts; the first one is made where nothing was ever sealed. */
    Keyring(WrappedKeys wrapped, KeyCanary canary) {
        this.wrapped = wrapped;
        this.canary = canary;
        VaultKey master = canary.atStart();
        wrapped.begin(master);
        this.state = new State(master, new TreeMap<>(), 0);
        look();
    }

    /**
     * One key.
     *
     * @param goneSince since when, by {@link System#nanoTime}, the database has it no more; null while it does
     */
    private record Known(Sealing sealing, @Nullable Long goneSince) {}

    /** @param lookedAt by {@link System#nanoTime} */
    private record State(VaultKey master, NavigableMap<Integer, Known> keys, long lookedAt) {}

    /** What seals now. */
    Sealing newest() {
        if (System.nanoTime() - state.lookedAt() > FRESH.toNanos() && looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
        return state.keys().descendingMap().values().stream()
                .filter(one -> one.goneSince() == null)
                .findFirst()
                .orElseThrow(canary::wrong)
                .sealing();
    }

    /** What opens these bytes. */
    Sealing of(byte[] sealed, String associated) {
        int number = Sealing.number(sealed).orElseThrow(() -> Sealing.broken(associated));
        if (!state.keys().containsKey(number)) {
            look();
        }
        Known found = state.keys().get(number);
        if (found == null) {
            throw Sealing.broken(associated);
        }
        return found.sealing();
    }

    /** The key that wraps the data keys, as far as this node knows. */
    VaultKey master() {
        return state.master();
    }

    /** Looks which keys there are now. */
    void look() {
        looking.lock();
        try {
            List<WrappedKeys.Wrapped> there = wrapped.all();
            State before = state;
            boolean strange = there.stream().anyMatch(one -> !before.keys().containsKey(one.id()));
            State learnt = strange ? learnt(before, there) : before;
            Set<Integer> ids = there.stream().map(WrappedKeys.Wrapped::id).collect(Collectors.toSet());
            state = aged(learnt, ids, System.nanoTime());
        } finally {
            looking.unlock();
        }
    }

    /** Another node may have rotated: which master key is right is proven anew. */
    private State learnt(State before, List<WrappedKeys.Wrapped> there) {
        VaultKey master;
        try {
            master = canary.proven();
        } catch (HubException notHere) {
            if (before.keys().isEmpty()) {
                throw notHere;
            }
            // what this node can open it still opens; whoever runs it must give it the new key
            LOG.error("the master key was rotated elsewhere and is not here: {}", canary.places());
            return before;
        }
        NavigableMap<Integer, Known> keys = new TreeMap<>(before.keys());
        there.forEach(
                one -> keys.computeIfAbsent(one.id(), id -> new Known(Sealing.data(one.open(master), one.id()), null)));
        return new State(master, keys, before.lookedAt());
    }

    private static State aged(State known, Set<Integer> there, long now) {
        NavigableMap<Integer, Known> keys = new TreeMap<>();
        for (Map.Entry<Integer, Known> one : known.keys().entrySet()) {
            Known was = one.getValue();
            Long goneSince =
                    there.contains(one.getKey()) ? null : was.goneSince() == null ? (Long) now : was.goneSince();
            if (goneSince == null || now - goneSince <= LINGER.toNanos()) {
                keys.put(one.getKey(), new Known(was.sealing(), goneSince));
            }
        }
        return new State(known.master(), keys, now);
    }
}
