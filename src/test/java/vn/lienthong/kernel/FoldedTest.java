package vn.lienthong.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vietnamese words as each place that compares them needs it. */
class FoldedTest {
    @ParameterizedTest
    @CsvSource({
        "Đặng Thị, dang thi",
        "'  Ư Ơ ', u o",
        "ĐẮK LẮK, dak lak",
        "smas-hanoi/pupils, smas-hanoi/pupils",
        "Nguyễn  Văn, nguyen  van"
    })
    void whatIsLookedForHasNoMarks(String text, String folded) {
        assertThat(Folded.of(text)).isEqualTo(folded);
    }

    @Test
    void howLettersAreComposedDoesNotCount() {
        assertThat(Folded.of("N\u01B0\u0303")).isEqualTo(Folded.of("N\u1EEE")).isEqualTo("nu");
    }

    @ParameterizedTest
    @CsvSource({
        "SoDinhDanh, so dinh danh",
        "Số định-danh, so dinh danh",
        "so_dinh_danh, so dinh danh",
        "lop2A, lop2 a",
        "CSDLNganh, csdlnganh",
        "' (Điểm)  thi ', diem thi"
    })
    void namesAndTextsHaveTheSameWords(String text, String words) {
        assertThat(Folded.words(text)).isEqualTo(words);
    }

    @Test
    void wordsStandWhole() {
        assertThat(Folded.holds("diem thi cua hoc sinh", "thi")).isTrue();
        assertThat(Folded.holds("diem thi cua hoc sinh", "hoc sinh")).isTrue();
        assertThat(Folded.holds("thieu nhi", "thi")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Ê-đê, ede", "ê đê, ede", "Ba na, bana", "Xơ-Đăng, xodang", "01, 01", "–, ''"})
    void spellingsOfAListHaveTheSameLetters(String text, String letters) {
        assertThat(Folded.letters(text)).isEqualTo(letters);
    }
}
