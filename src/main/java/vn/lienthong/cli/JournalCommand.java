package vn.lienthong.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be asked of the journal. */
@Command(name = "journal", mixinStandardHelpOptions = true)
final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Words words;

    JournalCommand(Words words) {
        this.words = words;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), words.say("journal.what"));
    }
}
