package vn.lienthong.sync.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.lienthong.document.YamlEdit;
import vn.lienthong.mapping.Call;
import vn.lienthong.mapping.FieldRule;

/**
 * One field as a form holds it.
 *
 * @param origin {@code column}, {@code text} (a constant that is a text, whatever it looks like), {@code constant} (a number, true,
 *     false or nothing; what is none of these is a text) or {@code expression}
 * @param from the column, the constant or the expression
 * @param apply the transforms, as written in {@code apply}
 * @param list the code list that translates it; empty for none
 * @param at the day the code is read on; empty for none
 * @param otherwise {@code reject}, {@code null}, {@code keep} or {@code value}
 * @param instead the value then
 * @param when a condition; empty for none
 * @param because why it tells less than what it is made of; empty for none
 * @param check the checks, as written in {@code check}
 */
record FieldForm(
        String field,
        String origin,
        String from,
        List<String> apply,
        String list,
        String at,
        String otherwise,
        String instead,
        String when,
        String because,
        List<String> check) {

    /** A field that takes a column of the source as it is. */
    static FieldForm column(String field, String column) {
        return new FieldForm(field, "column", column, List.of(), "", "", "reject", "", "", "", List.of());
    }

    /** A field as its rules say. */
    static FieldForm of(MappingLook.Field field) {
        FieldRule rule = field.rule();
        FieldRule.Translation translation = rule.translation();
        return new FieldForm(
                field.name(),
                origin(field),
                field.from(),
                written(rule.apply()),
                translation == null ? "" : translation.list(),
                translation == null || translation.at() == null ? "" : translation.at(),
                translation == null ? "reject" : translation.otherwise().name().toLowerCase(Locale.ROOT),
                translation == null || translation.value() == null ? "" : translation.value(),
                rule.when() == null ? "" : rule.when(),
                rule.because() == null ? "" : rule.because(),
                written(field.checks()));
    }

    private static String origin(MappingLook.Field field) {
        boolean text =
                field.rule().origin() instanceof FieldRule.Constant constant && constant.value() instanceof String;
        return text ? "text" : field.origin().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> written(List<Call> calls) {
        return calls.stream().map(Call::toString).toList();
    }

    /**
     * The form after a button beside a transform or check was pressed.
     *
     * @param act {@code up}, {@code down} or {@code remove}, of {@code apply} or {@code check}, with a number from 0: {@code
     *     up:apply:1}; or {@code add:apply:trim}
     */
    FieldForm after(String act) {
        String[] parts = act.split(":", 3);
        if (parts.length < 3) {
            return this;
        }
        boolean applied = parts[1].equals("apply");
        List<String> calls = new ArrayList<>(applied ? apply : check);
        if (parts[0].equals("add")) {
            calls.add(parts[2]);
        } else if (parts[2].matches("\\d{1,3}") && Integer.parseInt(parts[2]) < calls.size()) {
            move(calls, parts[0], Integer.parseInt(parts[2]));
        }
        return new FieldForm(
                field,
                origin,
                from,
                applied ? calls : apply,
                list,
                at,
                otherwise,
                instead,
                when,
                because,
                applied ? check : calls);
    }

    /** The form with further transforms before those that it has; what is there already is not put there twice. */
    FieldForm before(List<String> calls) {
        List<String> all = new ArrayList<>(calls);
        all.removeAll(apply);
        all.addAll(apply);
        return new FieldForm(field, origin, from, all, list, at, otherwise, instead, when, because, check);
    }

    private static void move(List<String> calls, String how, int number) {
        String call = calls.remove(number);
        switch (how) {
            case "up" -> calls.add(Math.max(0, number - 1), call);
            case "down" -> calls.add(Math.min(calls.size(), number + 1), call);
            case "remove" -> {}
            default -> calls.add(number, call);
        }
    }

    /** The rule as YAML writes it on one line. */
    String rule(boolean lookUps) {
        boolean plain = origin.equals("column")
                && apply.isEmpty()
                && list.isEmpty()
                && when.isEmpty()
                && because.isEmpty()
                && !(lookUps && from.startsWith("look_up."));
        if (plain) {
            return YamlEdit.scalar(from);
        }
        List<String> parts = new ArrayList<>();
        parts.add(
                switch (origin) {
                    case "text" -> "value: " + YamlEdit.scalar(from);
                    case "constant" -> "value: " + constant();
                    case "expression" -> "cel: " + YamlEdit.scalar(from);
                    default -> "from: " + YamlEdit.scalar(from);
                });
        if (!apply.isEmpty()) {
            parts.add("apply: " + calls(apply));
        }
        if (!list.isEmpty()) {
            parts.add("translate: " + YamlEdit.scalar(list));
            if (!at.isEmpty()) {
                parts.add("at: " + YamlEdit.scalar(at));
            }
            parts.add("otherwise: "
                    + (otherwise.equals("value") ? "{ value: " + YamlEdit.scalar(instead) + " }" : otherwise));
        }
        Map.of("when", when, "because", because).entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .forEach(entry -> parts.add(entry.getKey() + ": " + YamlEdit.scalar(entry.getValue())));
        return "{ " + String.join(", ", parts) + " }";
    }

    /** A number or a yes stays one; everything else is a text. */
    private String constant() {
        if (from.isEmpty()) {
            return "null";
        }
        return from.matches("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?|true|false") ? from : YamlEdit.scalar(from);
    }

    /** The checks as YAML writes them on one line. */
    String checks() {
        return calls(check);
    }

    private static String calls(List<String> calls) {
        return "[" + String.join(", ", calls.stream().map(YamlEdit::scalar).toList()) + "]";
    }
}
