package vn.lienthong.sync;

import java.time.Clock;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Partners;
import vn.lienthong.connector.UsedConnectors;
import vn.lienthong.connector.WrittenDatasets;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.Journal;
import vn.lienthong.quarantine.Quarantine;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.ReturnedRows;
import vn.lienthong.quarantine.TaggedRows;
import vn.lienthong.store.HubFolders;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
class SyncConfiguration {
    /** This process among the nodes that share the state; new at each start, as its leases are. */
    private final String node = UUID.randomUUID().toString();

    @Bean
    Runs runs(DataSource database) {
        return new Runs(database);
    }

    @Bean
    RunLedger runLedger(DataSource database, Clock clock) {
        return new RunLedger(database, clock);
    }

    @Bean
    Follows follows(DataSource database) {
        return new Follows(database);
    }

    @Bean
    FollowClock followClock(
            KnownSyncJobs jobs,
            Runs runs,
            RunLedger ledger,
            Standings standings,
            RunKeeper keeper,
            Follows follows,
            Connectors connectors,
            Journal journal) {
        return new FollowClock(
                jobs, runs, ledger, standings, keeper, follows, new SourceCare(connectors, follows, journal));
    }

    @Bean
    Standings standings(DataSource database, Clock clock) {
        return new Standings(database, clock);
    }

    @Bean
    @DependsOn("flywayInitializer")
    KnownSyncJobs syncJobs(
            HubFolders folders,
            DocumentKinds kinds,
            Connectors connectors,
            CodeLists codeLists,
            DataSource database,
            Journal journal,
            Clock clock,
            ApplicationEventPublisher events) {
        KnownSyncJobs jobs = new KnownSyncJobs(
                new JobFiles(folders.routes(), kinds, Variables.environment()),
                new JobChecks(connectors, codeLists),
                kinds,
                database,
                journal,
                clock,
                events::publishEvent);
        jobs.refresh();
        return jobs;
    }

    @Bean
    JobTexts jobTexts(KnownSyncJobs jobs) {
        return new JobTexts(jobs);
    }

    @Bean
    JobWatch jobWatch(KnownSyncJobs jobs) {
        return new JobWatch(jobs);
    }

    @Bean
    LookUpDesk lookUpDesk(Journal journal, Partners partners) {
        return new LookUpDesk(journal, partners);
    }

    @Bean
    RunTools runTools(
            Connectors connectors,
            CodeLists codeLists,
            Quarantine quarantine,
            RunLedger ledger,
            DataSource database,
            Follows follows,
            LookUpDesk lookUps,
            Clock clock) {
        return new RunTools(
                connectors,
                codeLists,
                quarantine,
                ledger,
                new HubPositions(database),
                follows,
                lookUps,
                clock,
                Failpoints.ofProcess());
    }

    @Bean
    RunKeeper runKeeper(
            RunTools tools,
            KnownSyncJobs jobs,
            Runs runs,
            ObjectProvider<JobRunner> runner,
            ApplicationEventPublisher events) {
        // asked for at each run: routes lean on this room
        JobRunner later = new LaterRunner(() -> runner.getIfAvailable(LeanRunner::new));
        RunWorker worker = new RunWorker(
                tools,
                later,
                claim -> runs.find(claim.run()).ifPresent(run -> events.publishEvent(new RunStarted(run))),
                claim -> runs.find(claim.run()).ifPresent(run -> events.publishEvent(new RunFinished(run))));
        return new RunKeeper(node, tools.ledger(), jobs, worker, tools.follows(), new RunPlaces(tools.clock()));
    }

    @Bean
    WrittenDatasets writtenDatasets(KnownSyncJobs jobs) {
        return () -> jobs.all().stream().map(job -> job.to().dataset()).collect(Collectors.toSet());
    }

    @Bean
    UsedConnectors usedConnectors(KnownSyncJobs jobs) {
        return name -> jobs.all().stream()
                .filter(job ->
                        job.datasets().anyMatch(dataset -> dataset.connector().equals(name)))
                .map(SyncJob::name)
                .collect(Collectors.toSet());
    }

    @Bean
    JobClock jobClock(DataSource database, KnownSyncJobs jobs, RunLedger ledger, Standings standings, Clock clock) {
        return new JobClock(node, database, jobs, ledger, standings, clock, JobClock.WATCH_EVERY);
    }

    @Bean
    RunDesk runControl(
            KnownSyncJobs jobs,
            Runs runs,
            RunTools tools,
            RunKeeper keeper,
            Standings standings,
            Journal journal,
            Clock clock) {
        return new RunDesk(
                jobs,
                runs,
                tools.ledger(),
                keeper,
                standings,
                new Comparisons(tools),
                tools.follows(),
                tools.connectors(),
                journal,
                clock);
    }

    @Bean
    CorrectionWorkbooks correctionWorkbooks(
            KnownSyncJobs jobs, Connectors connectors, QuarantineDesk desk, TaggedRows tagged, Journal journal) {
        return new CorrectionWorkbooks(jobs::get, connectors, desk, tagged, journal);
    }

    @Bean
    PersonsTargets personsTargets(KnownSyncJobs jobs, Runs runs, RunTools tools) {
        return new PersonsTargets(jobs, runs, tools);
    }

    @Bean
    Release release(KnownSyncJobs jobs, Runs runs, RunTools tools, QuarantineDesk desk) {
        return new Release(jobs, runs, tools, desk);
    }

    @Bean
    Returns returns(
            HandedTables tables,
            TaggedRows tagged,
            ReturnedRows kept,
            QuarantineDesk desk,
            KnownSyncJobs jobs,
            RunTools tools,
            Release release,
            Journal journal) {
        return new Returns(new ReturnPlans(tables, tagged, desk, jobs, tools), kept, desk, release, journal);
    }
}
