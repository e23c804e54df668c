package vn.lienthong.sample;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.service.SampleCaller;

/** Lets a newcomer take the population registry away and bring it back, and let the health insurer ask. */
final class PartnerTrial {
    static final String REGISTRY = "dan-cu";
    private static final Logger LOG = LoggerFactory.getLogger(PartnerTrial.class);
    private static final int QUESTIONS = 5;

    private final SampleSector sector;
    private final InsurerProgram insurer;
    private final SampleCaller caller;
    private final Callers callers;
    private final Journal journal;
    private final Clock clock;
    private final AtomicLong late = new AtomicLong();

    PartnerTrial(
            SampleSector sector,
            InsurerProgram insurer,
            SampleCaller caller,
            Callers callers,
            Journal journal,
            Clock clock) {
        this.sector = sector;
        this.insurer = insurer;
        this.caller = caller;
        this.callers = callers;
        this.journal = journal;
        this.clock = clock;
    }

    /** Has the insurer's program registered and given a secret; without one it asks nothing. */
    void introduce() {
        try {
            Optional<String> secret =
                    caller.secret(InsurerProgram.NAME, new AgencyCode(InsurerProgram.AGENCY), "it@bhxh.example");
            secret.ifPresent(insurer::secret);
        } catch (HubException refused) {
            LOG.warn("sample.insurer=not-registered {}", refused.getMessage());
        }
    }

    boolean insurerIsRegistered() {
        return insurer.isRegistered();
    }

    /** One minute of the insurer's life. */
    void live() {
        if (insurer.isRegistered()) {
            insurer.ask(QUESTIONS, clock.instant().getEpochSecond() / 60);
        }
    }

    /** Some questions at once. */
    InsurerProgram.Round ask() {
        return insurer.ask(QUESTIONS, clock.millis());
    }

    boolean registryIsThere() {
        return sector.servers().partners().registry().isThere();
    }

    /** Nobody answers at the registry from now on; then Lào Cai sends pupils whom it was never asked about. */
    void takeRegistryAway() {
        record("sample.partner-taken-away");
        sector.servers().partners().registry().leave();
        sector.sendLate(late.incrementAndGet());
    }

    /** It answers again. */
    void bringRegistryBack() {
        record("sample.partner-brought-back");
        sector.servers().partners().registry().comeBack();
    }

    private void record(String act) {
        journal.record(
                new Journal.Entry(callers.current().name(), act, "connector/" + REGISTRY, "done", null, Map.of()));
    }
}
