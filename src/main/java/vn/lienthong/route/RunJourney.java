package vn.lienthong.route;

import java.util.function.Consumer;
import vn.lienthong.sync.RunSteps;

/** A run on its route: a turn is a batch, from reading it to its commit; the steps before and after the batches stand beside. */
final class RunJourney {
    private final Journey<RunSteps> journey;
    private long read;
    private RunSteps.Found found = RunSteps.Found.ROWS;

    RunJourney(RouteMeter meter, RunSteps run) {
        this.journey = new Journey<>(meter, JobRoute.id(run.job()), run);
    }

    RunSteps run() {
        return journey.carried();
    }

    void step(String name, Consumer<RunSteps> work) {
        journey.step(name, work);
        switch (name) {
            case "open" -> {
                moved(); // what earlier attempts have read is not of this one
                journey.settle();
            }
            case "read" -> found = run().found();
            case "commit" -> turn();
            // the last batch is committed with what follows it
            case "deletes", "finish" -> journey.settle(moved());
            default -> {} // within a turn
        }
    }

    private void turn() {
        switch (found) {
            case ROWS -> journey.turn(moved());
            case NOTHING -> {
                journey.leave("read"); // the steps after it had nothing to do
                journey.settle(moved());
            }
            case NOTHING_YET -> journey.forget();
        }
    }

    private long moved() {
        long before = read;
        read = run().progress().counts().read();
        return Math.max(0, read - before);
    }
}
