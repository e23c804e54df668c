package vn.lienthong.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the keys of the vault. */
@Command(name = "vault", mixinStandardHelpOptions = true)
final class VaultCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Words words;

    VaultCommand(Words words) {
        this.words = words;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), words.say("vault.what"));
    }
}
