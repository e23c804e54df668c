package vn.lienthong;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import vn.lienthong.kernel.HubException;
import vn.lienthong.vault.VaultError;

class StartRefusalTest {
    @Test
    void aRefusedStartSaysWhatToDoInBothLanguages() {
        FailureAnalyzer ours =
                SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, (type, name, needsAContext) -> {})
                        .stream()
                        .filter(StartRefusal.class::isInstance)
                        .findFirst()
                        .orElseThrow();

        var said = ours.analyze(
                new IllegalStateException("bean", new HubException(VaultError.KEY_WRONG, Map.of("file", "data/key"))));

        assertThat(said.getDescription()).contains("data/key", "is not the one");
        assertThat(said.getAction())
                .contains("Đưa lại khóa đi cùng cơ sở dữ liệu này", "Give the key that belongs to this database");
    }
}
