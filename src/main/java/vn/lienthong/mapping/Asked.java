package vn.lienthong.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a batch asks of other systems before it can be mapped, and what showed about its rows before anything was asked. */
public final class Asked {
    private final List<Questions> questions;
    private final @Nullable BatchMapper before;

    Asked(List<Questions> questions, @Nullable BatchMapper before) {
        this.questions = List.copyOf(questions);
        this.before = before;
    }

    /** Of a mapping that looks nothing up. */
    public static Asked nothing() {
        return new Asked(List.of(), null);
    }

    /** What each look-up asks; every question needs its reply before the batch is mapped. */
    public List<Questions> questions() {
        return questions;
    }

    /** The mapper that has judged what needs no answer; null where nothing is asked. */
    @Nullable
    BatchMapper before() {
        return before;
    }

    /** Why a row can have no answer from these look-ups; null where it has, or needs none. */
    @Nullable
    Fault refusal(Map<String, ?> lookUps, int row) {
        for (Questions each : questions) {
            Fault fault = lookUps.containsKey(each.inquiry().rule().name())
                    ? each.of(row).refusal()
                    : null;
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /** The replies to one row as expressions see them. */
    Map<String, Object> inWords(int row) {
        Map<String, Object> all = new HashMap<>();
        for (Questions each : questions) {
            all.put(each.inquiry().rule().name(), new ReplyInWords(each, row));
        }
        return all;
    }
}
