package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** What the hub suggests: from names in two languages, with marks and without, and from the shape of values. */
class ClassHintTest {
    @ParameterizedTest
    @CsvSource({
        "ho_ten, PERSONAL",
        "HoTen, PERSONAL",
        "hoten, PERSONAL",
        "Họ và tên, PERSONAL",
        "HO_TEN_HS, PERSONAL",
        "so_dinh_danh, PERSONAL",
        "Số định danh cá nhân (*), PERSONAL",
        "SoDinhDanh, PERSONAL",
        "cccd, PERSONAL",
        "so_cccd, PERSONAL",
        "identity_no, PERSONAL",
        "personalId, PERSONAL",
        "ngay_sinh, PERSONAL",
        "Ngày sinh, PERSONAL",
        "dob, PERSONAL",
        "birthDate, PERSONAL",
        "dia_chi, PERSONAL",
        "Địa chỉ, PERSONAL",
        "address, PERSONAL",
        "sdt, PERSONAL",
        "sdt_phu_huynh, PERSONAL",
        "email, PERSONAL",
        "diem_tb, PERSONAL",
        "gioi_tinh, PERSONAL",
        "dan_toc, SENSITIVE",
        "Dân tộc, SENSITIVE",
        "ma_dan_toc, SENSITIVE",
        "ethnicity_id, SENSITIVE",
        "ton_giao, SENSITIVE",
        "khuyet_tat, SENSITIVE",
        "Dạng khuyết tật, SENSITIVE",
        "suc_khoe, SENSITIVE",
        "lop, INTERNAL",
        "Lớp, INTERNAL",
        "ma_truong, INTERNAL",
        "updated_at, INTERNAL",
    })
    void aNameSuggestsAClass(String name, DataClass expected) {
        assertThat(ClassHint.ofName(name).map(ClassHint::dataClass)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "so_luong_may",
                "developer",
                "essex",
                "trang_thai",
                "tieng_anh",
                "tinh_trang",
                "classification"
            })
    void aNameThatSaysNothingSuggestsNothing(String name) {
        assertThat(ClassHint.ofName(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "001214000001;001 214 000 002;001314000003;079315000004;001214000005 | personal ids | PERSONAL",
                "0912345678;+84912345678;0912 345 679;0387654321;02438693108 | phone | PERSONAL",
                "an@x.example;binh@y.example.vn;chi@z.example;d@e.example;h@k.example | e-mail | PERSONAL",
                "Nguyễn Văn An;Trần Thị Bình;Lê Chi;Phạm Dũng;Giàng A Páo | family names | PERSONAL",
                "01/02/2012;15/11/2013;3/4/2011;30/12/2014;02/05/2012 | dates of birth | PERSONAL",
                "Kinh;Tày;H'Mông;KINH;Khơ-me | ethnic groups | SENSITIVE",
                "Không;Phật giáo;Công giáo;Không;Tin lành | religions | SENSITIVE",
            })
    void valuesSuggestAClass(String values, String reason, DataClass expected) {
        Optional<ClassHint> hint = look(values.split(";"));

        assertThat(hint.map(ClassHint::dataClass)).contains(expected);
        assertThat(hint.orElseThrow().reason().en()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "001214000001;12;13;14;15",
                "999999999999;999999999998;999999999997;999999999996;999999999995",
                "01/09/2026;02/09/2026;03/09/2026;04/09/2026;05/09/2026",
                "Nguyễn Văn An;Trần Thị Bình",
                "Kinh;Kinh;Kinh;Kinh;Kinh;Kinh",
                "6A1;6A2;7A1;8A3;9A2",
            })
    void valuesThatProveNothingSuggestNothing(String values) {
        assertThat(look(values.split(";"))).isEmpty();
    }

    @Test
    void aFewOddValuesDoNotHideTheOthers() {
        String[] values = IntStream.range(0, 100)
                .mapToObj(i -> i % 10 == 0 ? "chưa có" : "09123456" + (10 + i % 80))
                .toArray(String[]::new);

        assertThat(look(values)).isPresent();
    }

    private static Optional<ClassHint> look(String... values) {
        Schema schema = new Schema(List.of(Column.of("c1", ValueType.TEXT)));
        Batch batch = RowBatch.of(
                schema,
                List.of(values).stream().map(value -> new Object[] {value}).toList(),
                1);
        return new ValueLook(ColumnWords.SHIPPED, LocalDate.of(2026, 11, 26)).look(batch, 0);
    }
}
