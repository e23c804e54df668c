package vn.lienthong.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The ministry's sector database: the target, empty at first. */
final class MinistrySystem {
    static final String DATABASE = "csdl";
    private static final String TABLES = """
            create table if not exists schools (
              school_code text primary key,
              source text not null,
              name text not null,
              level smallint not null,
              province_code char(2) not null,
              commune text,
              updated_at timestamptz);
            create table if not exists pupils (
              pupil_id text primary key,
              source text not null,
              full_name text not null,
              birth_date date not null,
              sex text not null,
              personal_id char(12) not null,
              ethnic_code char(2),
              province_code char(2) not null,
              address text,
              school_code text,
              class_name text,
              grade smallint not null,
              updated_at timestamptz);
            create table if not exists teachers (
              teacher_id text primary key,
              source text not null,
              full_name text not null,
              birth_date date,
              sex text,
              personal_id char(12),
              school_code text,
              class_name text,
              updated_at timestamptz);
            create table if not exists verified_pupils (
              pupil_id text primary key,
              source text not null,
              personal_id char(12) not null,
              full_name text not null,
              official_name text,
              registered boolean not null,
              birth_date_agrees boolean not null,
              name_agrees boolean not null);
            create table if not exists insurance_cards (
              card_code text primary key,
              source text not null,
              personal_id char(12) not null,
              full_name text not null,
              birth_date date not null,
              clinic text,
              valid_until date not null,
              updated_at timestamptz not null);
            create or replace view pupils_lao_cai as
              select pupil_id, full_name, birth_date, personal_id from pupils where source = 'lao-cai-excel';
            """;

    private final DataSource database;

    MinistrySystem(DataSource database) {
        this.database = database;
    }

    void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
    }
}
