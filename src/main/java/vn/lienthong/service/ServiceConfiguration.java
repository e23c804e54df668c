package vn.lienthong.service;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Partners;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Variables;
import vn.lienthong.store.HubFolders;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
class ServiceConfiguration {
    @Bean
    @DependsOn("flywayInitializer")
    KnownServices knownServices(
            HubFolders folders,
            KeptAgreements kept,
            KeptInstruments keptInstruments,
            DocumentKinds kinds,
            Connectors connectors,
            ObjectProvider<Agencies> agencies,
            ApplicationEventPublisher events,
            Clock clock) {
        KnownServices services = new KnownServices(
                new ServiceFiles(folders.routes(), kinds, Variables.environment()),
                kept,
                keptInstruments,
                kinds,
                connectors,
                code -> agencies.getObject().upwards(code),
                events::publishEvent,
                clock);
        services.refresh();
        return services;
    }

    @Bean
    OpenLookUps openLookUps(Connectors connectors, Partners partners) {
        return new OpenLookUps(connectors, partners);
    }

    @Bean
    ServiceWatch serviceWatch(KnownServices services, OpenLookUps lookUps, BasisWatch basis) {
        return new ServiceWatch(services, lookUps, basis);
    }
}
