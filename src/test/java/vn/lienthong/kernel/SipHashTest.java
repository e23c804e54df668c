package vn.lienthong.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The results that the makers of SipHash publish for the secret 00 01 … 0f and the inputs 00 01 …, and what texts may not do. */
class SipHashTest {
    private static final long LOW = 0x0706050403020100L;
    private static final long HIGH = 0x0f0e0d0c0b0a0908L;

    @Test
    void givesThePublishedResultsOf64Bits() {
        assertThat(SipHash.of(firstBytes(0), LOW, HIGH)).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(SipHash.of(firstBytes(2), LOW, HIGH)).isEqualTo(0x0d6c8009d9a94f5aL);
        assertThat(SipHash.of(firstBytes(8), LOW, HIGH)).isEqualTo(0x93f5f5799a932462L);
        assertThat(SipHash.of(firstBytes(14), LOW, HIGH)).isEqualTo(0xf723ca908e7af2eeL);
        assertThat(SipHash.of(firstBytes(16), LOW, HIGH)).isEqualTo(0x3f2acc7f57c29bdbL);
    }

    @Test
    void givesThePublishedResultsOf128Bits() {
        assertThat(ended(wide(), 0)).isEqualTo(mark(0xa3817f04ba25a8e6L, 0x6df67214c7550293L));
        assertThat(ended(wide(), 1L << 56)).isEqualTo(mark(0xda87c1d86b99af44L, 0x347659119b22fc45L));
        SipHash longer = wide();
        longer.word(0x0706050403020100L);
        assertThat(ended(longer, 0x0f0e0d0c0b0a0908L)).isEqualTo(mark(0x5493e99933b0a811L, 0x7e08ec0f97cfc3d9L));
    }

    @Test
    void textsThatDifferInLengthOrInTheirLastLettersDoNotMeet() {
        String[] texts = {"", "\0", "\0\0", "a", "ab", "abc", "abcd", "abcde", "abcd\0", "ạbcd", "abcḍ"};
        assertThat(Arrays.stream(texts).map(SipHashTest::of)).doesNotHaveDuplicates();
    }

    private static List<Long> of(String text) {
        SipHash hash = wide();
        hash.text(text);
        return ended(hash, 1);
    }

    private static SipHash wide() {
        return SipHash.wide(LOW, HIGH);
    }

    private static List<Long> ended(SipHash hash, long last) {
        return List.of(hash.high(last), hash.low());
    }

    private static List<Long> mark(long high, long low) {
        return List.of(Long.reverseBytes(high), Long.reverseBytes(low));
    }

    /** The bytes 00 01 02 … as letters of two bytes, low byte first. */
    private static String firstBytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
