package vn.lienthong.cli;

import picocli.CommandLine.Command;

/** The whole journal, signed at its end, to where the answer goes. */
@Command(name = "export", mixinStandardHelpOptions = true)
final class JournalExportCommand extends HubCommand {
    JournalExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int ask(HubAccess hub) {
        hub.client().copy("journal/export", surroundings.terminal().bytes());
        return 0;
    }
}
