package vn.lienthong.agency;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;
import vn.lienthong.store.OwnerOnly;

/**
 * Looks every two seconds whether another certificate lies in the files and puts it in use. What lies there is judged once two looks
 * in a row have seen the same, so that nobody meets half a file or a key without its certificate. One that cannot be used changes
 * nothing: the one before is shown on, and people are told.
 */
@Component
public class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final TlsSettings settings;
    private final HubCertificate certificate;
    private final CertificateEnd end;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "certificate-watch"); // its own: files may lie on a disk that does not answer
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable TlsFiles seen;
    private boolean openTold;
    private boolean failing;
    private volatile @Nullable HubException trouble;

    CertificateWatch(
            TlsSettings settings,
            HubCertificate certificate,
            CertificateEnd end,
            Journal journal,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${lienthong.tls-look:2s}") Duration apart) {
        this.settings = settings;
        this.certificate = certificate;
        this.end = end;
        this.journal = journal;
        this.events = events;
        this.clock = clock;
        if (settings.on()) {
            clockwork.scheduleWithFixedDelay(this::look, apart.toMillis() / 2, apart.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Something about the hub's own certificate that asks for whoever runs the hub.
     *
     * @param urgent whether the hub does not count as healthy with it
     * @param found what is so
     * @param remedy what to do
     */
    public record Notice(boolean urgent, Text found, Text remedy) {
        /** Its shape: {@code fail} or {@code slow}. */
        public String state() {
            return urgent ? "fail" : "slow";
        }
    }

    /** What asks for somebody now, the first first; nothing where all is well or the hub speaks plain HTTP. For every thread. */
    public List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        HubException now = trouble;
        if (now != null) {
            notices.add(new Notice(true, now.problem(), now.remedy()));
        }
        certificate
                .served()
                .flatMap(served -> end.notice(served.pair(), clock.instant()))
                .ifPresent(notices::add);
        return notices;
    }

    /** Why what lies in the files is not in use; empty where it is. */
    Optional<HubException> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void look() {
        try {
            TlsFiles now = TlsFiles.read(settings);
            boolean settled = now.equals(seen);
            seen = now;
            if (settled) {
                judge(now);
                warnOfAnOpenKey();
            }
            failing = false;
        } catch (RuntimeException unable) {
            if (!failing) {
                LOG.error("the hub's certificate cannot be looked after for now; the one in use stays", unable);
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    private void judge(TlsFiles now) {
        HubException before = trouble;
        try {
            boolean another = certificate
                    .served()
                    .filter(served -> served.files().equals(now))
                    .isEmpty();
            if (another) {
                take(new HubCertificate.Served(now, now.pair(clock.instant())));
            }
            trouble = null;
        } catch (HubException unusable) {
            trouble = unusable;
            if (before == null || !before.getMessage().equals(unusable.getMessage())) {
                LOG.error("{} {}", unusable.problem().en(), unusable.remedy().en());
            }
        }
    }

    private void take(HubCertificate.Served next) {
        String fingerprint = next.pair().fingerprint();
        journal.record(new Journal.Entry(
                "hub",
                "tls.certificate-taken",
                "hub",
                "done",
                null,
                Map.of("sha256", fingerprint, "ends", next.pair().ends().toString())));
        certificate.serve(next);
        LOG.info(
                "another certificate is shown from now on: {}, until {}",
                fingerprint,
                next.pair().ends());
        events.publishEvent(new CertificateTaken(fingerprint));
    }

    private void warnOfAnOpenKey() {
        boolean open = OwnerOnly.readableByAll(settings.keyFile());
        if (open && !openTold) {
            LOG.warn("every user of this machine can read {}: take that right away (chmod o-r)", settings.keyFile());
        }
        openTold = open;
    }
}
