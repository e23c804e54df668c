package vn.lienthong.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the tree of agencies. */
@Command(name = "agencies", mixinStandardHelpOptions = true)
final class AgenciesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Words words;

    AgenciesCommand(Words words) {
        this.words = words;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), words.say("agencies.what"));
    }
}
