package vn.lienthong.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaoCaiFolderTest {
    @TempDir
    Path folder;

    @Test
    void theFirstWorkbookArrivesOnce() throws IOException {
        first("hoc-sinh-1.xlsx");
        first("hoc-sinh-2.xlsx");

        assertThat(workbooks()).containsExactly("hoc-sinh-1.xlsx");
    }

    @Test
    void aFolderThatAKilledStartLeftEmptyStillGetsItsWorkbook() throws IOException {
        Files.createDirectories(folder.resolve("drop"));
        Files.writeString(folder.resolve("drop/.hoc-sinh-1.xlsx.new"), "half a workbook");

        first("hoc-sinh-2.xlsx");

        assertThat(workbooks()).containsExactly("hoc-sinh-2.xlsx");
    }

    private void first(String name) throws IOException {
        new LaoCaiFolder(
                        folder.resolve("drop"),
                        SmallSector.of(Locality.LAO_CAI, SmallSector.SEED, PlantedFaults.none()))
                .dropFirst(folder.resolve("data/sent"), name, 40);
    }

    private List<String> workbooks() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("drop"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }
}
