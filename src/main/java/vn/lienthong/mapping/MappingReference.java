package vn.lienthong.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** Every transform and check with help in both languages, for the console and for the reference page. */
public final class MappingReference {
    private MappingReference() {}

    /**
     * One transform or check.
     *
     * @param name as written
     * @param signature how it is called
     * @param help what it does
     * @param example a call
     * @param before a value before the example, null for checks
     * @param after what the example makes of it, null for checks
     */
    public record Item(
            String name,
            String signature,
            Text help,
            String example,
            @Nullable String before,
            @Nullable String after) {}

    /** The transforms, in the order of the reference. */
    public static List<Item> transforms() {
        return Transforms.all().stream()
                .map(transform -> new Item(
                        transform.name(),
                        transform.signature(),
                        Reason.Words.text("transform." + transform.name(), Transforms.words()),
                        transform.example(),
                        transform.before(),
                        transform.after()))
                .toList();
    }

    /** The checks, in the order of the reference. */
    public static List<Item> checks() {
        return Checks.all().stream()
                .map(check -> new Item(
                        check.name(),
                        check.signature(),
                        Reason.Words.text("check." + check.name(), Map.of()),
                        check.example(),
                        null,
                        null))
                .toList();
    }

    /** The reference page in Markdown; {@code src/docs/reference/mapping.md} holds it and a test compares. */
    public static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (String part : List.of("Transforms", "Checks")) {
            boolean transforms = part.equals("Transforms");
            page.append("\n## ").append(part).append("\n\n");
            page.append(
                    transforms
                            ? "| written | does | làm gì | example |\n"
                            : "| written | demands | đòi hỏi | example |\n");
            page.append("|---|---|---|---|\n");
            for (Item item : transforms ? transforms() : checks()) {
                page.append("| `").append(cell(item.signature())).append("` | ");
                page.append(cell(item.help().in(Locale.ENGLISH))).append(" | ");
                page.append(cell(item.help().vi()))
                        .append(" | `")
                        .append(cell(item.example()))
                        .append('`');
                page.append(transforms ? ": " + cell(item.before() + " → " + item.after()) : "")
                        .append(" |\n");
            }
        }
        return page.append(CONCLUSION).toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static final String INTRODUCTION = """
            # Mappings: map, check, look_up, skip_when

            This page is made from the code (`MappingReference`); a test fails when it is stale.

            ## Rules

            | written | gives |
            |---|---|
            | `target: source` | the source's cell, untouched; its bytes are copied where both databases are of one kind |
            | `target: { from: source, apply: [trim, upper] }` | the cell after the transforms, in order |
            | `target: { from: source, translate: list, at: day, otherwise: reject }` | the code's translation on that day |
            | `target: { value: smas-hanoi }` | the same value for every row |
            | `target: { cel: "row.a + row.b" }` | the value of an expression |
            | `target: look_up.person.found`, beside `look_up` | what another system answers about the row ([look-ups](../look-ups.md)) |
            | `when: "row.kind == 'A'"`, beside any of these | the same, but empty where the expression is false |
            | `because: "only the year"`, beside any of these | the same; the target's column may then have a lower data class than the source's |
            | `skip_when: "row.deleted"`, beside `map` | rows for which it is true are left out and counted as skipped |

            - Types: a value becomes the target's type where that loses nothing; else the row is refused. Nothing is cut or rounded.
            - Empty: a cell without a value goes through transforms as it is. `""` stays `""` unless `empty_to_null` is applied; number, \
            date, datetime and boolean make no value of a blank text. `required` refuses both; every other check lets a cell without a value pass.
            - Text: whatever a rule computes is NFC.
            - `at`: a field mapped above, a source column, `run.date` (the day the run began) or a day. Where the list's codes \
            depend on the day it must be there. Before an entry's first day the old code stands for itself.
            - `otherwise` (for a code the list does not know): `reject` (as without it), `null`, `keep`, `{ value: … }`.
            - A refused row has one reason: of the first field, in the order of `map`, that fails, the first thing that fails: its \
            transforms, then its checks. `unique` is judged last, among rows that are otherwise accepted; the first row of a value stays.
            - `[required, length(2, 120)]` may be written as it stands. Put quotes around a call whose argument holds a comma, bracket \
            or brace: `'pattern("[A-Z]{2}")'`.
            """;

    private static final String CONCLUSION = """

            ## Expressions (CEL)

            In `map`, `skip_when` and `when`, `row` is the source row; in a check it is the mapped row. `run` has `job`, `id`, `date` and `started`. `look_up.<name>` has `asked`, `found` and the columns of the answer.

            | type | in an expression |
            |---|---|
            | text, integer, boolean | string, int, bool |
            | decimal | string, exactly; `double(row.x)` where a double will do |
            | date, time, timestamp | string in ISO form: `row.day >= "2025-07-01"` |
            | moment | timestamp: `row.at.getFullYear("Asia/Ho_Chi_Minh")` |
            | bytes | bytes |
            | no value | null |

            Besides CEL's standard functions: `charAt indexOf lastIndexOf lowerAscii upperAscii split substring trim`. `matches` is RE2, with patterns of at most 1,000 letters.
            An expression has at most 4,000 characters, goes at most 1,000 times round, handles texts up to 65,536 characters and lists \
            up to 1,000 elements; its steps, and the letters they handle, are counted for each row, so that no row holds up the others. \
            A row for which it gives no usable value is refused.
            """;
}
