package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is in a database from its catalogue; never counts rows. */
final class PostgresCatalogue {
    /** The hub's own table in a target; no dataset. */
    static final String CHECKPOINTS = "lienthong_checkpoint";

    private final Connection connection;

    PostgresCatalogue(Connection connection) {
        this.connection = connection;
    }

    /** Every table and view the user may see; of one schema.table where {@code only} is given. */
    List<PostgresTable> tables(@Nullable String only) throws SQLException {
        Map<Long, PostgresTable> found = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select c.oid::bigint, n.nspname, c.relname, c.relkind::text, c.reltuples::bigint,
                       a.attname, coalesce(b.oid, t.oid)::bigint, format_type(a.atttypid, a.atttypmod),
                       case when t.typtype = 'd' then t.typtypmod else a.atttypmod end,
                       not (a.attnotnull or t.typnotnull),
                       a.atthasdef or a.attidentity <> '' or t.typdefault is not null,
                       a.attgenerated <> '', coalesce(b.typtype, t.typtype) = 'e',
                       a.attcollation <> 0,
                       coalesce(l.collname in ('C', 'POSIX', 'ucs_basic')
                           or l.collname = 'default' and d.datcollate in ('C', 'POSIX')
                              and coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c', false)
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                  join pg_type t on t.oid = a.atttypid
                  left join pg_type b on t.typtype = 'd' and b.oid = t.typbasetype
                  left join pg_collation l on l.oid = a.attcollation
                  join pg_database d on d.datname = current_database()
                 where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
                   and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
                   and c.relname <> ?
                   and (has_any_column_privilege(c.oid, 'SELECT') or has_any_column_privilege(c.oid, 'INSERT'))
                   and (?::text is null or n.nspname || '.' || c.relname = ?
                        or c.relname = ? and n.nspname = current_schema())
                 order by n.nspname, c.relname, a.attnum""")) {
            statement.setString(1, CHECKPOINTS);
            statement.setString(2, only);
            statement.setString(3, only);
            statement.setString(4, only);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long id = row.getLong(1);
                    PostgresTable table = found.get(id);
                    if (table == null) {
                        table = table(id, row);
                        found.put(id, table);
                    }
                    table.columns().add(column(row));
                }
            }
        }
        indexes(found);
        return List.copyOf(found.values());
    }

    private static PostgresTable table(long id, ResultSet row) throws SQLException {
        long estimate = row.getLong(5);
        return new PostgresTable(
                id,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashSet<>(),
                estimate < 0 ? null : (Long) estimate);
    }

    private static PostgresColumn column(ResultSet row) throws SQLException {
        return new PostgresColumn(
                row.getString(6),
                Wire.of(row.getLong(7), row.getBoolean(13)),
                row.getLong(7),
                row.getString(8),
                row.getInt(9),
                row.getBoolean(10),
                row.getBoolean(11),
                row.getBoolean(12),
                row.getBoolean(14),
                row.getBoolean(15));
    }

    private void indexes(Map<Long, PostgresTable> tables) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select i.indrelid::bigint,
                       i.indisunique and i.indpred is null and i.indexprs is null and i.indimmediate and i.indisvalid
                         and not exists (select 1 from unnest(i.indkey) with ordinality k(n, o)
                               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n
                              where k.o <= i.indnkeyatts and not a.attnotnull),
                       array(select a.attname::text from unnest(i.indkey) with ordinality k(n, o)
                               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n
                              where k.o <= i.indnkeyatts order by k.o),
                       i.indkey[0] <> 0
                  from pg_index i
                 where i.indrelid = any (?)
                 order by i.indisprimary desc, i.indnkeyatts, i.indexrelid""")) {
            statement.setArray(
                    1, connection.createArrayOf("bigint", tables.keySet().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    PostgresTable table = tables.get(row.getLong(1));
                    List<String> columns = List.of((String[]) row.getArray(3).getArray());
                    if (row.getBoolean(2)) {
                        table.uniques().add(columns);
                    }
                    Set<String> leading = table.leading();
                    if (row.getBoolean(4) && !columns.isEmpty()) {
                        leading.add(columns.get(0));
                    }
                }
            }
        }
    }
}
