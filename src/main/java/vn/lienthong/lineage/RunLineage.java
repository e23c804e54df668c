package vn.lienthong.lineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.SyncJob;

/** Makes events of OpenLineage of runs: job, run, datasets and how many rows; no columns, no rows, and of an error its code alone. */
final class RunLineage {
    private static final URI PRODUCER = URI.create("https://lienthong.vn/hub");

    private final OpenLineage events = new OpenLineage(PRODUCER);
    private final String namespace;

    /** @param namespace under which jobs and datasets of this hub stand */
    RunLineage(String namespace) {
        this.namespace = namespace;
    }

    OpenLineage.RunEvent started(Run run, SyncJob job) {
        return event(run, job, EventType.START, run.started() == null ? run.requested() : run.started());
    }

    /** @return null where the run goes on, or will */
    OpenLineage.@Nullable RunEvent ended(Run run, SyncJob job) {
        Instant at = run.finished();
        if (at == null) {
            return null;
        }
        return switch (run.state()) {
            case DONE, DONE_WITH_REJECTIONS -> event(run, job, EventType.COMPLETE, at);
            case FAILED -> event(run, job, EventType.FAIL, at);
            case CANCELLED -> event(run, job, EventType.ABORT, at);
            default -> null;
        };
    }

    private OpenLineage.RunEvent event(Run run, SyncJob job, EventType type, Instant at) {
        return events.newRunEventBuilder()
                .eventType(type)
                .eventTime(at.atZone(ZoneOffset.UTC))
                .run(events.newRunBuilder().runId(id(run)).facets(facets(run)).build())
                .job(events.newJobBuilder()
                        .namespace(namespace)
                        .name(job.name().value())
                        .facets(events.newJobFacetsBuilder()
                                .jobType(events.newJobTypeJobFacetBuilder()
                                        .processingType(job.follows() ? "STREAMING" : "BATCH")
                                        .integration("LIENTHONG")
                                        .jobType("JOB")
                                        .build())
                                .build())
                        .build())
                .inputs(inputs(job))
                .outputs(List.of(output(run, job, type)))
                .build();
    }

    /** The same whichever node tells of the run. */
    private UUID id(Run run) {
        return UUID.nameUUIDFromBytes((namespace + "/runs/" + run.id()).getBytes(StandardCharsets.UTF_8));
    }

    private OpenLineage.RunFacets facets(Run run) {
        OpenLineage.RunFacetsBuilder facets = events.newRunFacetsBuilder();
        if (run.failure() != null) {
            facets.errorMessage(events.newErrorMessageRunFacet(run.failure().code(), "Java", null));
        }
        return facets.build();
    }

    /** What it reads, then what it asks about its rows. */
    private List<OpenLineage.InputDataset> inputs(SyncJob job) {
        List<OpenLineage.InputDataset> inputs = new ArrayList<>();
        Stream.concat(
                        Stream.of(job.from().dataset()),
                        job.rules().lookUps().stream().map(rule -> rule.ask()))
                .map(DatasetName::toString)
                .distinct()
                .forEach(name -> inputs.add(events.newInputDatasetBuilder()
                        .namespace(namespace)
                        .name(name)
                        .build()));
        return inputs;
    }

    private OpenLineage.OutputDataset output(Run run, SyncJob job, EventType type) {
        OpenLineage.OutputDatasetBuilder output = events.newOutputDatasetBuilder()
                .namespace(namespace)
                .name(job.to().dataset().toString());
        if (type != EventType.START) {
            output.outputFacets(events.newOutputDatasetOutputFacetsBuilder()
                    .outputStatistics(events.newOutputStatisticsOutputDatasetFacetBuilder()
                            .rowCount(run.counts().written())
                            .build())
                    .build());
        }
        return output.build();
    }
}
