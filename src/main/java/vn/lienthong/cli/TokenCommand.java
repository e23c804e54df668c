package vn.lienthong.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with API tokens. */
@Command(name = "token", mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Words words;

    TokenCommand(Words words) {
        this.words = words;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), words.say("token.what"));
    }
}
