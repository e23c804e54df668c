package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.lienthong.kernel.HubException;

class MappingReferenceTest {
    private static final Path PAGE = Path.of("src/docs/reference/mapping.md");

    @Test
    void theReferencePageIsNotStale() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, MappingReference.page());
        }
        assertThat(Files.readString(PAGE))
                .as("the page is stale; write it anew with -Dtest=MappingReferenceTest -Ddocs.write=true")
                .isEqualTo(MappingReference.page());
    }

    @Test
    void everyTransformAndCheckHasHelpInBothLanguages() {
        assertThat(MappingReference.transforms()).hasSizeGreaterThan(10).allSatisfy(MappingReferenceTest::helps);
        assertThat(MappingReference.checks()).hasSizeGreaterThan(10).allSatisfy(MappingReferenceTest::helps);
    }

    private static void helps(MappingReference.Item item) {
        assertThat(item.help().en()).isNotBlank().doesNotContain("{");
        assertThat(item.help().vi())
                .isNotBlank()
                .doesNotContain("{")
                .isNotEqualTo(item.help().en());
        assertThat(CallReader.call(item.example()).name()).isEqualTo(item.name());
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsToldInBothLanguages(Reason reason) {
        assertThat(reason.text(Map.of()).vi())
                .isNotBlank()
                .isNotEqualTo(reason.text(Map.of()).en());
    }

    @ParameterizedTest
    @EnumSource(MappingError.class)
    void everyErrorHasARemedyInBothLanguages(MappingError error) {
        HubException told = new HubException(error, Map.of());
        assertThat(told.problem().vi()).isNotEqualTo(told.problem().en()).doesNotContain(error.code());
        assertThat(told.remedy().vi()).isNotBlank().isNotEqualTo(told.remedy().en());
    }
}
