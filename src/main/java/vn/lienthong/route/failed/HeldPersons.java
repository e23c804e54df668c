package vn.lienthong.route.failed;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HoldsPersons;
import vn.lienthong.kernel.HubException;

/** Rows of a person in what failed turns hold: they go, and the others of the turn stay. */
@Component
class HeldPersons implements HoldsPersons {
    private final JdbcClient state;
    private final FailedBook book;
    private final HeldTurns turns;

    HeldPersons(JdbcClient state, FailedBook book, HeldTurns turns) {
        this.state = state;
        this.book = book;
        this.turns = turns;
    }

    private record Held(long id, byte[] content) {}

    @Override
    public String kept() {
        return "exchanges";
    }

    @Override
    public int erase(Collection<String> agencies, BiPredicate<String, String> his) {
        int erased = 0;
        for (long id : ids(agencies)) {
            Held held = state.sql("select id, content from route_failed where id = ? and content is not null")
                    .param(id)
                    .query((row, number) -> new Held(row.getLong(1), row.getBytes(2)))
                    .optional()
                    .orElse(null);
            byte[] left = held == null ? null : turns.without(book.open(held.content()), his);
            if (held != null && left != null) {
                replace(held, left);
                erased++;
            }
        }
        return erased;
    }

    private List<Long> ids(Collection<String> agencies) {
        return state.sql("""
                        select id from route_failed where content is not null and agency = any (:agencies::text[]) order by id
                        """)
                .param("agencies", agencies.toArray(String[]::new))
                .query(Long.class)
                .list();
    }

    /** The marks of his keys go with the rows; those of the others cannot be told from them, so all go. */
    private void replace(Held held, byte[] left) {
        int done = state.sql("""
                        update route_failed set content = :content, marks = '{}'
                        where id = :id and content = :before and state <> 'replaying'
                        """)
                .param("content", book.seal(left))
                .param("before", held.content())
                .param("id", held.id())
                .update();
        if (done == 0) {
            throw new HubException(FailedError.BUSY, Map.of("id", held.id()));
        }
    }
}
