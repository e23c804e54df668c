package vn.lienthong.codelist;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Text;

/**
 * A list of codes with names and effective dates, or a crosswalk that translates former codes into new ones. Immutable.
 *
 * <p>An entry is in force from its first day to its last day, both included; without them, always. In a crosswalk the first day
 * is the day on which the old code gives way to the new one. What a code means at a day:
 *
 * <ul>
 *   <li>an entry is in force: the new code (in a plain list: the code itself);
 *   <li>a crosswalk's entries for the code all begin later: the old code still stands for itself;
 *   <li>otherwise, also for an unknown code: nothing.
 * </ul>
 *
 * So {@code 10} (Lào Cai) of the former provinces is {@code 10} on 2025-06-30 and {@code 15} on 2025-07-01, and {@code 15} is Yên
 * Bái on the first of these days and Lào Cai on the second. A day is asked for wherever {@link #dated()} is true.
 *
 * <p>What people have amended lies over what the list's file says, code by code. It never makes a list {@link #dated()} that was not:
 * whoever asks without a day then is told what counts today, so that jobs go on as they are. An amended spelling that is not yet in force
 * is as unknown as it was.
 */
public final class CodeList {
    private final String name;
    private final Text title;
    private final @Nullable String source;
    private final boolean crosswalk;
    private final boolean folded;
    private final boolean dated;
    private final boolean timed;
    private final Set<String> amended;
    private final Supplier<LocalDate> today;
    private final Map<String, List<Entry>> byCode = new HashMap<>();
    private final Map<String, List<Entry>> byTarget = new HashMap<>();

    CodeList(String name, Text title, @Nullable String source, boolean crosswalk, boolean folded, List<Entry> entries) {
        this(name, title, source, crosswalk, folded, timed(entries), entries, Set.of(), () -> LocalDate.MAX);
    }

    private CodeList(
            String name,
            Text title,
            @Nullable String source,
            boolean crosswalk,
            boolean folded,
            boolean dated,
            List<Entry> entries,
            Set<String> amended,
            Supplier<LocalDate> today) {
        this.name = name;
        this.title = title;
        this.source = source;
        this.crosswalk = crosswalk;
        this.folded = folded;
        this.dated = dated;
        this.timed = timed(entries);
        this.amended = amended;
        this.today = today;
        for (Entry entry : entries) {
            byCode.computeIfAbsent(key(entry.code()), code -> new ArrayList<>(1))
                    .add(entry);
            byTarget.computeIfAbsent(key(entry.target()), code -> new ArrayList<>(1))
                    .add(entry);
        }
    }

    private static boolean timed(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.firstDay() != null || entry.lastDay() != null);
    }

    /**
     * This list with other entries for some codes.
     *
     * @param instead all entries of each of these codes
     * @param today the day that counts where nobody names one
     */
    CodeList amended(List<Entry> instead, Supplier<LocalDate> today) {
        Set<String> codes = instead.stream().map(entry -> key(entry.code())).collect(Collectors.toSet());
        List<Entry> all = Stream.concat(
                        entries().stream().filter(entry -> !codes.contains(key(entry.code()))), instead.stream())
                .toList();
        return new CodeList(name, title, source, crosswalk, folded, dated, all, codes, today);
    }

    public String name() {
        return name;
    }

    /** What people call the list. */
    public Text title() {
        return title;
    }

    /** Where the facts come from, null where the file does not say. */
    public @Nullable String source() {
        return source;
    }

    /** Whether it translates old codes into new ones. */
    public boolean crosswalk() {
        return crosswalk;
    }

    /** Whether the meaning of its codes depends on the day; then only {@link #translate(String, LocalDate)} with a day answers. */
    public boolean dated() {
        return dated;
    }

    /** Whether any entry begins or ends on a day; also where that came by an amendment. */
    public boolean timed() {
        return timed;
    }

    /** Whether people have amended the code, so that the file's entries of it do not count. */
    public boolean amended(String code) {
        return amended.contains(key(code));
    }

    /** Which codes people have amended, as {@link #key} writes them. */
    Set<String> amendedCodes() {
        return amended;
    }

    /** How many codes it knows. */
    public int size() {
        return byCode.size();
    }

    /** All entries, ordered by code and first day. */
    public List<Entry> entries() {
        return byCode.values().stream()
                .flatMap(List::stream)
                .sorted(Entry.ORDER)
                .toList();
    }

    /** The entries of one code, ordered by first day; none where it is not in the list. */
    List<Entry> of(String code) {
        return byCode.getOrDefault(key(code), List.of()).stream()
                .sorted(Entry.ORDER)
                .toList();
    }

    /**
     * What the code is at a day, or null where it is not in the list or no longer in force.
     *
     * @param at the day; may be null only for a list that is not {@link #dated()}
     */
    public @Nullable String translate(String code, @Nullable LocalDate at) {
        List<Entry> entries = byCode.get(key(code));
        if (entries == null) {
            return null;
        }
        Entry entry = inForce(entries, at);
        if (entry != null) {
            return entry.target();
        }
        return crosswalk && dated && yetToCome(entries, at) ? entries.get(0).code() : null;
    }

    /** Whether the code is one of those that may be written at a day: of a crosswalk, an old code before and a new one after. */
    public boolean contains(String code, @Nullable LocalDate at) {
        List<Entry> targets = byTarget.get(key(code));
        if (targets != null && inForce(targets, at) != null) {
            return true;
        }
        List<Entry> entries = byCode.get(key(code));
        return crosswalk && dated && entries != null && inForce(entries, at) == null && yetToCome(entries, at);
    }

    /** The entry whose code or name is nearest to some words, marks and case left aside; empty where none is near. */
    public Optional<Entry> nearest(String words) {
        Map<String, Entry> known = new LinkedHashMap<>();
        for (Entry entry : entries()) {
            known.putIfAbsent(Folded.letters(entry.code()), entry);
        }
        for (Entry entry : entries()) {
            known.putIfAbsent(Folded.letters(entry.name()), entry);
            known.putIfAbsent(Folded.letters(entry.targetName()), entry);
        }
        String bare = Folded.letters(words);
        Entry same = known.get(bare);
        return same != null
                ? Optional.of(same)
                : Nearest.of(bare, known.keySet()).map(known::get);
    }

    /** What a (new) code is called; the code itself where the list does not know it. */
    public String nameOf(String code) {
        List<Entry> targets = byTarget.get(key(code));
        return targets == null ? code : targets.get(0).targetName();
    }

    private @Nullable Entry inForce(List<Entry> entries, @Nullable LocalDate at) {
        for (Entry entry : entries) {
            if (entry.inForce(day(at))) {
                return entry;
            }
        }
        return null;
    }

    private boolean yetToCome(List<Entry> entries, @Nullable LocalDate at) {
        for (Entry entry : entries) {
            if (entry.firstDay() == null || !day(at).isBefore(entry.firstDay())) {
                return false;
            }
        }
        return true;
    }

    private LocalDate day(@Nullable LocalDate at) {
        if (at == null && dated) {
            throw new IllegalArgumentException("the codes of " + name + " mean nothing without a day");
        }
        return at == null ? today.get() : at;
    }

    /** By which entries are the same code. */
    String key(String code) {
        return folded ? Folding.fold(code) : code;
    }

    /**
     * One line of a list.
     *
     * @param code the code; in a crosswalk the old one
     * @param target the new code of a crosswalk, else the code itself
     * @param name what the (old) code is called
     * @param targetName what the new code is called
     * @param firstDay from when it is in force, null for ever since
     * @param lastDay until when, that day included, null without end
     */
    public record Entry(
            String code,
            String target,
            String name,
            String targetName,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay) {
        static final Comparator<Entry> ORDER = Comparator.comparing(Entry::code)
                .thenComparing(Entry::firstDay, Comparator.nullsFirst(Comparator.naturalOrder()));

        /** Whether it ends before it begins. */
        boolean reversed() {
            return firstDay != null && lastDay != null && lastDay.isBefore(firstDay);
        }

        /** Whether both are in force on some day. */
        boolean overlaps(Entry other) {
            return !endsBefore(other) && !other.endsBefore(this);
        }

        private boolean endsBefore(Entry other) {
            return lastDay != null && other.firstDay != null && lastDay.isBefore(other.firstDay);
        }

        /** The same with another last day. */
        Entry until(@Nullable LocalDate other) {
            return new Entry(code, target, name, targetName, firstDay, other);
        }

        boolean inForce(LocalDate day) {
            return (firstDay == null || !day.isBefore(firstDay)) && (lastDay == null || !day.isAfter(lastDay));
        }
    }
}
