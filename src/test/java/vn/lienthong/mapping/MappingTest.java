package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.mapping.Sheet.row;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

class MappingTest {
    private static final String PUPILS = """
            map:
              pupil_id:      ma_hs
              full_name:     { from: ho_ten, apply: [trim, squeeze, nfc] }
              birth_date:    { from: ngay_sinh, apply: [date("dd/MM/yyyy")] }
              sex:           { from: gioi_tinh, translate: sex, otherwise: reject }
              province_code: { from: ma_tinh, translate: provinces-63-to-34, at: updated_at }
              grade:         { cel: "int(row.lop.substring(0, row.lop.size() - 2))" }
              personal_id:   { from: so_dinh_danh, apply: [digits] }
              source:        { value: smas-hanoi }
            check:
              personal_id: [required, personal_id(birth_date, sex)]
              full_name:   [required, length(2, 120)]
              grade:       [between(1, 12)]
            """;
    private static final Sheet SHEET = Sheet.of(
                    "ma_hs ho_ten ngay_sinh gioi_tinh ma_tinh lop so_dinh_danh updated_at:moment ghi_chu")
            .target(
                    "pupil_id full_name birth_date:date sex province_code grade:integer personal_id source",
                    "pupil_id");
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-01-05T00:00:00+07:00");

    private static Object[] pupil(String id, String name, String born, String sex, String lop, String personalId) {
        return row(id, name, born, sex, "10", lop, personalId, NOW, "x");
    }

    @Test
    void theJobOfTheManualMapsAPupil() {
        Mapped mapped =
                SHEET.map(PUPILS, pupil("1", " Nguye\u0302\u0303n  An ", "31/05/2014", "Nữ", "10A1", "001314 000001"));
        assertThat(mapped.rejected()).isEmpty();
        Batch accepted = mapped.accepted();
        assertThat(List.of(
                        accepted.value(0, 0),
                        accepted.value(0, 1),
                        accepted.value(0, 2),
                        accepted.value(0, 3),
                        accepted.value(0, 4),
                        accepted.value(0, 5),
                        accepted.value(0, 6),
                        accepted.value(0, 7)))
                .containsExactly(
                        "1", "Nguyễn An", LocalDate.of(2014, 5, 31), "nu", "15", 10L, "001314000001", "smas-hanoi");
    }

    @Test
    void aPlainColumnPassesThroughUndecoded() {
        CompiledMapping mapping = SHEET.compile(PUPILS);
        Batch source = SHEET.batch(
                pupil("bad", "x", "31/02/2014", "Nam", "1A1", "001214000001"),
                pupil("2", "An", "31/05/2014", "Nam", "1A1", "001214000001"));
        Batch accepted = mapping.apply(source, Sheet.RUN, Map.of()).accepted();
        assertThat(accepted.origin()).isSameAs(source);
        assertThat(accepted.size()).isEqualTo(1);
        assertThat(accepted.originRow(0)).isEqualTo(1);
        assertThat(accepted.ordinal(0)).isEqualTo(2);
        assertThat(accepted.originColumn(0)).isZero();
        assertThat(accepted.originColumn(1)).isEqualTo(-1);
        assertThat(accepted.value(0, 0)).isEqualTo("2");
        assertThat(mapping.sourceColumns()).doesNotContain("ghi_chu").hasSize(8);
    }

    @Test
    void theFirstFailingFieldInOrderGivesTheOneReason() {
        Mapped mapped = SHEET.map(
                PUPILS,
                pupil("1", " ", "31/02/2014", "Nam", "A1", "12"),
                pupil("2", "An", "31/02/2014", "Nam", "1A1", "12"),
                pupil("3", "An", "01/05/2014", "khác", "1A1", "001214000001"),
                pupil("4", "An", "01/05/2014", "Nam", "xA1", "001214000001"),
                pupil("5", "An", "01/05/2014", "Nam", "13A1", "12"));
        assertThat(mapped.rejected())
                .extracting(Rejection::code)
                .containsExactly(
                        "full_name.required", "birth_date.date", "sex.translate", "grade.cel", "grade.between");
        assertThat(mapped.rejected())
                .extracting(Rejection::valueClass)
                .containsExactly("empty", "text(10)", "text(4)", "computed", "computed");
        assertThat(mapped.rejected()).extracting(Rejection::ordinal).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(mapped.rejected().get(2).reason().vi())
                .isEqualTo("Mã không có trong danh mục \"sex\", hoặc không có hiệu lực vào ngày đó.");
        assertThat(mapped.rejected().toString()).doesNotContain("khác", "31/02/2014");
    }

    @Test
    void aPersonalIdAgreesWithBirthDateAndSex() {
        Mapped mapped = SHEET.map(
                PUPILS,
                pupil("1", "An", "01/05/2014", "Nam", "1A1", "001214000001"),
                pupil("2", "An", "01/05/2014", "Nữ", "1A1", "001214000001"),
                pupil("3", "An", "01/05/2013", "Nam", "1A1", "001214000001"),
                pupil("4", "An", "01/05/1914", "Nam", "1A1", "001214000001"),
                pupil("5", "An", "01/05/2014", "Nam", "1A1", "00121400001"),
                pupil("6", "An", "01/05/2014", "Nam", "1A1", "003214000001"),
                pupil("7", "An", "01/05/2014", "Nam", "1A1", "142214000001"),
                pupil("8", "An", "01/05/2014", "Nam", "1A1", null));
        assertThat(mapped.rejected())
                .extracting(Rejection::code)
                .containsExactly(
                        "personal_id.sex",
                        "personal_id.year",
                        "personal_id.year",
                        "personal_id.personal_id",
                        "personal_id.prefix",
                        "personal_id.required");
        assertThat(mapped.accepted().size()).isEqualTo(2);
    }

    @Test
    void rejectedAndSkippedRowsKeepTheirTargetRow() {
        String yaml =
                "skip_when: row.a == 'skip'\nmap:\n  id: { from: id, apply: [upper] }\n  a: { from: a, apply: [integer] }\n";
        Mapped mapped = Sheet.of("id a")
                .target("id a:integer", "id")
                .map(yaml, row("x1", "1"), row("x2", "skip"), row("x3", "bad"), row(null, "bad"));
        assertThat(mapped.skipped()).isEqualTo(1);
        assertThat(mapped.accepted().size()).isEqualTo(1);
        assertThat(mapped.kept().schema().columns()).extracting(Column::name).containsExactly("id");
        assertThat(mapped.kept().size()).isEqualTo(2);
        assertThat(mapped.kept().value(0, 0)).isEqualTo("X2");
        assertThat(mapped.kept().value(1, 0)).isEqualTo("X3");
        assertThat(mapped.kept().ordinal(1)).isEqualTo(3);
        assertThat(mapped.keyUnknown()).isTrue();
    }

    @Test
    void aKeyThatFollowsABrokenFieldIsStillKnown() {
        String yaml = "map:\n  a: { from: a, apply: [integer] }\n  id: { from: id, apply: [upper] }\n";
        Mapped mapped = Sheet.of("id a").target("id a:integer", "id").map(yaml, row("x", "bad"));
        assertThat(mapped.kept().value(0, 0)).isEqualTo("X");
        assertThat(mapped.keyUnknown()).isFalse();
    }

    @Test
    void aRefusedRowDoesNotTakeAValueFromAGoodOne() {
        String yaml = "map:\n  id: id\n  a: { from: a, apply: [integer] }\ncheck:\n  id: [unique]\n";
        CompiledMapping mapping = Sheet.of("id a").compile(yaml);
        Sheet sheet = Sheet.of("id a");
        Mapped first = mapping.apply(
                sheet.batch(row("x", "bad"), row("x", "1"), row("x", "2"), row(null, "3"), row(null, "4")),
                Sheet.RUN,
                Map.of());
        assertThat(first.rejected()).extracting(Rejection::code).containsExactly("a.integer", "id.unique");
        assertThat(first.rejected().get(1).ordinal()).isEqualTo(3);
        assertThat(mapping.apply(sheet.batch(row("x", "1")), Sheet.RUN, Map.of())
                        .rejected())
                .hasSize(1);
        assertThat(mapping.newRun()
                        .apply(sheet.batch(row("x", "1")), Sheet.RUN, Map.of())
                        .rejected())
                .isEmpty();
    }

    @Test
    void referencesAreAskedForAndJudged() {
        String yaml =
                "map:\n  school: { from: ma_truong, apply: [upper] }\ncheck:\n  school: ['reference(csdl/schools, code)']\n";
        Sheet sheet = Sheet.of("ma_truong");
        CompiledMapping mapping = sheet.compile(yaml);
        Batch batch = sheet.batch(row("h1"), row("h2"), row((Object) null), row("h1"));
        Map<ReferenceCheck, Set<Object>> asked = mapping.asks(batch, Sheet.RUN, Asked.nothing());
        assertThat(asked).hasSize(1);
        ReferenceCheck check = mapping.references().get(0);
        assertThat(check.dataset()).hasToString("csdl/schools");
        assertThat(asked.get(check)).containsExactly("H1", "H2");
        Mapped mapped = mapping.apply(batch, Sheet.RUN, Map.of(check, Set.of("H1")));
        assertThat(mapped.rejected()).extracting(Rejection::code).containsExactly("school.reference");
        assertThat(mapped.accepted().size()).isEqualTo(3);
    }

    @Test
    void whatTheTargetCannotHoldIsRefusedAndNeverCut() {
        Schema target = new Schema(List.of(
                new Column("a", ValueType.TEXT, false, "varchar(3)", 3, null, null, DataClass.PUBLIC),
                new Column("d", ValueType.DECIMAL, true, "numeric(4,1)", null, 4, 1, DataClass.PUBLIC)));
        Mapped mapped = Sheet.of("a d:decimal")
                .target(target)
                .map(
                        "map: { a: a, d: d }",
                        row("abc", new BigDecimal("999.90")),
                        row("abcd", BigDecimal.ONE),
                        row(null, BigDecimal.ONE),
                        row("abc", new BigDecimal("0.25")),
                        row("abc", new BigDecimal("1000")));
        assertThat(mapped.rejected())
                .extracting(Rejection::code)
                .containsExactly("a.too_long", "a.not_null", "d.too_precise", "d.too_precise");
    }

    @Test
    void typesChangeOnlyWhereNothingIsLost() {
        Sheet sheet = Sheet.of("t n:decimal m:moment").target("t:integer n:integer m:date");
        String yaml = "map: { t: t, n: n, m: m }";
        OffsetDateTime midnight = OffsetDateTime.parse("2025-06-30T17:00:00Z");
        Mapped mapped = sheet.map(
                yaml,
                row("007", new BigDecimal("2.00"), midnight),
                row("7.5", BigDecimal.ONE, midnight),
                row("", BigDecimal.ONE, midnight),
                row("1", new BigDecimal("2.5"), midnight),
                row("1", BigDecimal.ONE, midnight.plusHours(1)),
                row(null, null, null));
        assertThat(mapped.accepted().size()).isEqualTo(2);
        assertThat(mapped.accepted().value(0, 0)).isEqualTo(7L);
        assertThat(mapped.accepted().value(0, 1)).isEqualTo(2L);
        assertThat(mapped.accepted().value(0, 2)).isEqualTo(LocalDate.of(2025, 7, 1));
        assertThat(mapped.accepted().value(1, 0)).isNull();
        assertThat(mapped.rejected())
                .extracting(Rejection::code)
                .containsExactly("t.type", "t.type", "n.type", "m.type");
    }

    @Test
    void aCodeIsReadOnItsOwnDay() {
        String yaml = "map:\n  p: { from: p, translate: provinces-63-to-34, at: d }\n";
        Mapped mapped = Sheet.of("p d:date")
                .map(
                        yaml,
                        row("10", LocalDate.of(2025, 6, 30)),
                        row("10", LocalDate.of(2025, 7, 1)),
                        row("10", null),
                        row("99", LocalDate.of(2025, 7, 1)));
        assertThat(mapped.accepted().value(0, 0)).isEqualTo("10");
        assertThat(mapped.accepted().value(1, 0)).isEqualTo("15");
        assertThat(mapped.rejected()).extracting(Rejection::code).containsExactly("p.translate.day", "p.translate");
    }

    @Test
    void anUnknownCodeMayBeKeptEmptiedOrReplaced() {
        String yaml = """
                map:
                  a: { from: s, translate: sex, otherwise: keep }
                  b: { from: s, translate: sex, otherwise: null }
                  c: { from: s, translate: sex, otherwise: { value: "?" } }
                """;
        Batch accepted = Sheet.of("s").map(yaml, row("khác"), row("Nam")).accepted();
        assertThat(List.of(accepted.value(0, 0), accepted.value(0, 2), accepted.value(1, 1)))
                .containsExactly("khác", "?", "nam");
        assertThat(accepted.value(0, 1)).isNull();
    }
}
