package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;

/** A file that somebody replaces, cuts or takes away while it is read. */
class FilesChangeTest {
    private final FromFiles scenario;

    FilesChangeTest() throws Exception {
        scenario = new FromFiles(true);
    }

    @Test
    void aFileThatIsCutWhileItIsReadEndsTheRun() throws Exception {
        LeanHub hub = LeanHub.disturbed(
                scenario.plan(),
                "read:3",
                () -> inTheFile(file -> {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(Files.size(file) / 2 + 7);
                    }
                }));

        endsAndIsMadeWholeByTheNextFile(hub);
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadEndsTheRun() throws Exception {
        LeanHub hub = LeanHub.disturbed(
                scenario.plan(),
                "read:3",
                () -> inTheFile(file -> Files.writeString(
                        file, Files.readString(file).replace("Nguyễn", "Trần-").replace("tệp", "tập"))));

        endsAndIsMadeWholeByTheNextFile(hub);
    }

    @Test
    void aFileThatIsTakenAwayWhileTheRunWaitsDeletesNothing() throws Exception {
        LeanHub hub = LeanHub.disturbed(scenario.plan(), "written:12", LeanHub::loseTheSystem);
        assertThat(hub.run().state()).isEqualTo(RunState.PAUSED);
        inTheFile(Files::delete);

        Run run = hub.run();

        assertThat(run.state().active()).isFalse();
        assertThat(run.counts().deleted()).isZero();
        scenario.change(new Random(2));
        arrived(hub.run());
        Judge.judge(scenario, hub);
    }

    private void endsAndIsMadeWholeByTheNextFile(LeanHub hub) throws Exception {
        Run run = hub.run();
        assertThat(run.state()).as(run.toString()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().kind()).isIn(ErrorKind.CONFIGURATION, ErrorKind.DATA);
        assertThat(run.failure().problem().vi()).contains("hoc-sinh-1.csv");
        assertThat(run.failure().remedy().vi()).isNotBlank();
        scenario.change(new Random(2));
        Run next = hub.run();
        assertThat(next.state().good()).as(next.toString()).isTrue();
        scenario.change(new Random(3));

        arrived(hub.run());

        Judge.judge(scenario, hub);
    }

    private static void arrived(Run run) {
        assertThat(run.state()).as(run.toString()).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(run.counts().addUp()).isTrue();
    }

    private void inTheFile(Act act) {
        try {
            act.on(scenario.claimed());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private interface Act {
        void on(Path file) throws IOException;
    }
}
