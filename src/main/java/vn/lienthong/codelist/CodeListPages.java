package vn.lienthong.codelist;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.HubException;

/** What the pages about code lists show. */
@Component
class CodeListPages {
    private final CodeLists lists;
    private final ObjectProvider<UsesCodeLists> users;

    CodeListPages(CodeLists lists, ObjectProvider<UsesCodeLists> users) {
        this.lists = lists;
        this.users = users;
    }

    /** How an entry stands on a day. */
    enum Standing {
        IN_FORCE("ok"),
        YET_TO_COME("unk"),
        ENDED("off");

        private final String shape;

        Standing(String shape) {
            this.shape = shape;
        }

        public String shape() {
            return shape;
        }
    }

    /**
     * A line of the list of lists.
     *
     * @param amended how many of its codes people have amended
     */
    record Line(CodeList list, long uses, int amended) {}

    /** An entry with its standing on the day that is asked for. */
    record Row(CodeList.Entry entry, Standing standing) {}

    /** Today, where codes change. */
    LocalDate today() {
        return lists.today();
    }

    /** Those that hold the words. */
    List<Line> lines(String q) {
        List<UsesCodeLists.Use> uses = uses();
        String wanted = Folded.letters(q);
        return lists.all().stream()
                .filter(list -> wanted.isEmpty()
                        || Folded.letters(list.name()
                                        + list.title().vi()
                                        + list.title().en())
                                .contains(wanted))
                .map(list -> new Line(
                        list,
                        uses.stream()
                                .filter(use -> use.list().equals(list.name()))
                                .count(),
                        list.amendedCodes().size()))
                .toList();
    }

    /**
     * A list.
     *
     * @throws HubException NOT_FOUND
     */
    CodeList get(String name) {
        return lists.find(name).orElseThrow(() -> new HubException(CodelistError.UNKNOWN, Map.of("name", name)));
    }

    /** The entries that hold the words, with their standing on a day. */
    List<Row> rows(CodeList list, String q, LocalDate at) {
        String wanted = Folded.letters(q);
        return list.entries().stream()
                .filter(entry -> wanted.isEmpty()
                        || Folded.letters(String.join(
                                        " ", entry.code(), entry.name(), entry.target(), entry.targetName()))
                                .contains(wanted))
                .map(entry -> new Row(entry, standing(entry, at)))
                .sorted(Comparator.comparing((Row row) -> row.entry().code())
                        .thenComparing(row -> row.entry().firstDay(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    private static Standing standing(CodeList.Entry entry, LocalDate at) {
        return entry.inForce(at)
                ? Standing.IN_FORCE
                : entry.lastDay() != null && at.isAfter(entry.lastDay()) ? Standing.ENDED : Standing.YET_TO_COME;
    }

    /** Where a list is used, as far as the caller may know. */
    List<UsesCodeLists.Use> uses(CodeList list) {
        return uses().stream().filter(use -> use.list().equals(list.name())).toList();
    }

    private List<UsesCodeLists.Use> uses() {
        return users.orderedStream().flatMap(user -> user.uses().stream()).toList();
    }

    /** A day as an address holds it; today where it is none. */
    LocalDate day(@Nullable String written) {
        LocalDate day = written == null ? null : CodeListEntry.day(written.strip());
        return day == null ? today() : day;
    }
}
