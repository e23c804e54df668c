package vn.lienthong.connector;

import java.time.Clock;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.HubVariables;
import vn.lienthong.kernel.Journal;
import vn.lienthong.store.ExternalDatabase;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.vault.SecretVersions;
import vn.lienthong.vault.Vault;

/** Puts the registry together from plain parts. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {
    private static final int MOST_EXAMINATIONS = 8;

    @Bean
    NameService nameService() {
        return NameService.ofThisMachine();
    }

    @Bean
    OwnPorts ownPorts(Environment environment, ObjectProvider<PostgresServer> embedded, ExternalDatabase external) {
        return new HubPorts(environment, embedded.getIfAvailable(), external);
    }

    @Bean(destroyMethod = "close")
    BoundedCalls boundedCalls() {
        return new BoundedCalls(MOST_EXAMINATIONS);
    }

    @Bean
    ConnectorReader connectorReader(DocumentKinds kinds, ConnectorTypes types) {
        return new ConnectorReader(kinds, types);
    }

    @Bean
    KeptConnectors keptConnectors(
            JdbcClient state, ConnectorReader reader, KeptDestinations destinations, Clock clock) {
        return new KeptConnectors(state, reader, destinations, clock);
    }

    @Bean
    Partners partners(Clock clock) {
        return new Partners(clock);
    }

    @Bean
    Outboxes outboxes(JdbcClient state, Vault vault, Clock clock) {
        return Outboxes.in(state, vault, clock);
    }

    @Bean
    KeptTurns turns(JdbcClient state, PlatformTransactionManager transactions) {
        return new KeptTurns(state, transactions);
    }

    @Bean(destroyMethod = "close")
    KeptExchanges exchanges(JdbcClient state) {
        return new KeptExchanges(state);
    }

    @Bean
    ConnectorRegistry connectors(
            DocumentKinds kinds,
            ConnectorReader reader,
            KeptConnectors kept,
            ConnectorTypes types,
            HubVariables variables,
            Vault vault,
            HubFolders folders,
            NameService names,
            OwnPorts own,
            Outboxes outboxes,
            KeptTurns turns,
            KeptExchanges exchanges,
            BoundedCalls calls,
            Clock clock,
            ApplicationEventPublisher events) {
        return new ConnectorRegistry(
                new ConnectorFolder(folders.connectors(), kinds, reader, variables),
                kept,
                types,
                vault,
                new Ways.Surroundings(folders, names, own, outboxes, new Dealings(turns, exchanges)),
                new SystemLook(calls),
                clock,
                events::publishEvent);
    }

    @Bean
    WaysOut waysOut(ConnectorRegistry registry) {
        return registry::network;
    }

    @Bean(destroyMethod = "close")
    ConnectorWatch connectorWatch(ConnectorRegistry registry) {
        return new ConnectorWatch(registry);
    }

    @Bean
    TimedDoctor connectionDoctor(
            Connectors connectors,
            BoundedCalls calls,
            ObjectProvider<WrittenDatasets> written,
            Clock clock,
            ApplicationEventPublisher events) {
        // asked for at each examination: the jobs lean on this room
        WrittenDatasets later =
                () -> written.stream().flatMap(each -> each.all().stream()).collect(Collectors.toSet());
        return new TimedDoctor(connectors, calls, later, clock, events::publishEvent);
    }

    @Bean
    DailyLook dailyLook(
            Connectors connectors,
            ConnectorTypes types,
            ConnectionDoctor doctor,
            Examinations examinations,
            Clock clock) {
        return new DailyLook(connectors, types, doctor, examinations::start, clock);
    }

    @Bean
    SecretChanges secretChanges(
            ConnectorRegistry registry,
            Registrations registrations,
            TimedDoctor doctor,
            SecretVersions versions,
            Journal journal,
            PlatformTransactionManager transactions) {
        return new SecretChanges(
                registry, registrations, doctor, versions, journal, new TransactionTemplate(transactions));
    }

    @Bean
    KeyLook keyLook(Connectors connectors, BoundedCalls calls, Partners partners) {
        return new KeyLook(connectors, new SystemLook(calls), partners);
    }

    @Bean
    ClassHints classHints(Connectors connectors, BoundedCalls calls, Journal journal, Clock clock) {
        return new ClassHints(connectors, new SystemLook(calls), journal, clock);
    }

    @Bean
    Registrations registrations(
            ConnectorRegistry registry,
            KeptConnectors kept,
            ConnectorReader reader,
            Vault vault,
            ObjectProvider<UsedConnectors> used,
            Journal journal,
            PlatformTransactionManager transactions) {
        // asked for at each removal: the jobs lean on this room
        UsedConnectors later =
                name -> used.stream().flatMap(each -> each.by(name).stream()).collect(Collectors.toSet());
        return new Registrations(registry, kept, reader, vault, later, journal, new TransactionTemplate(transactions));
    }
}
