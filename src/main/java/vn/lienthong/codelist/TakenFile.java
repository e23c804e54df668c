package vn.lienthong.codelist;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.codelist.ListTables.Field;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * Makes of the rows of a file what would become of a list. A row is the entry of its code that begins on the same day; else the only one
 * that no row names, where it is the only such row; else a new one. What a file does not name stays.
 */
final class TakenFile {
    private static final int MOST_FAULTS = 500;
    private static final Text REMEDY =
            new Text("Sửa ô đó trong tệp rồi tải lên lại.", "Correct that cell in the file and hand it in again.");

    private final CodeList list;
    private final LocalDate today;
    private final Map<String, List<HandedTables.Row>> rows = new LinkedHashMap<>();
    private final Map<String, List<CodeList.Entry>> changes = new LinkedHashMap<>();
    private final List<ListTables.Fault> faults = new ArrayList<>();
    private boolean unread;

    TakenFile(CodeList list, LocalDate today) {
        this.list = list;
        this.today = today;
    }

    /** All entries of each code that would be other than it is, by code. */
    Map<String, List<CodeList.Entry>> changes() {
        return changes;
    }

    /** Rows that are left out; their codes stay as they are. */
    List<ListTables.Fault> faults() {
        return List.copyOf(faults);
    }

    /**
     * @param ends the last day of codes that the file does not name; null where they stay as they are. They stay, too, where a row could
     *     not be read: it may have named any of them.
     */
    TakenFile take(List<HandedTables.Row> all, @Nullable LocalDate ends) {
        all.forEach(this::sort);
        rows.values().forEach(this::take);
        if (ends != null && !unread) {
            end(ends);
        }
        return this;
    }

    private void sort(HandedTables.Row row) {
        String code = row.cells().getOrDefault(Field.CODE.name(), "").strip();
        if (row.flaw() != null) {
            unread = true;
            fault(row, Field.CODE, row.flaw(), REMEDY);
        } else if (code.isEmpty()) {
            unread = true;
            fault(row, Field.CODE, new HubException(CodelistError.CODE_MISSING, Map.of()));
        } else {
            rows.computeIfAbsent(list.key(code), key -> new ArrayList<>(1)).add(row);
        }
    }

    private void take(List<HandedTables.Row> ofCode) {
        List<CodeList.Entry> now = list.of(code(ofCode.get(0)));
        List<CodeList.Entry> left = new ArrayList<>(now);
        List<CodeList.Entry> after = new ArrayList<>();
        List<HandedTables.Row> further = new ArrayList<>();
        HandedTables.Row at = ofCode.get(0);
        try {
            for (HandedTables.Row row : ofCode) {
                at = row;
                CodeList.Entry same = same(row, left);
                if (same == null) {
                    further.add(row);
                } else {
                    left.remove(same);
                    after.add(entry(row, same));
                }
            }
            boolean one = further.size() == 1 && left.size() == 1;
            for (HandedTables.Row row : further) {
                at = row;
                after.add(entry(row, one ? left.remove(0) : null));
            }
            after.addAll(left);
            Given.needFitting(after);
        } catch (HubException wrong) {
            boolean day = wrong.code() == CodelistError.DAY_INVALID
                    || wrong.code() == CodelistError.OVERLAPS
                    || wrong.code() == CodelistError.DATES_REVERSED;
            fault(
                    at,
                    day ? Field.FIRST_DAY : wrong.code() == CodelistError.TARGET_MISSING ? Field.TARGET : Field.CODE,
                    wrong);
            return;
        }
        after.sort(CodeList.Entry.ORDER);
        if (!after.equals(now)) {
            changes.put(code(ofCode.get(0)), after);
        }
    }

    private static String code(HandedTables.Row row) {
        return row.cells().getOrDefault(Field.CODE.name(), "").strip();
    }

    private CodeList.@Nullable Entry same(HandedTables.Row row, List<CodeList.Entry> among) {
        String written = row.cells().get(Field.FIRST_DAY.name());
        if (written == null) {
            return among.stream()
                    .filter(entry -> entry.inForce(today))
                    .findFirst()
                    .orElse(among.isEmpty() ? null : among.get(among.size() - 1));
        }
        LocalDate first = Given.day(written);
        return among.stream()
                .filter(entry -> first == null ? entry.firstDay() == null : first.equals(entry.firstDay()))
                .findFirst()
                .orElse(null);
    }

    /** @param before what it was; null where it is new */
    private CodeList.Entry entry(HandedTables.Row row, CodeList.@Nullable Entry before) {
        return new Given(
                        before == null ? code(row) : before.code(),
                        cell(row, Field.TARGET, before, CodeList.Entry::target),
                        cell(row, Field.NAME, before, CodeList.Entry::name),
                        cell(row, Field.TARGET_NAME, before, CodeList.Entry::targetName),
                        cell(row, Field.FIRST_DAY, before, entry -> ListTables.written(entry.firstDay())),
                        cell(row, Field.LAST_DAY, before, entry -> ListTables.written(entry.lastDay())))
                .entry(list.crosswalk());
    }

    private static String cell(
            HandedTables.Row row, Field field, CodeList.@Nullable Entry before, Function<CodeList.Entry, String> text) {
        String given = row.cells().get(field.name());
        return given != null ? given : before == null ? "" : text.apply(before);
    }

    /** Codes are ended, never taken away: rows of earlier days still need them. */
    private void end(LocalDate last) {
        for (CodeList.Entry entry : list.entries()) {
            String key = list.key(entry.code());
            if (!rows.containsKey(key) && goesOn(entry, last)) {
                changes.put(
                        entry.code(),
                        list.of(entry.code()).stream()
                                .map(one -> goesOn(one, last) ? one.until(last) : one)
                                .toList());
            }
        }
    }

    private static boolean goesOn(CodeList.Entry entry, LocalDate last) {
        return (entry.firstDay() == null || !entry.firstDay().isAfter(last))
                && (entry.lastDay() == null || entry.lastDay().isAfter(last));
    }

    private void fault(HandedTables.Row row, Field field, HubException wrong) {
        fault(row, field, wrong.problem(), wrong.remedy());
    }

    private void fault(HandedTables.Row row, Field field, Text problem, Text remedy) {
        if (faults.size() < MOST_FAULTS) {
            Text place = row.places().get(field.name());
            faults.add(new ListTables.Fault(
                    place != null ? place : row.places().getOrDefault(Field.CODE.name(), Text.same("–")),
                    problem,
                    remedy));
        }
    }
}
