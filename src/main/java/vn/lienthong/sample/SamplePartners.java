package vn.lienthong.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import vn.lienthong.store.OwnerOnly;

/**
 * The systems of other agencies that open no database to the sample's ministry: the population registry over SOAP, the health insurer
 * over REST, and Ho Chi Minh City's department with its SFTP server.
 */
final class SamplePartners implements AutoCloseable {
    static final String REGISTRY_USER = "bo-gd";
    static final String INSURER_CLIENT = "bo-gd";
    static final String DROP_USER = "bo-gd";
    private static final String DROP = "hcm-sftp";
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final LoopbackCertificate certificate;
    private final String registryPassword = SampleServers.newPassword();
    private final String insurerSecret = SampleServers.newPassword();
    private final InsuranceRoll roll;
    private final PartnerServer registry;
    private final PartnerServer insurer;
    private final TeacherLists teachers;
    private final DropServer drop;

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
        try {
            teachers = new TeacherLists(
                    folder.resolve(DROP).resolve("gui"),
                    folder.resolve(DROP + "-last"),
                    SmallSector.of(Locality.HCMC, SmallSector.SEED, faults),
                    size.hcmc());
            drop = begunDrop(folder.resolve(DROP), clock.instant());
        } catch (RuntimeException failed) {
            insurer.close();
            registry.close();
            throw failed;
        }
    }

    /** With the folder into which the ministry's replies come, and the list of today. */
    private DropServer begunDrop(Path home, Instant now) {
        try {
            OwnerOnly.createFolder(home);
            OwnerOnly.createFolder(home.resolve("nhan"));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        layTeachersDown(now);
        return DropServer.start(DROP, home, DROP_USER);
    }

    /** The department lays the list of the day down, unless it has. */
    synchronized void layTeachersDown(Instant now) {
        try {
            teachers.layDown(now.atZone(ZONE).toLocalDate());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Started, on ports of their own. */
    static SamplePartners start(Path folder, SampleSize size, PlantedFaults faults, Clock clock) {
        return new SamplePartners(folder, size, faults, clock);
    }

    /** What a client of the registry and the insurer has to believe (PEM). */
    String certificate() {
        return certificate.pem();
    }

    PartnerServer registry() {
        return registry;
    }

    PartnerServer insurer() {
        return insurer;
    }

    DropServer drop() {
        return drop;
    }

    TeacherLists teachers() {
        return teachers;
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
        drop.close();
        insurer.close();
        registry.close();
    }
}
