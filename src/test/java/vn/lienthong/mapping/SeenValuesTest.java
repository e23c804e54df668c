package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenValuesTest {
    @Test
    void itTellsWhatASetWouldTell() {
        long seed = System.nanoTime();
        System.out.println("SeenValuesTest seed " + seed);
        Random random = new Random(seed);
        SeenValues seen = new SeenValues(seed);
        Set<Object> set = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            Object value =
                    random.nextBoolean() ? (Object) (long) random.nextInt(200_000) : "id" + random.nextInt(200_000);
            assertThat(seen.contains(value)).isEqualTo(set.contains(value));
            seen.add(value);
            set.add(value);
        }
    }

    @Test
    void equalNumbersAreEqualWhateverTheirZeros() {
        SeenValues seen = new SeenValues(1);
        seen.add(new BigDecimal("1.50"));
        assertThat(seen.contains(new BigDecimal("1.5"))).isTrue();
    }

    @Test
    void tenMillionValuesTakeLessThan200Megabytes() {
        SeenValues seen = new SeenValues(5);
        for (long i = 0; i < 10_000_000; i++) {
            seen.add(i * 7919);
        }
        assertThat(seen.bytes()).isLessThan(200_000_000L);
        assertThat(seen.contains(7919L)).isTrue();
        assertThat(seen.contains(7920L)).isFalse();
    }
}
