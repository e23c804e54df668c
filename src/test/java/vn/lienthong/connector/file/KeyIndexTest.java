package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyIndexTest {
    @TempDir
    Path folder;

    @Test
    void manyKeysKeepTheirRowsWhileTheIndexGrowsOntoTheDisk() throws IOException {
        int many = 300_000;
        try (KeyIndex index = new KeyIndex(folder)) {
            for (int i = 0; i < many; i++) {
                long place = index.place(index.mark("k", String.valueOf(i)));
                index.row(place, index.mark("row " + i), i);
                index.set(place, i % 2 == 0 ? 1 : 2);
            }
            for (int i = 0; i < many; i++) {
                long place = index.find(index.mark("k", String.valueOf(i)));
                assertThat(index.offset(place)).isEqualTo(i);
                assertThat(index.flags(place)).isEqualTo(i % 2 == 0 ? 1 : 2);
                assertThat(index.holds(place, index.mark("row " + i))).isTrue();
                assertThat(index.holds(place, index.mark("row " + (i + 1)))).isFalse();
            }
            assertThat(index.find(index.mark("k", "none"))).isNegative();
            assertThat(index.count(flags -> flags == 2)).isEqualTo(many / 2);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whereOneTextEndsAndTheNextBeginsMatters() throws IOException {
        try (KeyIndex index = new KeyIndex(folder)) {
            assertThat(index.mark("ab", "c")).isNotEqualTo(index.mark("a", "bc"));
            assertThat(index.mark("a", "")).isNotEqualTo(index.mark("", "a"));
        }
    }
}
