package vn.lienthong.mapping;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reply to one row's question as expressions see it: {@code asked}, {@code found}, and the columns of the answer. */
final class ReplyInWords extends AbstractMap<String, Object> {
    static final String ASKED = "asked";
    static final String FOUND = "found";
    static final Set<String> OWN = Set.of(ASKED, FOUND);

    private final Questions questions;
    private final int row;

    ReplyInWords(Questions questions, int row) {
        this.questions = questions;
        this.row = row;
    }

    @Override
    public boolean containsKey(Object name) {
        return OWN.contains(name) || columns().contains(name);
    }

    @Override
    public @Nullable Object get(Object name) {
        Reply reply = questions.of(row);
        if (name.equals(ASKED)) {
            return questions.asks(row);
        }
        if (name.equals(FOUND)) {
            return reply.isFound();
        }
        return CelValues.toCel(reply.value(columns(), name.toString()));
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new HashMap<>();
        OWN.forEach(name -> all.put(name, get(name)));
        columns().forEach(name -> all.put(name, get(name)));
        return all.entrySet();
    }

    private List<String> columns() {
        return questions.inquiry().output();
    }
}
