package vn.lienthong.agency;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;

/** Who could give which role. */
@Component
class Givers {
    private final Grants grants;
    private final Agencies agencies;
    private final Invitations invitations;

    Givers(Grants grants, Agencies agencies, Invitations invitations) {
        this.grants = grants;
        this.agencies = agencies;
        this.invitations = invitations;
    }

    /** Whether he holds all that the role may do, there, or keeps the platform: who appoints need not do the work himself. */
    boolean may(Caller by, Role role, @Nullable AgencyCode agency) {
        return by.may(Act.RUN_PLATFORM, null)
                || role != Role.PLATFORM_ADMINISTRATOR
                        && grants.table().getOrDefault(role, Set.of()).stream().allMatch(act -> by.may(act, agency));
    }

    /**
     * Goes on unless somebody is still invited by a person who could not give the role: he could use the invitation himself.
     *
     * @throws HubException CONFLICT
     */
    void needNoStrangersInvitation(String name, Role role, @Nullable AgencyCode agency) {
        invitations
                .inviter(name)
                .filter(inviter -> !may(caller(inviter), role, agency))
                .ifPresent(inviter -> {
                    throw new HubException(AgencyError.INVITED_BY_ANOTHER, Map.of("name", name, "inviter", inviter));
                });
    }

    private Caller caller(String name) {
        return new PersonCalling(name, grants.reach(name), null, agencies::upwards, () -> false);
    }
}
