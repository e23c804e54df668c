package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.quarantine.Cell;

/** What people meant by a cell after Excel has had it. */
class ReturnedCellTest {
    record Read(
            ValueType type,
            @Nullable Object held,
            String given,
            @Nullable String change) {}

    static Stream<Read> read() {
        LocalDate day = LocalDate.of(2014, 9, 5);
        LocalDateTime moment = day.atTime(7, 30, 15).plusNanos(123_000_000);
        return Stream.of(
                new Read(ValueType.TEXT, "An", "An ", null),
                new Read(ValueType.TEXT, "An", "Ân", "Ân"),
                new Read(ValueType.TEXT, "A\u0302n", "Ân", null),
                new Read(ValueType.TEXT, "An", "", ""),
                new Read(ValueType.TEXT, null, "  ", null),
                new Read(ValueType.TEXT, "=1+1", "'=1+1", null),
                new Read(ValueType.TEXT, "=1+1", "2", "2"),
                new Read(ValueType.TEXT, "012", "12", null),
                new Read(ValueType.TEXT, "012", "013", "013"),
                new Read(ValueType.TEXT, "12", "13", "13"),
                new Read(ValueType.TEXT, "31/02/2014", "2014-02-28", "28/02/2014"),
                new Read(ValueType.INTEGER, 99L, "9", "9"),
                new Read(ValueType.INTEGER, 99L, "99", null),
                new Read(ValueType.DECIMAL, new BigDecimal("7.50"), "7,5", null),
                new Read(ValueType.DECIMAL, new BigDecimal("7.50"), "8,25", "8.25"),
                new Read(ValueType.BOOLEAN, Boolean.TRUE, "Không", "false"),
                new Read(ValueType.DATE, day, "41887", null),
                new Read(ValueType.DATE, day, "41888", "2014-09-06"),
                new Read(ValueType.DATE, day, "6/9/2014", "2014-09-06"),
                new Read(ValueType.DATE, day, "2014-09-05T00:00", null),
                new Read(ValueType.TIMESTAMP, moment, "2014-09-05T07:30:15", null),
                new Read(ValueType.TIMESTAMP, moment, "05/09/2014 08:00", "2014-09-05T08:00"),
                new Read(ValueType.BYTES, new byte[] {1}, "anything", null));
    }

    @ParameterizedTest
    @MethodSource("read")
    void itIsReadAsPeopleMeantIt(Read read) throws ReturnedCell.Unusable {
        assertThat(cell(read.type(), read.held()).change(read.given())).isEqualTo(Optional.ofNullable(read.change()));
    }

    static Stream<Read> unusable() {
        return Stream.of(
                new Read(ValueType.TEXT, "012345678901", "12345678902", null),
                new Read(ValueType.INTEGER, 99L, "chín", null),
                new Read(ValueType.DATE, LocalDate.of(2014, 9, 5), "31/02/2014", null),
                new Read(ValueType.BOOLEAN, Boolean.TRUE, "có lẽ", null));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeMeantIsSaidWithoutIt(Read read) {
        assertThatThrownBy(() -> cell(read.type(), read.held()).change(read.given()))
                .isInstanceOfSatisfying(ReturnedCell.Unusable.class, unusable -> assertThat(
                                unusable.why().vi())
                        .startsWith("cột: ")
                        .doesNotContain(read.given()));
    }

    private static ReturnedCell cell(ValueType type, @Nullable Object held) {
        return new ReturnedCell(new Cell("cột", type, DataClass.PERSONAL, held));
    }
}
