package vn.lienthong.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;

/** Measures what the mapping of the benchmark costs a row: three renames, one trim and upper, one check of 12 digits, 12 columns. */
final class MappingSpeed {
    private static final int ROWS = 5_000;
    private static final int ROUNDS = 9;

    private MappingSpeed() {}

    public static void main(String[] arguments) {
        String columns = "id:integer a b c name so_dinh_danh born:date f g score:decimal i j";
        String target = "pupil_id:integer aa bb c name personal_id born:date f g score:decimal i j";
        String bench = """
                map:
                  pupil_id: id
                  aa: a
                  bb: b
                  c: c
                  name: { from: name, apply: [trim, upper] }
                  personal_id: so_dinh_danh
                  born: born
                  f: f
                  g: g
                  score: score
                  i: i
                  j: j
                check:
                  personal_id: [CHECK]
                """;
        Sheet sheet = Sheet.of(columns).target(target, "pupil_id");
        Batch batch = sheet.batch(rows());
        measure("benchmark mapping", sheet.compile(bench.replace("CHECK", "digits(12)")), batch);
        measure("… with pattern [0-9]{12}", sheet.compile(bench.replace("CHECK", "'pattern(\"[0-9]{12}\")'")), batch);
        measure("… and unique", sheet.compile(bench.replace("CHECK", "digits(12), unique")), batch);
        measure(
                "… and one expression",
                sheet.compile(bench.replace("CHECK", "digits(12), 'cel(\"row.f.size() > 1\")'")),
                batch);
    }

    private static @Nullable Object[][] rows() {
        Random random = new Random(42);
        @Nullable Object[][] rows = new Object[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            String id = random.nextInt(1000) == 0 ? "12" : "001214" + String.format("%06d", i);
            rows[i] = Sheet.row(
                    (long) i,
                    "HN" + i,
                    "b",
                    "c",
                    " Nguyễn Thị Minh An ",
                    id,
                    LocalDate.of(2014, 1, 1),
                    "ffff",
                    "g",
                    BigDecimal.TEN,
                    "i",
                    "j");
        }
        return rows;
    }

    private static void measure(String what, CompiledMapping mapping, Batch batch) {
        double[] micros = new double[ROUNDS];
        int rejected = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int times = 60;
            long from = System.nanoTime();
            for (int i = 0; i < times; i++) {
                rejected = mapping.newRun()
                        .apply(batch, Sheet.RUN, Map.of())
                        .rejected()
                        .size();
            }
            micros[round] = (System.nanoTime() - from) / 1e3 / times / ROWS;
        }
        Arrays.sort(micros);
        System.out.printf(
                "%-28s %.3f µs/row median, %.3f best, %d of %d rejected%n",
                what, micros[ROUNDS / 2], micros[0], rejected, ROWS);
    }
}
