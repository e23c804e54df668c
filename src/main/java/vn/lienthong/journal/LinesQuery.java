package vn.lienthong.journal;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search as the database is asked, for one stretch of numbers; only what is looked for stands in it, so that an index can serve. */
final class LinesQuery {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Object> values = new HashMap<>();

    private LinesQuery(Asked asked) {
        String number = "e.id";
        if (asked.agency() != null) {
            number = "a.id";
            text.append(" from journal_agencies a join journal_entries e on e.id = a.id and e.at = a.at where true");
            and("a.agency", "agency", asked.agency());
            within(asked.within());
        } else if (asked.within() != null) {
            number = "a.id";
            // an entry that concerns two of them is one entry
            text.append(" from (select distinct id, at from journal_agencies where agency = any(:within)"
                    + " and id > :above and id <= :upTo) a join journal_entries e on e.id = a.id and e.at = a.at"
                    + " where true");
            values.put("within", asked.within().toArray(String[]::new));
        } else {
            text.append(" from journal_entries e where true");
        }
        text.append(" and ")
                .append(number)
                .append(" > :above and ")
                .append(number)
                .append(" <= :upTo");
        and("e.actor", "actor", asked.actor());
        and("e.act", "act", asked.act());
        and("e.subject", "subject", asked.subject());
        person(asked.person());
        but(asked.but());
        if (asked.outcome() != null) {
            text.append(asked.outcome() == Asked.Outcome.DONE ? " and e.outcome = 'done'" : " and e.outcome <> 'done'");
        }
        moments(asked);
        text.append(" order by ").append(number).append(" desc limit :most");
    }

    static LinesQuery of(Asked asked) {
        return new LinesQuery(asked);
    }

    String text() {
        return text.toString();
    }

    Map<String, Object> values() {
        return values;
    }

    private void and(String column, String name, @Nullable Object value) {
        if (value != null) {
            text.append(" and ").append(column).append(" = :").append(name);
            values.put(name, value);
        }
    }

    private void within(@Nullable Set<String> agencies) {
        if (agencies != null) {
            text.append(" and a.agency = any(:within)");
            values.put("within", agencies.toArray(String[]::new));
        }
    }

    private void person(@Nullable String hash) {
        if (hash != null) {
            text.append(" and e.person = decode(:person, 'hex')");
            values.put("person", hash);
        }
    }

    private void but(Set<String> acts) {
        if (!acts.isEmpty()) {
            text.append(" and e.act <> all(:but) and cardinality(e.agencies) > 0");
            values.put("but", acts.toArray(String[]::new));
        }
    }

    private void moments(Asked asked) {
        if (asked.since() != null) {
            text.append(" and e.at >= :since");
            values.put("since", asked.since().atOffset(ZoneOffset.UTC));
        }
        if (asked.until() != null) {
            text.append(" and e.at < :until");
            values.put("until", asked.until().atOffset(ZoneOffset.UTC));
        }
    }
}
