package vn.lienthong.console;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Findable;
import vn.lienthong.kernel.Folded;

/** Finds what its reader may look at, in all rooms, by words of its name. */
@Component
class Finds {
    /** How many of a kind are shown. */
    static final int MOST = 8;

    private static final List<String> ORDER =
            List.of("system", "job", "route", "connector", "service", "agreement", "agency", "person");

    /** A citizen's number: twelve digits, nine before that; perhaps written in groups. */
    private static final Pattern NUMBER = Pattern.compile("\\d{9}|\\d{12}");

    private static final Pattern GROUPING = Pattern.compile("[\\s.'’-]");

    private final List<Findable> rooms;

    Finds(List<Findable> rooms) {
        this.rooms = rooms.stream()
                .sorted(Comparator.comparingInt(room -> place(room.kind())))
                .toList();
    }

    private static int place(String kind) {
        int place = ORDER.indexOf(kind);
        return place < 0 ? ORDER.size() : place;
    }

    /**
     * What was found of one kind.
     *
     * @param all how many there are; {@code found} has the first of them
     */
    record Group(String kind, int all, List<Findable.Found> found) {}

    /** Whether somebody has typed what identifies a person: such a number is looked for nowhere here. */
    static boolean isNumber(String words) {
        return NUMBER.matcher(GROUPING.matcher(words).replaceAll("")).matches();
    }

    /** What has all of the words in its name, its code or beside it; where the name begins with them first. */
    List<Group> of(String words) {
        List<String> wanted = Stream.of(Folded.of(words).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (wanted.isEmpty() || isNumber(words)) {
            return List.of();
        }
        return rooms.stream()
                .map(room -> group(room, wanted))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Group> group(Findable room, List<String> wanted) {
        List<Findable.Found> found = room.found().stream()
                .filter(one -> fits(one, wanted))
                .sorted(Comparator.comparing((Findable.Found one) -> !begins(one, wanted.get(0)))
                        .thenComparing(Findable.Found::code))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Group(
                        room.kind(), found.size(), found.stream().limit(MOST).toList()));
    }

    private static boolean fits(Findable.Found one, List<String> wanted) {
        String beside =
                one.more() == null ? "" : one.more().vi() + " " + one.more().en();
        String text = Folded.of(one.title().vi() + " " + one.title().en() + " " + one.code() + " " + beside);
        return wanted.stream().allMatch(text::contains);
    }

    private static boolean begins(Findable.Found one, String word) {
        return Stream.of(one.title().vi(), one.title().en(), one.code())
                .anyMatch(name -> Folded.of(name).startsWith(word));
    }
}
