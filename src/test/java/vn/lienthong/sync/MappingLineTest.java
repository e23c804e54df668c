package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MappingLineTest {
    private static final String JOB = """
            sync: pupils
            from: { dataset: here/lop }
            map:
              id: id
              grade: { from: lop }    # not lop_cu
              old: lop_cu             # lop
              room: { cel: "row.lop + 'A'" }
            check:
              grade: [required]
            guard: { lop: 1 }
            """;

    @Test
    void theLinesOfMappingAndChecksThatNameTheColumnAreFound() {
        assertThat(MappingLine.naming(JOB, List.of("lop")))
                .containsExactly(
                        new MappingLine(5, "grade: { from: lop }    # not lop_cu"),
                        new MappingLine(7, "room: { cel: \"row.lop + 'A'\" }"));
        assertThat(MappingLine.naming(JOB, List.of("lop_cu", "grade")))
                .extracting(MappingLine::number)
                .containsExactly(5, 6, 9);
        assertThat(MappingLine.naming(JOB, List.of())).isEmpty();
        assertThat(MappingLine.naming("map: { a: lop }\n", List.of("lop"))).hasSize(1);
    }
}
