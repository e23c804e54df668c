package vn.lienthong.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.Run;
import vn.lienthong.testing.Collector;

/** A catalogue of data flows hears of runs, of nothing in them, and harms none by being away. */
class LineageTest extends WatchedHub {
    private static final String PATH = "/api/v1/lineage";
    private static final String JOB = "lineage";

    LineageTest() {
        super(JOB);
    }

    /** The run with which this hub began, and those of the tests before, have been told. */
    @BeforeEach
    void settle() {
        await().until(() -> !events().isEmpty() && events().size() % 2 == 0);
    }

    @Test
    void aRunIsToldWhenItBeginsAndWhenItEnds() {
        int before = events().size();
        Run run = run();

        await().until(() -> events().size() == before + 2);
        JsonNode start = events().get(before);
        JsonNode end = events().get(before + 1);
        assertThat(start.path("eventType").asText()).isEqualTo("START");
        assertThat(end.path("eventType").asText()).isEqualTo("COMPLETE");
        assertThat(OffsetDateTime.parse(end.path("eventTime").asText()).toInstant())
                .isEqualTo(run.finished());
        for (JsonNode event : List.of(start, end)) {
            assertThat(event.at("/job/namespace").asText()).isEqualTo("moet-hub");
            assertThat(event.at("/job/name").asText()).isEqualTo(JOB);
            assertThat(event.at("/job/facets/jobType/processingType").asText()).isEqualTo("BATCH");
            assertThat(event.at("/inputs/0/name").asText()).isEqualTo(JOB + "-here/pupils");
            assertThat(event.at("/outputs/0/name").asText()).isEqualTo(JOB + "-there/pupils");
            assertThat(event.at("/run/runId").asText())
                    .hasSize(36)
                    .isEqualTo(start.at("/run/runId").asText());
            assertThat(event.toString()).doesNotContain("canary");
        }
        assertThat(end.at("/outputs/0/outputFacets/outputStatistics/rowCount").asLong())
                .isEqualTo(run.counts().written());
        assertThat(CATALOGUE.sent(PATH))
                .allSatisfy(sent -> assertThat(sent.headers()).containsEntry("authorization", "Bearer lineage-key"));
    }

    @Test
    void aRunThatFailsIsToldWithItsCode() {
        target.execute("alter table pupils rename to hidden");
        try {
            int before = events().size();
            Run failed = run();
            await().until(() -> events().size() == before + 2);
            JsonNode end = events().get(before + 1);
            assertThat(end.path("eventType").asText()).isEqualTo("FAIL");
            assertThat(end.at("/run/facets/errorMessage/message").asText())
                    .isEqualTo(failed.failure().code());
        } finally {
            target.execute("alter table hidden rename to pupils");
        }
    }

    @Test
    void aCatalogueThatRefusesHarmsNoRunAndHearsOfTheNext() {
        int before = events().size();
        CATALOGUE.answers(500);
        try {
            assertThat(run().state().good()).isTrue();
            await().until(() -> events().size() >= before + 2);
        } finally {
            CATALOGUE.answers(201);
        }
        int after = events().size();
        assertThat(run().state().good()).isTrue();
        await().until(() -> events().size() == after + 2);
    }

    private Run run() {
        return ended(control.start(new JobName(JOB), "tester").id());
    }

    /** What was told of this job; another one follows its source meanwhile. */
    private static List<JsonNode> events() {
        return CATALOGUE.sent(PATH).stream()
                .map(LineageTest::read)
                .filter(event -> event.at("/job/name").asText().equals(JOB))
                .toList();
    }

    private static JsonNode read(Collector.Sent sent) {
        try {
            return new ObjectMapper().readTree(sent.body());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
