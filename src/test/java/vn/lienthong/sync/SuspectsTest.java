package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspectsTest {
    private final Suspects first = Suspects.firstLook();

    @Test
    void theFirstLookJudgesAllAndTakesWhatSeemsWrong() {
        assertThat(first.none()).isTrue();
        assertThat(first.concerns(1)).isTrue();
        assertThat(first.stands(1, 10, 11)).isTrue();
        assertThat(first.none()).isFalse();
    }

    @Test
    void afterItOnlyWhatBothSidesHoldAsBeforeIsWrong() {
        first.stands(1, 10, 11);
        first.stands(2, 20, 21);
        first.stands(3, 30, 31);
        first.stands(4, 40, 0);
        Suspects second = first.nextLook();

        assertThat(second.concerns(5)).as("was not wrong before").isFalse();
        assertThat(second.stands(1, 10, 11)).isTrue();
        assertThat(second.stands(2, 22, 21)).as("the source moved on").isFalse();
        assertThat(second.stands(3, 30, 32))
                .as("the target moved on, and the source may have come back to where it was")
                .isFalse();
        assertThat(second.stands(4, 40, 0)).as("still lost").isTrue();
        assertThat(second.nextLook().concerns(3))
                .as("once moved, no longer judged")
                .isFalse();
    }

    @Test
    void rowsOfOneKeyMayBeReadInAnyOrder() {
        first.stands(1, 10, 11);
        first.standsAgain(1, 10);
        first.standsAgain(2, 20);
        Suspects second = first.nextLook();

        assertThat(second.standsAgain(1, 10)).isTrue();
        assertThat(second.standsAgain(2, 20)).isTrue();
        assertThat(second.standsAgain(2, 21)).as("the source moved on").isFalse();
    }
}
