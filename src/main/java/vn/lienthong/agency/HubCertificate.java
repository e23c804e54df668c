package vn.lienthong.agency;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.stereotype.Component;

/**
 * The certificate that the hub shows to whoever comes now. A hub that was given a pair it cannot use does not start. For every
 * thread; only {@link CertificateWatch} puts another one in its place.
 */
@Component
public class HubCertificate implements SslBundleRegistrar {
    /** The name by which the web server knows it. */
    static final String BUNDLE = "hub";

    private final TlsSettings settings;
    private final Clock clock;
    private volatile @Nullable Served served;
    private @Nullable SslBundleRegistry registry;

    HubCertificate(TlsSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A pair and the text it was read from. */
    record Served(TlsFiles files, TlsPair pair) {}

    @Override
    public void registerBundles(SslBundleRegistry bundles) {
        if (settings.on()) {
            TlsFiles files = TlsFiles.read(settings);
            TlsPair pair = files.pair(clock.instant());
            bundles.registerBundle(BUNDLE, pair.bundle());
            registry = bundles;
            served = new Served(files, pair);
        }
    }

    /** From now on whoever comes sees this one; connections that are open go on. */
    void serve(Served next) {
        Objects.requireNonNull(registry).updateBundle(BUNDLE, next.pair().bundle());
        served = next;
    }

    /** What is shown; empty where the hub speaks plain HTTP. */
    Optional<Served> served() {
        return Optional.ofNullable(served);
    }

    /** SHA-256 of the certificate that is shown, in hexadecimal; empty where the hub speaks plain HTTP. */
    public Optional<String> fingerprint() {
        return served().map(now -> now.pair().fingerprint());
    }

    /** The host names it is for, in small letters and in order; none where the hub speaks plain HTTP. */
    public Set<String> names() {
        return served().map(now -> now.pair().names()).orElse(Set.of());
    }
}
