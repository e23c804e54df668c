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
 * The routes of sync jobs: each step of a run is a step of its route, so that it shows where time and errors go. What travels is the run
 * itself, batch by batch in its loop; never single rows.
 */
final class JobRoute extends RouteBuilder {
    /** The steps in order, as they are shown. */
    static final List<String> STEPS = List.of("open", "read", "map", "write", "hold", "commit", "deletes", "finish");

    private final Collection<JobName> jobs;

    JobRoute(Collection<JobName> jobs) {
        this.jobs = jobs;
    }

    static String id(JobName job) {
        return "sync." + job;
    }

    private static String stepId(JobName job, String step) {
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
                .process(step("open", RunSteps::open))
                .id(stepId(job, "open"))
                .loopDoWhile(exchange -> carried(exchange).goesOn())
                .id(stepId(job, "batches"))
                .process(step("read", RunSteps::read))
                .id(stepId(job, "read"))
                .process(step("map", RunSteps::map))
                .id(stepId(job, "map"))
                .process(step("write", RunSteps::write))
                .id(stepId(job, "write"))
                .process(step("hold", RunSteps::hold))
                .id(stepId(job, "hold"))
                .process(step("commit", RunSteps::commit))
                .id(stepId(job, "commit"))
                .end()
                .process(step("deletes", RunSteps::deletes))
                .id(stepId(job, "deletes"))
                .process(step("finish", RunSteps::finish))
                .id(stepId(job, "finish"));
    }

    private static Processor step(String name, Consumer<RunSteps> work) {
        return exchange -> exchange.getMessage().getBody(RunJourney.class).step(name, work);
    }

    private static RunSteps carried(Exchange exchange) {
        return exchange.getMessage().getBody(RunJourney.class).run();
    }
}
