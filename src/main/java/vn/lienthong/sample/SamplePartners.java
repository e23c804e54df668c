package vn.lienthong.sample;

import java.nio.file.Path;
import java.time.Clock;

/** The systems of other agencies that the sample's ministry asks: the population registry over SOAP, the health insurer over REST. */
final class SamplePartners implements AutoCloseable {
    static final String REGISTRY_USER = "bo-gd";
    static final String INSURER_CLIENT = "bo-gd";

    private final LoopbackCertificate certificate;
    private final String registryPassword = SampleServers.newPassword();
    private final String insurerSecret = SampleServers.newPassword();
    private final InsuranceRoll roll;
    private final PartnerServer registry;
    private final PartnerServer insurer;

    private SamplePartners(Path folder, SampleSize size, PlantedFaults faults, Clock clock) {
        certificate = LoopbackCertificate.make(clock.instant());
        roll = new InsuranceRoll(size.hanoi());
        registry = PartnerServer.start(
                "dan-cu",
                folder.resolve("dan-cu"),
                certificate,
                new RegistryServlet(new PopulationRegistry(faults), REGISTRY_USER, registryPassword));
        try {
            insurer = PartnerServer.start(
                    "bhyt",
                    folder.resolve("bhyt"),
                    certificate,
                    new InsurerServlet(roll, INSURER_CLIENT, insurerSecret, clock));
        } catch (RuntimeException failed) {
            registry.close();
            throw failed;
        }
    }

    /** Started, on ports of their own. */
    static SamplePartners start(Path folder, SampleSize size, PlantedFaults faults, Clock clock) {
        return new SamplePartners(folder, size, faults, clock);
    }

    /** What a client of both has to believe (PEM). */
    String certificate() {
        return certificate.pem();
    }

    PartnerServer registry() {
        return registry;
    }

    PartnerServer insurer() {
        return insurer;
    }

    InsuranceRoll roll() {
        return roll;
    }

    String registryPassword() {
        return registryPassword;
    }

    String insurerSecret() {
        return insurerSecret;
    }

    @Override
    public void close() {
        insurer.close();
        registry.close();
    }
}
