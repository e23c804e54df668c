package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The results that the makers of SipHash publish for the secret 00 01 … 0f and the inputs 00 01 …, and what texts may not do. */
class SipHashTest {
    private static SipHash hash() {
        return new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    }

    @Test
    void givesThePublishedResults() {
        assertThat(hash().end(0)).isEqualTo(mark(0xa3817f04ba25a8e6L, 0x6df67214c7550293L));
        assertThat(hash().end(1L << 56)).isEqualTo(mark(0xda87c1d86b99af44L, 0x347659119b22fc45L));
        SipHash longer = hash();
        longer.word(0x0706050403020100L);
        assertThat(longer.end(0x0f0e0d0c0b0a0908L)).isEqualTo(mark(0x5493e99933b0a811L, 0x7e08ec0f97cfc3d9L));
    }

    private static KeyIndex.Mark mark(long high, long low) {
        return new KeyIndex.Mark(Long.reverseBytes(high), Long.reverseBytes(low));
    }

    @Test
    void textsThatDifferInLengthOrInTheirLastLettersDoNotMeet() {
        String[] texts = {"", "\0", "\0\0", "a", "ab", "abc", "abcd", "abcde", "abcd\0", "ạbcd", "abcḍ"};
        assertThat(java.util.Arrays.stream(texts).map(SipHashTest::of)).doesNotHaveDuplicates();
    }

    private static KeyIndex.Mark of(String text) {
        SipHash hash = hash();
        hash.text(text);
        return hash.end(1);
    }
}
