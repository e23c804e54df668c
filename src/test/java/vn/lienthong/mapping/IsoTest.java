package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read fast is read the same: whatever Java takes is taken as Java takes it, and nothing else. */
class IsoTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2012-09-05",
                "2012-02-29",
                "2011-02-29",
                "2012-13-01",
                "2012-00-10",
                "0000-01-01",
                "-2012-09-05",
                "2012-9-05",
                "2012/09/05",
                "２０１２-09-05",
                " 2012-09-05",
                "",
                "2012-09-05T07:30:00",
                "2012-09-05 07:30:00",
                "2012-09-05t07:30:00",
                "2012-09-05T24:00:00",
                "2012-09-05T07:60:00",
                "2012-09-05T07:30:60",
                "2012-09-05T07:30",
                "2012-09-05T07:30:00.123456789",
                "2012-09-05T07:30:00Z",
                "2012-09-05T07:30:00z",
                "2012-09-05T07:30:00+07:00",
                "2012-09-05T07:30:00-00:00",
                "2012-09-05T07:30:00+19:00",
                "2012-09-05T07:30:00+7:000",
                "2012-09-05T07:30:00+0700",
                "2012-09-05T07:30:00+07:00:30",
                "2012-09-05T07:30:00.5+07:00",
                "2012-09-05T07:30:00 07:00"
            })
    void isReadAsJavaReadsIt(String text) {
        assertThat(read(Iso::day, text)).isEqualTo(read(LocalDate::parse, text));
        assertThat(read(Iso::time, text)).isEqualTo(read(LocalDateTime::parse, text));
        assertThat(read(Iso::moment, text)).isEqualTo(read(OffsetDateTime::parse, text));
    }

    private static String read(Function<String, Object> reader, String text) {
        try {
            return reader.apply(text).toString();
        } catch (DateTimeException refused) {
            return "refused";
        }
    }
}
