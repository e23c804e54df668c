package vn.lienthong.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the questions of one look-up for a batch. A row without what must be given asks nothing. */
final class QuestionMaker {
    private final LookUps.One lookUp;
    private final Inquiry inquiry;

    QuestionMaker(LookUps.One lookUp) {
        this.lookUp = lookUp;
        this.inquiry = lookUp.inquiry();
    }

    Questions empty(int rows) {
        return new Questions(inquiry, rows);
    }

    /** Adds what one row asks. */
    void ask(Questions questions, Cells cells, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (CompiledField input : lookUp.with()) {
            Object value = input.compute(cells, row);
            if (value instanceof Fault why) {
                questions.refuse(row, why);
                return;
            }
            Object given = value instanceof String text && text.isBlank() ? null : value;
            if (given == null && lookUp.required(input.column().name())) {
                return;
            }
            values.add(given);
        }
        if (values.stream().anyMatch(Objects::nonNull)) {
            questions.ask(row, values);
        }
    }
}
