package vn.lienthong.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.HubException;

class WrittenTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "31/12/2026 | 2026-12-31",
                "1/2/2027 | 2027-02-01",
                "2026-12-31 | 2026-12-31",
                "2026-12-31T00:00 | 2026-12-31",
                "02/2028 | 2028-02-29"
            })
    void aDayIsReadAsPeopleWriteIt(String written, LocalDate day) {
        assertThat(Written.day(written)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "410000000 | 410000000",
                "410.000.000 | 410000000",
                "410,000,000 | 410000000",
                "410 triệu | 410000000",
                "1,2 tỷ đồng | 1200000000",
                "1.280 triệu | 1280000000",
                "0.5 billion | 500000000"
            })
    void anAmountIsWholeDong(String written, long dong) {
        assertThat(Written.dong(written)).isEqualTo(dong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"31/2/2026", "soon", "13/2026", "31122026"})
    void whatIsNoDayIsRefused(String written) {
        assertThatThrownBy(() -> Written.day(written)).isInstanceOf(HubException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "-5", "1,5", "99999999999999999", "1.2.3 tỷ"})
    void whatIsNoAmountIsRefused(String written) {
        assertThatThrownBy(() -> Written.dong(written)).isInstanceOf(HubException.class);
    }

    @Test
    void aLevelIsOneOfFive() {
        assertThat(Written.level("cấp 3")).isEqualTo(3);
        assertThat(Written.level("")).isNull();
        assertThatThrownBy(() -> Written.level("6")).isInstanceOf(HubException.class);
    }
}
