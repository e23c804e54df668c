package vn.lienthong.route;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import vn.lienthong.kernel.JobName;
import vn.lienthong.sync.RunSteps;

/**
 * The routes of sync jobs: each step of a run is a step of its route, so that Camel's own counters show where time and errors go.
 * What travels is the run itself, batch by batch in its loop; never single rows.
 */
final class JobRoute extends RouteBuilder {
    /** The steps in order, as they are shown. */
    static final List<String> STEPS = List.of("open", "read", "map", "write", "hold", "commit", "deletes", "finish");

    private final Collection<JobName> jobs;
    private final Throughput throughput;

    JobRoute(Collection<JobName> jobs, Throughput throughput) {
        this.jobs = jobs;
        this.throughput = throughput;
    }

    static String id(JobName job) {
        return "sync." + job;
    }

    static String stepId(JobName job, String step) {
        return id(job) + "." + step;
    }

    @Override
    public void configure() {
        jobs.forEach(this::route);
    }

    private void route(JobName job) {
        from("direct:" + id(job))
                .routeId(id(job))
                .errorHandler(noErrorHandler())
                .process(step(run -> {
                    run.open();
                    tell(job, run);
                }))
                .id(stepId(job, "open"))
                .loopDoWhile(exchange -> run(exchange).goesOn())
                .id(stepId(job, "batches"))
                .process(step(RunSteps::read))
                .id(stepId(job, "read"))
                .process(step(RunSteps::map))
                .id(stepId(job, "map"))
                .process(step(RunSteps::write))
                .id(stepId(job, "write"))
                .process(step(RunSteps::hold))
                .id(stepId(job, "hold"))
                .process(step(run -> {
                    run.commit();
                    tell(job, run);
                }))
                .id(stepId(job, "commit"))
                .end()
                .process(step(RunSteps::deletes))
                .id(stepId(job, "deletes"))
                .process(step(RunSteps::finish))
                .id(stepId(job, "finish"));
    }

    private void tell(JobName job, RunSteps run) {
        throughput.told(job, run.id(), run.progress().counts().read());
    }

    private static Processor step(Consumer<RunSteps> work) {
        return exchange -> work.accept(run(exchange));
    }

    private static RunSteps run(Exchange exchange) {
        return exchange.getMessage().getBody(RunSteps.class);
    }
}
