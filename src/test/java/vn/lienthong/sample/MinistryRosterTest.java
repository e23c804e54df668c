package vn.lienthong.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.store.PostgresServer;

/** The sector database of the sample has its rows as OneRoster wants them. */
class MinistryRosterTest {
    @TempDir
    Path folder;

    @Test
    void theSectorStandsInTheViewsOfARoster() throws Exception {
        try (PostgresServer server =
                PostgresServer.start(folder.resolve("server"), Map.of("fsync", "off", "shared_buffers", "16MB"))) {
            server.createDatabase("csdl");
            MinistrySystem ministry = new MinistrySystem(server.database("csdl"));
            ministry.prepare();
            ministry.prepare(); // at every start
            JdbcTemplate csdl = new JdbcTemplate(server.database("csdl"));
            csdl.execute("""
                    insert into schools values ('01200001', 'x', 'Trường Một', 2, '01', null, now());
                    insert into pupils values ('HN-1', 'x', 'Nguyễn Thị Ánh', '2014-02-03', 'nu', '001214000001', null, '01', null,
                        '01200001', '7A1', 7, now()), ('HN-2', 'x', 'An', '2014-02-04', 'nam', '001214000002', null, '01', null,
                        null, null, 7, now());
                    insert into teachers values ('T-1', 'x', 'Trần Văn Đức', '1980-01-01', 'nam', '001080000001', '01200001', '7A1', now());
                    """);
            assertThat(csdl.queryForList("select sourced_id || ' ' || type from roster_orgs order by 1", String.class))
                    .containsExactly("01200001 school", "G03 national");
            assertThat(csdl.queryForList(
                            "select sourced_id || ' ' || coalesce(family_name, '-') || '|' || given_name || ' ' || role || ' '"
                                    + " || coalesce(province_code, '-') from roster_users order by 1",
                            String.class))
                    .containsExactly(
                            "HN-1 Nguyễn Thị|Ánh student 01", "HN-2 -|An student 01", "T-1 Trần Văn|Đức teacher 01");
            assertThat(csdl.queryForList(
                            "select sourced_id || ' ' || title || ' ' || course || ' ' || school from roster_classes",
                            String.class))
                    .containsExactly("01200001.7A1 7A1 grade-7 01200001");
            assertThat(csdl.queryForList(
                            "select sourced_id || ' ' || class_id || ' ' || is_primary from roster_enrollments order by 1",
                            String.class))
                    .containsExactly("e.HN-1 01200001.7A1 false", "e.T-1 01200001.7A1 true");
            assertThat(csdl.queryForList("select user_id || ' ' || role from roster_roles order by 1", String.class))
                    .containsExactly("HN-1 student", "T-1 teacher");
            assertThat(csdl.queryForList("select sex from roster_demographics order by sourced_id", String.class))
                    .containsExactly("female", "male", "male");
            assertThat(csdl.queryForObject("select count(*) from roster_courses", Integer.class))
                    .isEqualTo(12);
            assertThat(csdl.queryForObject(
                            "select count(*) from roster_sessions join roster_classes on terms = roster_sessions.sourced_id",
                            Integer.class))
                    .isOne();
        }
    }
}
