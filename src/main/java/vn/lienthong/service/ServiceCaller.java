package vn.lienthong.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;

/**
 * A program of an agency that asks services of others.
 *
 * @param name how it is called everywhere; its {@code client_id}
 * @param agency whose program it is
 * @param contact whom to ask about it, null where nobody is named
 * @param expires when it ends by itself
 * @param ended when somebody ended it, null where nobody has
 */
record ServiceCaller(
        String name,
        AgencyCode agency,
        @Nullable String contact,
        String createdBy,
        Instant created,
        Instant expires,
        @Nullable Instant ended)
        implements Asker {
    @Override
    public String actor() {
        return "caller/" + name;
    }

    @Override
    public String program() {
        return name;
    }

    boolean counts(Instant now) {
        return ended == null && now.isBefore(expires);
    }
}
