package vn.lienthong.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with alerts. */
@Command(name = "alert", mixinStandardHelpOptions = true)
final class AlertCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Words words;

    AlertCommand(Words words) {
        this.words = words;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), words.say("alert.what"));
    }
}
