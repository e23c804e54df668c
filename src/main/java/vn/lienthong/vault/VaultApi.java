package vn.lienthong.vault;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;

/** The keys of the vault for programs: which one seals, and the rotation. No key is ever shown. */
@RestController
@RequestMapping("/api/v1/vault")
class VaultApi {
    private final KeyRotation rotation;
    private final Resealing resealing;
    private final WrappedKeys wrapped;

    VaultApi(KeyRotation rotation, Resealing resealing, WrappedKeys wrapped) {
        this.rotation = rotation;
        this.resealing = resealing;
        this.wrapped = wrapped;
    }

    /**
     * How it stands.
     *
     * @param key the number of the data key that seals
     * @param since when it was made
     * @param older how many older ones are still needed, or are until every node knows the newest
     * @param left how many values are still sealed with an older one
     * @param place where the master key lies: a file, or a variable of the environment
     * @param nextPlace where the next one is expected, or is in use and has yet to be put in place
     * @param toBePutInPlace whether whoever runs the hub has to put the next key in place of the old one
     */
    record State(
            int key, Instant since, int older, long left, String place, String nextPlace, boolean toBePutInPlace) {}

    @May(Act.RUN_PLATFORM)
    @GetMapping
    State state() {
        List<WrappedKeys.Wrapped> all = wrapped.all();
        WrappedKeys.Wrapped newest = all.get(all.size() - 1);
        return new State(
                newest.id(),
                newest.madeAt(),
                all.size() - 1,
                resealing.left(),
                rotation.place(),
                rotation.nextPlace(),
                rotation.toBePutInPlace());
    }

    /** Puts the next master key in place of the one in use; what is sealed is then sealed anew by itself. */
    @May(Act.RUN_PLATFORM)
    @Confirmed
    @PostMapping("/rotation")
    State rotate(Principal person) {
        rotation.rotate(person.getName());
        return state();
    }
}
