package vn.lienthong.mapping;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeList;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.ValueType;

/**
 * What a check may lean on when it is compiled.
 *
 * @param field the field it judges
 * @param fields the mapped fields by name, in order
 * @param lists the code lists
 * @param zone in which days are meant
 * @param lookUps the look-ups it may ask for
 * @param late set where it can be judged only with answers
 */
record CheckScope(
        CompiledField field,
        Map<String, CompiledField> fields,
        CodeLists lists,
        ZoneId zone,
        LookUps lookUps,
        AtomicBoolean late) {
    /** The check leans on a look-up's answer. */
    void needsAnswers() {
        late.set(true);
    }

    String name() {
        return field.column().name();
    }

    ValueType type() {
        return field.column().type();
    }

    /** The number of a mapped field. */
    int position(String other) {
        int position = List.copyOf(fields.keySet()).indexOf(other);
        if (position < 0) {
            throw Refused.because(
                    MappingError.FIELD_NOT_MAPPED, "field", other, "nearest", Nearest.closest(other, fields.keySet()));
        }
        if (!fields.get(other).looksUp().isEmpty()) {
            needsAnswers();
        }
        return position;
    }

    /** The number of a mapped field that holds days or times. */
    int dayPosition(String other, Call call) {
        int position = position(other);
        ValueType type = fields.get(other).column().type();
        if (type != ValueType.DATE && type != ValueType.TIMESTAMP && type != ValueType.MOMENT) {
            throw Refused.because(
                    MappingError.TYPE_UNFIT_FOR_CALL, "call", call, "field", other, "type", Coercion.word(type));
        }
        return position;
    }

    Map<String, Integer> positions() {
        Map<String, Integer> positions = new LinkedHashMap<>();
        fields.keySet().forEach(field -> positions.put(field, positions.size()));
        return positions;
    }

    CodeList list(String list) {
        return Lists.named(lists, list);
    }

    /** {@code today}, a day or a mapped field. */
    Day day(Call.Argument written, Call call) {
        if (written.text().equals("today") || written.text().equals(Day.OF_RUN)) {
            return (cells, row) -> cells.today();
        }
        var fixed = Day.written(written.text());
        if (fixed != null) {
            return (cells, row) -> fixed;
        }
        int position = dayPosition(written.text(), call);
        return (cells, row) -> Day.of(cells.field(row, position), cells.zone());
    }

    Fault fault(String code, Reason reason, Map<String, ?> arguments) {
        return Fault.of(code, reason, arguments);
    }

    /** The list whose answer depends on the day needs one. */
    @Nullable
    Day dayFor(CodeList list, Call call, int argument) {
        if (call.arguments().size() > argument) {
            return day(call.arguments().get(argument), call);
        }
        if (list.dated()) {
            throw Refused.because(
                    MappingError.DAY_MISSING, "list", list.name(), "how", "one_of(" + list.name() + ", today)");
        }
        return null;
    }
}
