package vn.lienthong.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lienthong} without a command is {@code serve}. */
@Command(name = "lienthong", mixinStandardHelpOptions = true, version = "lienthong 0.1.0")
final class RootCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    @Option(names = "--sample")
    private boolean sample;

    RootCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return new HubProcess(surroundings).serve(place, sample);
    }
}
