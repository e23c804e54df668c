package vn.lienthong.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.testing.TestPostgres;
import vn.lienthong.vault.Vault;
import vn.lienthong.vault.VaultFiles;

/** A journal in a database of its own, without the rest of the hub. */
record TestJournal(
        JdbcClient state,
        Links links,
        ChainedJournal journal,
        Persons persons,
        HeadKey key,
        SignedHeads heads,
        JournalExport export) {
    static TestJournal in(Path data, Clock clock) {
        DataSource database = TestPostgres.database(TestPostgres.newState());
        JdbcClient state = JdbcClient.create(database);
        Links links = new Links(state);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        Vault vault = Vault.open(
                state,
                data,
                new VaultFiles(null, null),
                entry -> {},
                TransactionOperations.withoutTransaction(),
                clock);
        Persons persons = new Persons(state, () -> vault, new TransactionTemplate(transactions));
        ChainedJournal journal = new ChainedJournal(
                new JdbcTemplate(database), transactions, clock, () -> "192.0.2.7", persons, nobody());
        HeadKey key = new HeadKey(state, vault, clock);
        SignedHeads heads = new SignedHeads(state, links, key, clock);
        return new TestJournal(state, links, journal, persons, key, heads, new JournalExport(links, heads, key));
    }

    /** No room says whose the things are. */
    static Whom nobody() {
        return new Whom(new StaticListableBeanFactory().getBeanProvider(Owned.class));
    }

    void record(String subject) {
        journal.record(new Journal.Entry("nguyễn-an", "job.paused", subject, "done", null, Map.of()));
    }

    /** The whole chain as it stands. */
    List<Link> all() {
        List<Link> all = new ArrayList<>();
        links.walk(Long.MAX_VALUE, stored -> all.add(stored.link()));
        return all;
    }
}
