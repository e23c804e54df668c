package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is in a database from its information schema; never counts or reads rows. */
final class Catalogue {
    /** Tables of the hub's own beside the system's: never offered. */
    static final String OWN = "lienthong\\_%";

    private Catalogue() {}

    /** Every table and view of the connection's database that this user may see. */
    static List<Table> tables(Connection connection) throws SQLException {
        return find(connection, null);
    }

    /** One table or view, or null. */
    static @Nullable Table table(Connection connection, String name) throws SQLException {
        List<Table> found = find(connection, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Table> find(Connection connection, @Nullable String name) throws SQLException {
        Map<String, List<Index>> indexes = indexes(connection, name);
        Map<String, List<NativeColumn>> columns = columns(connection, name, indexes);
        List<Table> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select table_name, table_type, engine, table_rows, table_collation
                from information_schema.tables
                where table_schema = database() and table_name not like ? and (? is null or table_name = ?)
                order by table_name""")) {
            bind(statement, OWN, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String table = rows.getString(1);
                    List<NativeColumn> its = columns.getOrDefault(table, List.of());
                    if (table.isBlank() || table.indexOf('/') >= 0 || its.isEmpty()) {
                        continue;
                    }
                    boolean view = !"BASE TABLE".equals(rows.getString(2));
                    long estimate = rows.getLong(4);
                    boolean unknown = rows.wasNull() || view;
                    tables.add(new Table(
                            table,
                            view,
                            rows.getString(3),
                            unknown ? null : estimate,
                            rows.getString(5),
                            its,
                            key(its, indexes.getOrDefault(table, List.of())),
                            indexes.getOrDefault(table, List.of()).stream()
                                    .filter(index -> index.unique && !index.partial)
                                    .map(index -> Set.copyOf(index.columns))
                                    .toList()));
                }
            }
        }
        return tables;
    }

    private static Map<String, List<NativeColumn>> columns(
            Connection connection, @Nullable String name, Map<String, List<Index>> indexes) throws SQLException {
        Map<String, List<NativeColumn>> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select table_name, column_name, lower(data_type), column_type, is_nullable,
                       character_maximum_length, numeric_precision, numeric_scale, datetime_precision,
                       character_set_name, collation_name, lower(extra)
                from information_schema.columns
                where table_schema = database() and table_name not like ? and (? is null or table_name = ?)
                order by table_name, ordinal_position""")) {
            bind(statement, OWN, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String table = row.getString(1);
                    String column = row.getString(2);
                    String extra = String.valueOf(row.getString(12));
                    columns.computeIfAbsent(table, t -> new ArrayList<>())
                            .add(new NativeColumn(
                                    column,
                                    row.getString(3),
                                    row.getString(4),
                                    "YES".equals(row.getString(5)),
                                    number(row, 6),
                                    integer(row, 7),
                                    integer(row, 8),
                                    integer(row, 9),
                                    row.getString(10),
                                    row.getString(11),
                                    extra.contains("generated") && !extra.contains("default_generated"),
                                    extra.contains("auto_increment"),
                                    indexes.getOrDefault(table, List.of()).stream()
                                            .anyMatch(index ->
                                                    index.columns.get(0).equals(column))));
                }
            }
        }
        return columns;
    }

    private record Index(String name, boolean unique, boolean partial, List<String> columns) {}

    private static Map<String, List<Index>> indexes(Connection connection, @Nullable String name) throws SQLException {
        Map<String, Map<String, Index>> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select table_name, index_name, non_unique, sub_part is not null, column_name
                from information_schema.statistics
                where table_schema = database() and column_name is not null
                  and table_name not like ? and (? is null or table_name = ?)
                order by table_name, index_name, seq_in_index""")) {
            bind(statement, OWN, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Map<String, Index> its = found.computeIfAbsent(row.getString(1), t -> new LinkedHashMap<>());
                    Index index = its.get(row.getString(2));
                    boolean partial = row.getBoolean(4) || (index != null && index.partial);
                    List<String> names = index == null ? new ArrayList<>() : index.columns;
                    names.add(row.getString(5));
                    its.put(row.getString(2), new Index(row.getString(2), !row.getBoolean(3), partial, names));
                }
            }
        }
        Map<String, List<Index>> lists = new HashMap<>();
        found.forEach((table, its) -> lists.put(table, List.copyOf(its.values())));
        return lists;
    }

    /** The primary key, else the shortest unique index without gaps. */
    private static List<String> key(List<NativeColumn> columns, List<Index> indexes) {
        Set<String> certain = new HashSet<>();
        columns.stream().filter(column -> !column.nullable()).forEach(column -> certain.add(column.name()));
        return indexes.stream()
                .filter(index -> index.unique && !index.partial && certain.containsAll(index.columns))
                .min(Comparator.comparing((Index index) -> !index.name.equals("PRIMARY"))
                        .thenComparing(index -> index.columns.size())
                        .thenComparing(Index::name))
                .map(index -> List.copyOf(index.columns))
                .orElse(List.of());
    }

    private static void bind(PreparedStatement statement, String own, @Nullable String name) throws SQLException {
        statement.setString(1, own);
        statement.setString(2, name);
        statement.setString(3, name);
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : new java.math.BigDecimal(text).longValue();
    }

    private static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
        Long number = number(row, column);
        return number == null ? null : number.intValue();
    }
}
