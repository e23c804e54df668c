package vn.lienthong.cli;

import ch.qos.logback.classic.Level;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;

/** The command line: knows the commands, says what is wrong in one line and never shows a stack trace. */
public final class CommandLineDoor {
    /** What a command answers that leaves something running. */
    public static final int GOES_ON = -1;

    private static final char NO_LETTER = '\uFFFD';

    private final Class<?> application;
    private final Words words;
    private final PrintStream out;
    private final PrintStream err;
    private final PrintStream data;

    /**
     * A door to streams that show every letter.
     *
     * @param application the Spring application to start where a hub is needed
     */
    public CommandLineDoor(Class<?> application, Locale language, PrintStream out, PrintStream err) {
        this(application, language, out, err, StandardCharsets.UTF_8);
    }

    /**
     * A door.
     *
     * @param out takes UTF-8, as {@code err} does
     * @param shown which letters the terminal shows; words for people lose the marks of those it does not
     */
    public CommandLineDoor(Class<?> application, Locale language, PrintStream out, PrintStream err, Charset shown) {
        this.application = application;
        this.words = new Words(language);
        this.out = FoldedOutput.over(out, shown);
        this.err = FoldedOutput.over(err, shown);
        this.data = out;
    }

    /** Does what is asked; gives the exit code, or {@link #GOES_ON}. */
    public int enter(String... arguments) {
        if (LoggerFactory.getILoggerFactory() instanceof ch.qos.logback.classic.LoggerContext logs) {
            logs.getLogger("ROOT").setLevel(Level.ERROR); // until a hub sets its own
        }
        Terminal terminal = new Terminal(out, err, data, Screen.console().isPresent());
        Surroundings surroundings = new Surroundings(application, words, terminal);
        CommandLine line = new CommandLine(new RootCommand(surroundings));
        List.of(
                        new ServeCommand(surroundings),
                        new ValidateCommand(surroundings),
                        new DraftCommand(surroundings),
                        new TestCommand(surroundings),
                        new DiscoverCommand(surroundings),
                        new RunCommand(surroundings),
                        new ReconcileCommand(surroundings),
                        new StatusCommand(surroundings),
                        new ExportCommand(surroundings),
                        new ApplyCommand(surroundings),
                        new SignInCommand(surroundings),
                        new SignOutCommand(surroundings),
                        new SampleCommand(surroundings))
                .forEach(line::addSubcommand);
        line.addSubcommand(new CommandLine(new JournalCommand(words))
                .addSubcommand(new VerifyCommand(surroundings))
                .addSubcommand(new JournalExportCommand(surroundings))
                .addSubcommand(new JournalKeyCommand(surroundings)));
        line.addSubcommand(new CommandLine(new TokenCommand(words))
                .addSubcommand(new TokensCommand(surroundings))
                .addSubcommand(new RevokeCommand(surroundings)));
        line.addSubcommand(new CommandLine(new VaultCommand(words)).addSubcommand(new RotateCommand(surroundings)));
        line.addSubcommand(
                new CommandLine(new RoutesCommand(words)).addSubcommand(new RoutesLintCommand(surroundings)));
        line.addSubcommand(new CommandLine(new AlertCommand(words)).addSubcommand(new AlertTestCommand(surroundings)));
        line.addSubcommand(
                new CommandLine(new AgenciesCommand(words)).addSubcommand(new AgenciesImportCommand(surroundings)));
        line.setResourceBundle(words.bundle());
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(this::misunderstood);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, terminal));
        return line.execute(arguments);
    }

    /** A locale without Vietnamese letters spoils an argument before Java hands it over. */
    private int misunderstood(CommandLine.ParameterException wrong, String[] arguments) {
        String what = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? words.say("unknown", Map.of("what", String.join(" ", unmatched.getUnmatched())))
                : wrong.getMessage();
        err.println(what);
        if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
            Nearest.of(unmatched.getUnmatched().get(0), known(wrong.getCommandLine()))
                    .ifPresent(near -> err.println(words.say("near", Map.of("near", near))));
        }
        if (Arrays.stream(arguments).anyMatch(argument -> argument.indexOf(NO_LETTER) >= 0)) {
            err.println(words.say("letters-lost"));
        }
        err.println(words.say(
                "see-help",
                Map.of("command", wrong.getCommandLine().getCommandSpec().qualifiedName())));
        return 2;
    }

    private static Set<String> known(CommandLine command) {
        Set<String> known = new TreeSet<>(command.getSubcommands().keySet());
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        return known;
    }

    private int failed(Exception failure, Terminal terminal) {
        if (failure instanceof DocumentException document) {
            document.problems().forEach(problem -> terminal.trouble(problem.in(words.language())));
        } else if (failure instanceof HubException known) {
            terminal.trouble(words.say(known.problem()) + " " + words.say(known.remedy()));
        } else {
            terminal.trouble(words.say("bug", Map.of("what", String.valueOf(failure))));
        }
        return 1;
    }
}
