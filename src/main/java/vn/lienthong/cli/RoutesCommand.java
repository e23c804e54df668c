package vn.lienthong.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with files of hand-made routes. */
@Command(name = "routes", mixinStandardHelpOptions = true)
final class RoutesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Words words;

    RoutesCommand(Words words) {
        this.words = words;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), words.say("routes.what"));
    }
}
