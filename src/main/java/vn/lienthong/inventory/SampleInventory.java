package vn.lienthong.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.agency.HandedTables;

/** The inventory of the sample sector: its own systems, and some that nobody has connected yet. It is there from the first start on. */
@Component
@ConditionalOnProperty("lienthong.sample.enabled")
class SampleInventory {
    private static final Logger LOG = LoggerFactory.getLogger(SampleInventory.class);
    private static final String FILE = "systems.csv";
    private static final String BY = "sample";
    private static final int MOST = 1000;

    private final HandedTables tables;
    private final SystemReader reader;
    private final KeptSystems kept;
    private final SystemDesk desk;
    private final SystemLooks looks;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SampleInventory(
            HandedTables tables,
            SystemReader reader,
            KeptSystems kept,
            SystemDesk desk,
            SystemLooks looks,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.tables = tables;
        this.reader = reader;
        this.kept = kept;
        this.desk = desk;
        this.looks = looks;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Once: what people make of it later stays, be it nothing. Systems of agencies that this hub does not know are left out. */
    @EventListener(ApplicationReadyEvent.class)
    void provide() throws IOException {
        List<HandedTables.Column> columns = List.of(SystemFields.values()).stream()
                .map(SystemFields::column)
                .toList();
        try (InputStream file = SampleInventory.class.getResourceAsStream("/sample/" + FILE)) {
            List<Map<String, String>> rows = tables.read(FILE, file.readAllBytes(), columns, MOST).stream()
                    .map(row -> dated(row.cells()))
                    .toList();
            Integer added = transaction.execute(status -> {
                kept.hold();
                return kept.everUsed() ? 0 : add(rows);
            });
            LOG.info("sample-systems={}", added);
        }
        looks.soon();
    }

    /** In the list contracts end so many months from now, so that the sample is worth looking at in any year. */
    private Map<String, String> dated(Map<String, String> row) {
        Map<String, String> dated = new HashMap<>(row);
        dated.computeIfPresent(
                SystemFields.CONTRACT_END.id(),
                (field, months) -> months.isEmpty()
                        ? ""
                        : YearMonth.now(clock)
                                .plusMonths(Integer.parseInt(months))
                                .atEndOfMonth()
                                .toString());
        return dated;
    }

    private int add(List<Map<String, String>> rows) {
        int added = 0;
        for (Map<String, String> row : rows) {
            KnownSystem system = reader.read(row, null).system();
            if (system != null) {
                desk.write(BY, system, null, Map.of());
                added++;
            }
        }
        return added;
    }
}
