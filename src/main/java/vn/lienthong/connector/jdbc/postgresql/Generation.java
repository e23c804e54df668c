package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next generation of a table that is replaced: built beside it under another name, swapped in by renames. */
final class Generation {
    private static final String SUFFIX = "__next";
    private static final String OLD = "__old";

    private final Connection connection;
    private final PostgresTable table;

    Generation(Connection connection, PostgresTable table) {
        this.connection = connection;
        this.table = table;
    }

    static String quoted(PostgresTable table) {
        return Sql.name(table.schema()) + "." + Sql.name(table.name() + SUFFIX);
    }

    /** Why the table cannot be swapped for another, or null. */
    @Nullable
    String obstacle() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select case
                    when relkind <> 'r' or relispartition or exists (select 1 from pg_inherits where inhparent = c.oid or inhrelid = c.oid)
                        then 'not a plain table'
                    when not pg_has_role(relowner, 'usage') then 'owner: ' || pg_get_userbyid(relowner)
                    when not has_schema_privilege(relnamespace, 'CREATE') then 'no CREATE on the schema'
                    when length(relname) > 55 then 'name longer than 55'
                    else (select 'foreign key ' || conname from pg_constraint
                           where contype = 'f' and (confrelid = c.oid or conrelid = c.oid) limit 1) end,
                    (select 'view ' || v.oid::regclass::text from pg_depend d join pg_rewrite r on r.oid = d.objid
                       join pg_class v on v.oid = r.ev_class
                      where d.refobjid = c.oid and d.classid = 'pg_rewrite'::regclass and v.oid <> c.oid limit 1),
                    (select 'trigger ' || tgname from pg_trigger where tgrelid = c.oid and not tgisinternal limit 1),
                    (select 'policy ' || polname from pg_policy where polrelid = c.oid limit 1)
                  from pg_class c where c.oid = ?""")) {
            statement.setLong(1, table.id());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return "gone";
                }
                for (int i = 1; i <= 4; i++) {
                    if (row.getString(i) != null) {
                        return row.getString(i);
                    }
                }
                return null;
            }
        }
    }

    /** Makes an empty one, dropping what an earlier run left. */
    void create() throws SQLException {
        execute("drop table if exists " + quoted(table));
        execute("create table " + quoted(table) + " (like " + table.quoted() + " including all)");
    }

    /** Takes over the rows of the old generation that meet the condition and are not in the new one. */
    void carryOver(String condition) throws SQLException {
        String columns = Sql.list(
                table.columns().stream().filter(column -> !column.generated()).toList(), column -> column.quoted(""));
        execute("insert into " + quoted(table) + " (" + columns + ") overriding system value select " + columns
                + " from " + table.quoted() + " t where " + condition + " on conflict do nothing");
    }

    /** Gives columns the run does not write the values they had. */
    void carryColumns(TargetShape shape) throws SQLException {
        List<PostgresColumn> others = table.columns().stream()
                .filter(column ->
                        !column.generated() && shape.columns().stream().noneMatch(column::equals))
                .toList();
        if (!others.isEmpty() && shape.keys() > 0) {
            execute("update " + quoted(table) + " n set "
                    + Sql.list(others, column -> column.quoted("") + " = t." + column.quoted("")) + " from "
                    + table.quoted() + " t where "
                    + Sql.all(shape.key(), column -> column.quoted("n") + " = " + column.quoted("t")));
        }
    }

    /** Puts the new generation in the old one's place, with its rights, sequences and names. */
    void swap() throws SQLException {
        execute("lock table " + table.quoted() + " in access exclusive mode");
        for (String step : handOver()) {
            execute(step);
        }
        String old = Sql.name(table.schema()) + "." + Sql.name(table.name() + OLD);
        execute("drop table if exists " + old);
        execute("alter table " + table.quoted() + " rename to " + Sql.name(table.name() + OLD));
        execute("alter table " + quoted(table) + " rename to " + Sql.name(table.name()));
        execute("drop table " + old);
        for (String step : renameIndexes()) {
            execute(step);
        }
    }

    private List<String> handOver() throws SQLException {
        List<String> steps = new ArrayList<>();
        steps.addAll(statements("""
                select format('grant %%s on %1$s to %%s%%s', a.privilege_type,
                         case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
                         case when a.is_grantable then ' with grant option' else '' end)
                  from pg_class c, aclexplode(c.relacl) a where c.oid = ?""".formatted(quoted(table).replace("'", "''"))));
        steps.addAll(statements("""
                select format('alter sequence %%s owned by %1$s.%%I', s.oid::regclass, a.attname)
                  from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
                  join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                 where d.refobjid = ? and d.deptype = 'a'""".formatted(quoted(table).replace("'", "''"))));
        steps.addAll(statements("""
                select format('select setval(pg_get_serial_sequence(%%L, %%L), (select last_value from %%s), (select is_called from %%s))',
                         '%1$s', a.attname, s.oid::regclass, s.oid::regclass)
                  from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'
                  join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                 where d.refobjid = ? and d.deptype = 'i'""".formatted(quoted(table).replace("'", "''"))));
        steps.addAll(statements(
                "select format('alter table %1$s owner to %%I', pg_get_userbyid(relowner)) from pg_class where oid = ?"
                        .formatted(quoted(table).replace("'", "''"))));
        return steps;
    }

    private List<String> renameIndexes() throws SQLException {
        return statements("""
                select format('alter index %%I.%%I rename to %%I', n.nspname, i.relname,
                         replace(i.relname, '%s', ''))
                  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
                 where x.indrelid = to_regclass('%s') and i.relname like '%%\\_\\_next%%'
                   and to_regclass(quote_ident(n.nspname) || '.' || quote_ident(replace(i.relname, '%s', ''))) is null
                   and ?::bigint is not null""".formatted(SUFFIX, table.quoted().replace("'", "''"), SUFFIX));
    }

    private List<String> statements(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, table.id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
