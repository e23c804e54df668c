package vn.lienthong.sample;

import java.net.URI;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import vn.lienthong.agency.HubCertificate;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Registrations;
import vn.lienthong.document.HubVariables;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Journal;
import vn.lienthong.service.SampleCaller;
import vn.lienthong.store.HubFolders;

/** The sample within a hub, where it is switched on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lienthong.sample.enabled")
@EnableConfigurationProperties(SampleSettings.class)
class SampleConfiguration {
    private static final String SECTOR = "sampleSector";

    @Bean(name = SECTOR, destroyMethod = "close")
    SampleSector sampleSector(
            HubFolders folders,
            SampleSettings settings,
            Clock clock,
            HubVariables variables,
            ObjectProvider<SampleStart> begun) {
        SampleStart start = begun.getIfAvailable();
        SampleSector sector = start != null ? start.sector() : SampleSector.begin(folders, settings, clock);
        try {
            sector.variables().forEach(variables::set);
            return sector;
        } catch (RuntimeException failed) {
            sector.close();
            throw failed;
        }
    }

    /** Whoever first reads the connectors' files finds the sample's ports. */
    @Bean
    static BeanFactoryPostProcessor sampleBeforeConnectors() {
        return beans -> {
            if (beans.containsBeanDefinition("connectors")) {
                beans.getBeanDefinition("connectors").setDependsOn(SECTOR);
            }
        };
    }

    /** As soon as the connectors are read, and before anything opens one of them. */
    @Bean
    SampleSecrets sampleSecrets(SampleSector sector, Connectors connectors, Registrations registrations) {
        SampleSecrets secrets = new SampleSecrets(connectors, registrations);
        secrets.seal(sector.passwords());
        return secrets;
    }

    @Bean
    InsurerProgram insurerProgram(SampleSector sector, Environment environment, HubCertificate certificate) {
        return new InsurerProgram(sector.servers().partners().roll(), () -> address(environment, certificate));
    }

    @Bean
    PartnerTrial partnerTrial(
            SampleSector sector,
            InsurerProgram insurer,
            SampleCaller caller,
            Callers callers,
            Journal journal,
            Clock clock) {
        return new PartnerTrial(sector, insurer, caller, callers, journal, clock);
    }

    /** Where the hub answers, known once it does; under TLS by a name that its certificate is for. */
    private static URI address(Environment environment, HubCertificate certificate) {
        String port = environment.getRequiredProperty("local.server.port");
        String name = certificate.names().stream()
                .filter(one -> !one.startsWith("*"))
                .findFirst()
                .orElse("localhost");
        return URI.create((certificate.fingerprint().isPresent() ? "https" : "http") + "://" + name + ":" + port);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> insurerIntroduced(PartnerTrial trial) {
        return ready -> trial.introduce();
    }

    @Bean
    SampleLife sampleLife(SampleSector sector, PartnerTrial trial, SampleSettings settings, Clock clock) {
        return new SampleLife(sector, trial, settings.life(), clock);
    }
}
