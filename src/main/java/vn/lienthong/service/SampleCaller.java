package vn.lienthong.service;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;

/**
 * Gives the sample a program that may ask services, at the desk where people register theirs and with the same entries in the journal.
 * Its secret is in the memory of the sample alone, and ends when the sample gets another at its next start.
 */
@Component
public class SampleCaller {
    private static final String ACTOR = "sample";
    private static final Duration VALIDITY = Duration.ofDays(365);
    private static final Duration OVERLAP = Duration.ofDays(7);

    private final CallerDesk desk;
    private final ServiceCallers kept;
    private final Callers callers;

    SampleCaller(CallerDesk desk, ServiceCallers kept, Callers callers) {
        this.desk = desk;
        this.kept = kept;
        this.callers = callers;
    }

    /**
     * A new secret of the program; at its first time it is registered. Called by the sample at its start.
     *
     * @return nothing where the name is somebody else's program, or a person has ended it: then it stays so
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where there is no such agency; CONFLICT where people gave it two secrets
     */
    public Optional<String> secret(String name, AgencyCode agency, String contact) {
        return callers.as(new Sample(agency), () -> {
            Optional<ServiceCaller> known = kept.find(name);
            if (known.isEmpty()) {
                return Optional.of(
                        desk.register(name, agency, contact, VALIDITY).text());
            }
            if (!known.get().createdBy().equals(ACTOR)
                    || known.get().ended() != null
                    || !known.get().agency().equals(agency)) {
                return Optional.empty();
            }
            kept.secrets(name).stream()
                    .filter(secret -> secret.createdBy().equals(ACTOR))
                    .forEach(secret -> desk.endSecret(name, secret.number()));
            return Optional.of(desk.rotate(name, OVERLAP).text());
        });
    }

    /** The sample as who asks: it may manage the programs of one agency, and nothing else. */
    private record Sample(AgencyCode agency) implements Caller {
        @Override
        public String name() {
            return ACTOR;
        }

        @Override
        public boolean may(Act act) {
            return act == Act.MANAGE_PEOPLE;
        }

        @Override
        public boolean may(Act act, @Nullable AgencyCode there) {
            return may(act) && agency.equals(there);
        }

        @Override
        public String reach() {
            return ACTOR + " " + agency;
        }

        @Override
        public boolean confirmed() {
            return false;
        }
    }
}
