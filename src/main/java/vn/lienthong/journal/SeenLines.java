package vn.lienthong.journal;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;

/** The entries as far as they are for whoever asks: all of them, or those that concern the agencies whose journal he reads. */
@Component
class SeenLines {
    private final JournalLines lines;
    private final Agencies agencies;
    private final Callers callers;

    SeenLines(JournalLines lines, Agencies agencies, Callers callers) {
        this.lines = lines;
        this.agencies = agencies;
        this.callers = callers;
    }

    /** Whether the caller reads the whole journal. */
    boolean whole() {
        return callers.current().may(Act.READ_JOURNAL, null);
    }

    /** The agencies whose entries the caller reads. */
    List<Agency> agencies() {
        Caller caller = callers.current();
        return agencies.all().stream()
                .filter(agency -> caller.may(Act.READ_JOURNAL, agency.code()))
                .toList();
    }

    /** A page of entries with a smaller number; null means from the newest on. */
    JournalLines.Found page(Asked asked, @Nullable Long before, int size) {
        return lines.page(seen(asked), before, size);
    }

    /** Every entry that is looked for, newest first, however long it takes. */
    void each(Asked asked, Consumer<JournalLines.Line> taker) {
        lines.each(seen(asked), taker);
    }

    private Asked seen(Asked asked) {
        return whole() ? asked : asked.within(codes());
    }

    private Set<String> codes() {
        return agencies().stream().map(agency -> agency.code().value()).collect(Collectors.toSet());
    }
}
