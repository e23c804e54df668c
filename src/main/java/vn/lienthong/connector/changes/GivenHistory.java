package vn.lienthong.connector.changes;

import io.debezium.config.Configuration;
import io.debezium.relational.Tables;
import io.debezium.relational.ddl.DdlParser;
import io.debezium.relational.history.HistoryRecordComparator;
import io.debezium.relational.history.SchemaHistory;
import io.debezium.relational.history.SchemaHistoryListener;
import io.debezium.relational.history.TableChanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The shape of the table at the place where following goes on, as the statements that lead to it: they travel with the position, so
 * that position and shape cannot come apart, and nothing has to be kept beside the target's checkpoint. The table's shape now would
 * not do: the log may hold rows of an earlier one. Public and without arguments because the engine makes it by name.
 */
public final class GivenHistory implements SchemaHistory {
    private static final String SETTING = CONFIGURATION_FIELD_PREFIX_STRING + "lienthong.";

    /** Statements that name a table without shaping it; the engine's parser need not understand them. */
    private static final String HARMLESS =
            "\\s*(?:/\\*.*?\\*/\\s*)*(?:(?:create|alter|drop)\\s+(?:or\\s+replace\\s+)?(?:definer\\s*=\\s*\\S+\\s+)?"
                    + "(?:algorithm\\s*=\\s*\\S+\\s+)?(?:sql\\s+security\\s+\\S+\\s+)?(?:aggregate\\s+)?"
                    + "(?:view|procedure|function|trigger|event|user|role|temporary)\\b|grant\\b|revoke\\b|analyze\\b"
                    + "|optimize\\b|repair\\b|flush\\b|check\\b|savepoint\\b|set\\s+password\\b|insert\\b|update\\b"
                    + "|delete\\b|replace\\b|#).*";

    private final List<String> statements = new ArrayList<>();
    private String database = "";

    static void put(BinlogSource source, Properties all) {
        all.setProperty(SETTING + "database", source.database());
        for (int i = 0; i < source.history().size(); i++) {
            all.setProperty(SETTING + i, source.history().get(i));
        }
        all.setProperty(STORE_ONLY_CAPTURED_TABLES_DDL.name(), "true");
        all.setProperty(SKIP_UNPARSEABLE_DDL_STATEMENTS.name(), "false");
        String name = Pattern.quote(source.table()).replace(",", "\\E.\\Q");
        // the engine ignores what matches: what does not name the table, and what does not shape it
        all.setProperty(DDL_FILTER.name(), "(?!.*" + name + ").*|" + HARMLESS);
    }

    @Override
    public void configure(
            Configuration config,
            HistoryRecordComparator comparator,
            SchemaHistoryListener listener,
            boolean useCatalogBeforeSchema) {
        database = config.getString(SETTING + "database");
        for (int i = 0; config.hasKey(SETTING + i); i++) {
            statements.add(config.getString(SETTING + i));
        }
    }

    @Override
    public void recover(Map<Map<String, ?>, Map<String, ?>> offsets, Tables tables, DdlParser parser) {
        for (String statement : statements) {
            parser.setCurrentDatabase(database);
            parser.setCurrentSchema(database);
            parser.parse(statement, tables);
        }
    }

    @Override
    public void record(Map<String, ?> source, Map<String, ?> position, String databaseName, String ddl) {
        // the listener is told of the statement and puts it into the position
    }

    @Override
    public void record(
            Map<String, ?> source,
            Map<String, ?> position,
            String databaseName,
            String schemaName,
            String ddl,
            TableChanges changes,
            Instant timestamp) {
        // the listener is told of the statement and puts it into the position
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public boolean storageExists() {
        return true;
    }

    @Override
    public void initializeStorage() {
        // there is none
    }

    @Override
    public void start() {
        // nothing to open
    }

    @Override
    public void stop() {
        // nothing to close
    }
}
