package vn.lienthong.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.lienthong.sample.SampleSector;
import vn.lienthong.sample.SampleSettings;
import vn.lienthong.store.DataFolderLock;
import vn.lienthong.store.HubFolders;

/** Makes the sample anew, with any number of pupils; the hub must not be running. */
@Command(name = "sample", mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    @Spec
    private CommandSpec spec;

    private long pupils;

    SampleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Option(names = "--pupils", paramLabel = "N", defaultValue = "35000")
    void pupils(String number) {
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw new ParameterException(
                    spec.commandLine(), surroundings.words().say("sample.pupils", Map.of("what", number)));
        }
        pupils = Long.parseLong(number);
    }

    @Override
    public Integer call() throws IOException {
        HubFolders folders = place.folders();
        try (DataFolderLock lock = DataFolderLock.take(folders.data())) {
            Path drop = folders.home().resolve(SampleSector.DROP_ROOT);
            FileSystemUtils.deleteRecursively(folders.data().resolve("sample"));
            FileSystemUtils.deleteRecursively(drop);
            SampleSettings settings = new SampleSettings(true, pupils, SampleSettings.FAULTY_EVERY, Duration.ZERO);
            long begun = System.nanoTime();
            try (SampleSector sector = SampleSector.begin(folders, settings, Clock.systemUTC())) {
                sector.variables();
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            if (place.json()) {
                surroundings.terminal().data("{\"pupils\":" + pupils + ",\"seconds\":" + seconds + "}");
                return 0;
            }
            surroundings
                    .terminal()
                    .line(surroundings.words().say("sample.made", Map.of("pupils", pupils, "seconds", seconds)));
        }
        return 0;
    }
}
