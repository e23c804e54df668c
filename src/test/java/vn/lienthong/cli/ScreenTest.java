package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void nobodyWatchesAProgramThatIsReadByAnother() throws Exception {
        Process reader = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asked.class.getName()))
                .redirectErrorStream(true)
                .start();
        reader.getOutputStream().close();

        assertThat(new String(reader.getInputStream().readAllBytes())).isEqualTo("Optional.empty");
        assertThat(reader.waitFor()).isZero();
    }

    /** The program. */
    static final class Asked {
        public static void main(String[] arguments) {
            System.out.print(Screen.console());
        }
    }
}
