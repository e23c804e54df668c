package vn.lienthong.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;

/**
 * A person who tries a service: he gets what a program of the consumer would get now under one agreement, and the journal says that it
 * was he.
 *
 * @param person as the journal writes him
 * @param reason why he tries; null where the service answers nothing that needs one
 * @param reveals whether he sees personal values as they are
 */
record Trier(String person, Agreement agreement, @Nullable String reason, boolean reveals) implements Asker {
    @Override
    public String actor() {
        return person;
    }

    @Override
    public AgencyCode agency() {
        return agreement.consumer();
    }

    @Override
    public boolean chooses(Agreement one) {
        return one.name().equals(agreement.name());
    }

    @Override
    public String counted() {
        return "person/" + person;
    }

    @Override
    public String program() {
        return CallUses.TRIED;
    }

    @Override
    public String act() {
        return "service.tried";
    }

    @Override
    public @Nullable String reason(@Nullable Agreement found) {
        return reason;
    }

    @Override
    public Map<String, String> details() {
        return reveals ? Map.of("unmasked", "yes") : Map.of();
    }
}
