package vn.lienthong.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.mapping.Sheet.row;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;

/** What holds for whatever rows and rules; a failure names the seed that repeats it. */
class MappingPropertiesTest {
    private static final String[] PIECES = {
        "Nguyễn",
        "Nguye\u0302\u0303n",
        " ",
        "\u00A0",
        "0012",
        "31/02/2024",
        "01/07/2025",
        "A",
        "đ",
        "Đ",
        "-",
        "1.234,5",
        "",
        "\u0301",
        "\uD83D\uDE00",
        "i\u0307",
        "\u1E9B\u0323",
        "ß",
        "Å",
        "\u212B",
        "x"
    };
    private static final String[] CHAINS = {
        "trim",
        "squeeze",
        "nfc",
        "upper",
        "lower",
        "title",
        "digits",
        "empty_to_null",
        "\"pad_left(9, '0')\"",
        "\"replace('e', '\u0302')\"",
        "\"part('u', 1)\"",
        "\"part('-', -1)\"",
        "number",
        "\"date('dd/MM/yyyy')\"",
        "boolean"
    };

    @Test
    void everyRowIsAcceptedRejectedOrSkippedAndComputedTextIsComposed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            String yaml = "skip_when: row.s == 'x'\nmap:\n  id: k\n  a: { from: a, apply: [" + chain(random)
                    + "] }\n  b: { from: b, apply: [" + chain(random) + "] }\ncheck:\n  a: ["
                    + (random.nextBoolean() ? "required" : "unique") + "]\n";
            Sheet sheet = Sheet.of("k a b s").target("id a b", "id");
            Object[][] rows = new Object[random.nextInt(40)][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = row("k" + i, text(random), text(random), random.nextInt(5) == 0 ? "x" : "y");
            }
            Batch source = sheet.batch(rows);
            Mapped mapped = sheet.compile(yaml).apply(source, Sheet.RUN, Map.of());
            assertThat(mapped.accepted().size() + mapped.rejected().size() + mapped.skipped())
                    .as("seed %d, round %d:%n%s", seed, round, yaml)
                    .isEqualTo(rows.length);
            assertThat(mapped.kept().size())
                    .as("seed %d", seed)
                    .isEqualTo(mapped.rejected().size() + mapped.skipped());
            Set<Long> ordinals = new HashSet<>();
            for (Rejection rejection : mapped.rejected()) {
                assertThat(ordinals.add(rejection.ordinal()))
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(source.ordinal(rejection.row())).as("seed %d", seed).isEqualTo(rejection.ordinal());
            }
            for (int i = 0; i < mapped.accepted().size(); i++) {
                assertThat(ordinals.add(mapped.accepted().ordinal(i)))
                        .as("seed %d", seed)
                        .isTrue();
                for (int column = 1; column < 3; column++) {
                    String text = String.valueOf(mapped.accepted().value(i, column));
                    assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC))
                            .as("seed %d, round %d:%n%s", seed, round, yaml)
                            .isTrue();
                }
            }
        }
    }

    private static String chain(Random random) {
        StringBuilder chain = new StringBuilder(CHAINS[random.nextInt(CHAINS.length)]);
        for (int more = random.nextInt(3); more > 0; more--) {
            chain.append(", ").append(CHAINS[random.nextInt(CHAINS.length)]);
        }
        return chain.toString();
    }

    private static Object text(Random random) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(4); pieces >= 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
