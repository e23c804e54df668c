package vn.lienthong.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SipHashTest {
    /** The key 00 01 … 0f of the authors' test vectors. */
    private final SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    @Test
    void agreesWithTheAuthorsTestVectors() {
        assertThat(hash.of(firstBytes(0))).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.of(firstBytes(2))).isEqualTo(0x0d6c8009d9a94f5aL);
        assertThat(hash.of(firstBytes(8))).isEqualTo(0x93f5f5799a932462L);
        assertThat(hash.of(firstBytes(14))).isEqualTo(0xf723ca908e7af2eeL);
        assertThat(hash.of(firstBytes(16))).isEqualTo(0x3f2acc7f57c29bdbL);
    }

    /** The bytes 00 01 02 … as characters of two bytes, low byte first. */
    private static String firstBytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
