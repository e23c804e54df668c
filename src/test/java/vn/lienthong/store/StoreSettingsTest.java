package vn.lienthong.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.kernel.SettingsGroup;

class StoreSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void aDatabaseIsNamedByItsPlaceAlone() {
        String url = "jdbc:postgresql://db.example:5433/lienthong?user=hub&password=Bi-mat-1&ssl=true";
        List<SettingsGroup.Line> lines = of(new ExternalDatabase(url, "hub", "Bi-mat-2"));
        assertThat(lines.get(0).value().en()).isEqualTo("db.example:5433/lienthong");
        assertThat(lines.toString()).doesNotContain("Bi-mat");
    }

    @Test
    void withoutOneItIsTheHubsOwnAndTheRoomLeftIsTold() {
        List<SettingsGroup.Line> lines = of(new ExternalDatabase(null, null, null));
        assertThat(lines.get(0).value().en()).contains("of its own");
        assertThat(lines.get(3).value().en()).matches("\\d+ of \\d+ GiB");
    }

    private List<SettingsGroup.Line> of(ExternalDatabase database) {
        return new StoreSettings(new HubFolders(folder, folder), database).lines();
    }
}
