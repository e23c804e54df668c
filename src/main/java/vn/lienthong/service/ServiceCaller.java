package vn.lienthong.service;

import java.time.Instant;
import java.util.Set;
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
 * @param stopped the agreements that were suspended when it came in with this call; null where nobody has looked
 * @param scopes what the token that it came with was narrowed to; null where it was not, or came without one
 */
record ServiceCaller(
        String name,
        AgencyCode agency,
        @Nullable String contact,
        String createdBy,
        Instant created,
        Instant expires,
        @Nullable Instant ended,
        @Nullable Set<String> stopped,
        @Nullable Set<RosterScope> scopes)
        implements Asker {
    @Override
    public String actor() {
        return "caller/" + name;
    }

    @Override
    public String program() {
        return name;
    }

    /** The same, once it was looked which agreements are suspended now, and what its token was narrowed to. */
    ServiceCaller after(Set<String> suspended, @Nullable Set<RosterScope> narrowed) {
        return new ServiceCaller(name, agency, contact, createdBy, created, expires, ended, suspended, narrowed);
    }

    /** Whether what it came with opens what a roster has of an entity, as far as agreements go. */
    boolean opens(RosterEntity entity) {
        return scopes == null || scopes.stream().anyMatch(scope -> scope.opens(entity));
    }

    @Override
    public boolean stopped(Agreement agreement, Suspensions suspensions) {
        return stopped == null ? suspensions.suspended(agreement.name()) : stopped.contains(agreement.name());
    }

    boolean counts(Instant now) {
        return ended == null && now.isBefore(expires);
    }
}
