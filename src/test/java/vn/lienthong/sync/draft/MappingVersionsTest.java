package vn.lienthong.sync.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.testing.TestPostgres;

/** However many versions a job has had, each is reached. */
class MappingVersionsTest {
    private static final JobName JOB = new JobName("pupils");

    @Test
    void versionsAreTurnedPageByPageDownToTheFirst() {
        DataSource database = TestPostgres.database(TestPostgres.newDatabase());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        JdbcClient state = JdbcClient.create(database);
        state.sql("""
                        insert into mapping_versions (job, version, text, origin, by_whom, at)
                        select 'pupils', n, 'text ' || n, 'hub', 'tester', now() from generate_series(1, 130) n
                        """).update();
        MappingVersions versions = new MappingVersions(state, Clock.systemUTC());

        assertThat(numbers(versions.of(JOB, null, 3))).containsExactly(130, 129, 128);
        assertThat(numbers(versions.of(JOB, 128, 125)))
                .containsExactlyElementsOf(
                        IntStream.iterate(127, n -> n - 1).limit(125).boxed().toList());
        assertThat(numbers(versions.of(JOB, 3, 5))).containsExactly(2, 1);
        assertThat(versions.get(JOB, 1).text()).isEqualTo("text 1");
        assertThatThrownBy(() -> versions.get(JOB, 131))
                .isInstanceOfSatisfying(HubException.class, missing -> assertThat(missing.code())
                        .isEqualTo(DraftError.VERSION_UNKNOWN));
        assertThat(versions.of(new JobName("others"), null, 5)).isEmpty();
    }

    private static List<Integer> numbers(List<MappingVersions.Version> versions) {
        return versions.stream().map(MappingVersions.Version::version).toList();
    }
}
