package vn.lienthong.quarantine;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.vault.Vault;

/** What held rows were before people changed them; sealed, and gone with the row's content. */
final class Edits {
    private final JdbcClient state;
    private final Vault vault;
    private final Clock clock;

    Edits(JdbcClient state, Vault vault, Clock clock) {
        this.state = state;
        this.vault = vault;
        this.clock = clock;
    }

    /** Keeps the cells that differ; nothing where none does. */
    void add(long row, String person, List<Cell> before, List<Cell> after) {
        List<Cell> pairs = new ArrayList<>();
        for (int at = 0; at < before.size(); at++) {
            if (!Objects.equals(before.get(at).value(), after.get(at).value())) {
                pairs.add(before.get(at));
                pairs.add(after.get(at));
            }
        }
        if (!pairs.isEmpty()) {
            state.sql("insert into quarantine_edits (held_row, person, at, cells) values (:row, :person, :at, :cells)")
                    .param("row", row)
                    .param("person", person)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("cells", vault.seal(RowContent.write(pairs), Quarantine.CONTENT))
                    .update();
        }
    }

    List<Edit> of(long row) {
        return state.sql("select person, at, cells from quarantine_edits where held_row = :row order by id desc")
                .param("row", row)
                .query((found, number) -> edit(
                        found.getObject("at", OffsetDateTime.class),
                        found.getString("person"),
                        RowContent.read(vault.open(found.getBytes("cells"), Quarantine.CONTENT))))
                .list();
    }

    private static Edit edit(OffsetDateTime at, String person, List<Cell> pairs) {
        List<Cell> before = new ArrayList<>();
        List<Cell> after = new ArrayList<>();
        for (int pair = 0; pair < pairs.size(); pair += 2) {
            before.add(pairs.get(pair));
            after.add(pairs.get(pair + 1));
        }
        return new Edit(at, person, before, after);
    }
}
