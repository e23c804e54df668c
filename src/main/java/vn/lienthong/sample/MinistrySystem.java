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
            create table if not exists schools_as_sent (
              school_code text primary key,
              name text not null,
              province_code text not null,
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

    /** The sector as OneRoster has it: people's names stand there in two parts, and what nobody keeps a table of is made of what there is. */
    private static final String ROSTER = """
            create or replace view roster_orgs as
              select school_code as sourced_id, 'active' as status, updated_at, name, 'school' as type, 'G03' as parent,
                province_code::text as province_code
              from schools
              union all select 'G03', 'active', null, 'Bộ Giáo dục và Đào tạo', 'national', null, null;
            create or replace view roster_sessions as
              select 'y-' || year as sourced_id, 'active' as status, 'Năm học ' || year || '-' || year + 1 as title,
                'schoolYear' as type, make_date(year, 9, 5) as begins, make_date(year + 1, 5, 31) as ends,
                (year + 1)::text as school_year
              from (select extract(year from current_date - interval '8 months')::int as year) as now;
            create or replace view roster_courses as
              select 'grade-' || grade as sourced_id, 'active' as status, 'Khối ' || grade as title, grade::text as grades,
                'G03' as org
              from generate_series(1, 12) as grade;
            create or replace view roster_classes as
              select school_code || '.' || class_name as sourced_id, 'active' as status, max(updated_at) as updated_at,
                class_name as title, 'homeroom' as type, min(grade)::text as grades, 'grade-' || min(grade) as course,
                school_code as school, 'y-' || extract(year from current_date - interval '8 months')::int as terms,
                min(province_code)::text as province_code
              from pupils where school_code is not null and class_name is not null group by school_code, class_name;
            create or replace view roster_people as
              select pupil_id as sourced_id, full_name, birth_date, sex, personal_id::text as personal_id, school_code,
                class_name, 'student' as role, grade::text as grades, province_code::text as province_code, updated_at
              from pupils
              union all
              select teacher_id, full_name, birth_date, sex, personal_id::text, teachers.school_code, class_name, 'teacher', null,
                schools.province_code::text, teachers.updated_at
              from teachers left join schools on schools.school_code = teachers.school_code;
            create or replace view roster_users as
              select sourced_id, 'active' as status, updated_at, true as enabled,
                substring(full_name from '[^ ]+$') as given_name, trim(substring(full_name from '^(.*) [^ ]+$')) as family_name,
                role, school_code as org, grades, personal_id, province_code
              from roster_people;
            create or replace view roster_roles as
              select 'r.' || sourced_id as sourced_id, sourced_id as user_id, 'primary' as role_type, role, school_code as org,
                province_code
              from roster_people where school_code is not null;
            create or replace view roster_enrollments as
              select 'e.' || sourced_id as sourced_id, 'active' as status, updated_at, sourced_id as user_id,
                school_code || '.' || class_name as class_id, school_code as school, role, role = 'teacher' as is_primary,
                province_code
              from roster_people where school_code is not null and class_name is not null;
            create or replace view roster_demographics as
              select sourced_id, 'active' as status, updated_at, birth_date,
                case sex when 'nam' then 'male' when 'nu' then 'female' else 'unspecified' end as sex, personal_id, province_code
              from roster_people;
            """;

    private final DataSource database;

    MinistrySystem(DataSource database) {
        this.database = database;
    }

    void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES + ROSTER);
        }
    }
}
