package vn.lienthong.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.lienthong.kernel.Journal;

/** What the journal says of several rows that are given at once: one entry for them, and one for each person on them. */
final class ListRecord {
    private final Asker caller;
    private final DataService service;
    private final Agreement agreement;

    private ListRecord(Asker caller, DataService service, Agreement agreement) {
        this.caller = caller;
        this.service = service;
        this.agreement = agreement;
    }

    /**
     * The entries, which belong together.
     *
     * @param fields the columns that are given
     */
    static List<Journal.Entry> of(
            Asker caller, DataService service, Agreement agreement, List<String> fields, ListPage page) {
        return new ListRecord(caller, service, agreement).entries(fields, page);
    }

    /** The entry of a call that gives what somebody knew the id of, and the persons it is about, as of a call. */
    static List<Journal.Entry> single(
            Asker caller, DataService service, Agreement agreement, List<String> fields, ListPage page) {
        ListRecord record = new ListRecord(caller, service, agreement);
        Map<String, String> details = new LinkedHashMap<>();
        details.put("fields", String.join(", ", fields));
        details.put("rows", "" + page.rows().size());
        Journal.Entry entry = record.entry(caller.act(), details);
        Set<String> persons = service.person() == null ? Set.of() : page.persons(service.person());
        return persons.isEmpty()
                ? List.of(entry)
                : persons.stream().map(entry::about).toList();
    }

    private List<Journal.Entry> entries(List<String> fields, ListPage page) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("fields", String.join(", ", fields));
        details.put("rows", "" + page.rows().size());
        if (page.unreadable() > 0) {
            details.put("unreadable", "" + page.unreadable());
        }
        List<Journal.Entry> entries = new ArrayList<>();
        if (service.person() != null) {
            Set<String> persons = page.persons(service.person());
            details.put("persons", "" + persons.size());
            long nameless = page.nameless(service.person());
            if (nameless > 0) {
                details.put("nameless", "" + nameless);
            }
            persons.forEach(person ->
                    entries.add(entry("service.person-listed", Map.of()).about(person)));
        }
        entries.add(0, entry("service.listed", details));
        return entries;
    }

    private Journal.Entry entry(String act, Map<String, String> details) {
        return new Journal.Entry(
                        caller.actor(),
                        act,
                        "service/" + service.id(),
                        "done",
                        agreement.purpose().vi(),
                        details)
                .withAgency(service.agency(), caller.agency())
                .under("agreement/" + agreement.name());
    }
}
