package vn.lienthong.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.agency.Agencies;
import vn.lienthong.calendar.Calendars;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.Troubles;
import vn.lienthong.store.HubFolders;
import vn.lienthong.vault.Vault;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {
    /** This process among the nodes that share the state. */
    private final String node = UUID.randomUUID().toString();

    @Bean
    AlertFile alertFile(HubFolders folders, DocumentKinds kinds) {
        return new AlertFile(folders.connectors(), kinds, Variables.environment());
    }

    @Bean
    AlertLedger alertLedger(JdbcClient state, ObjectMapper json) {
        return new AlertLedger(state, json);
    }

    @Bean
    Outbox alertOutbox(JdbcClient state, Clock clock) {
        return new Outbox(state, clock);
    }

    @Bean
    @DependsOn("flywayInitializer")
    AlertWatch alertWatch(
            List<Troubles> rooms,
            AlertLedger ledger,
            AlertFile file,
            Outbox outbox,
            Calendars calendars,
            Agencies agencies,
            Vault vault,
            List<Sender> senders,
            PlatformTransactionManager transactions,
            Clock clock) {
        Telling telling = new Telling(file, ledger, outbox, calendars, agencies::upwards);
        AlertRound round = new AlertRound(
                node,
                rooms,
                ledger,
                () -> file.now().settling(),
                telling,
                new TransactionTemplate(transactions),
                clock);
        return new AlertWatch(round, new Courier(outbox, file, vault, senders), () -> ledger.leave(node));
    }
}
