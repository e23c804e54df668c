package vn.lienthong.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;

/** Makes a calendar of a document, or says what is wrong with it. */
final class CalendarReader {
    private final Document document;
    private final List<Problem> problems;

    CalendarReader(Document document, DocumentKinds kinds) {
        this.document = document;
        this.problems = new ArrayList<>(kinds.check("calendar", document));
    }

    /** The calendar, beside the days of another one; throws {@link DocumentException} with all that is wrong. */
    Calendar read(Calendar shipped) {
        Map<LocalDate, String> off = new HashMap<>(shipped.off());
        Map<LocalDate, String> work = new HashMap<>(shipped.work());
        Set<Integer> announced = new HashSet<>(shipped.announced());
        List<Maintenance> maintenance = new ArrayList<>();
        if (problems.isEmpty()) {
            Map<LocalDate, String> ownOff = days("/off");
            Map<LocalDate, String> ownWork = days("/work");
            ownWork.keySet().stream().filter(ownOff::containsKey).forEach(this::twice);
            // what is laid down here overrules what is shipped, both ways
            ownWork.keySet().forEach(off::remove);
            ownOff.keySet().forEach(work::remove);
            off.putAll(ownOff);
            work.putAll(ownWork);
            document.root().path("announced").forEach(year -> announced.add(year.asInt()));
            for (int i = 0; i < document.root().path("maintenance").size(); i++) {
                Maintenance one = maintenance("/maintenance/" + i);
                if (one != null) {
                    maintenance.add(one);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return new Calendar(off, work, announced, maintenance);
    }

    private Map<LocalDate, String> days(String list) {
        Map<LocalDate, String> days = new HashMap<>();
        for (int i = 0; i < document.root().at(list).size(); i++) {
            String pointer = list + "/" + i;
            LocalDate day = moment(pointer + "/date", LocalDate::parse);
            if (day != null) {
                days.put(day, document.root().at(pointer + "/because").asText());
            }
        }
        return days;
    }

    private void twice(LocalDate day) {
        problems.add(Problem.of(
                document.fileName(), document.line("/work"), CalendarError.DAY_BOTH_WAYS, Map.of("day", day)));
    }

    private @Nullable Maintenance maintenance(String pointer) {
        JsonNode one = document.root().at(pointer);
        int before = problems.size();
        Maintenance.Span once = one.has("from") ? once(pointer) : null;
        Maintenance.Weekly weekly = one.has("every") ? weekly(pointer) : null;
        if (problems.size() > before) {
            return null;
        }
        return new Maintenance(
                one.path("because").asText(),
                names(one.path("connectors"), ConnectorName::new),
                names(one.path("jobs"), JobName::new),
                once,
                weekly);
    }

    private Maintenance.@Nullable Span once(String pointer) {
        LocalDateTime from = moment(pointer + "/from", LocalDateTime::parse);
        LocalDateTime until = moment(pointer + "/until", LocalDateTime::parse);
        if (from == null || until == null) {
            return null;
        }
        if (!until.isAfter(from)) {
            problems.add(Problem.of(
                    document.fileName(),
                    document.line(pointer + "/until"),
                    CalendarError.ENDS_BEFORE,
                    Map.of("from", from, "until", until)));
        }
        return new Maintenance.Span(
                from.atZone(Calendar.ZONE).toInstant(),
                until.atZone(Calendar.ZONE).toInstant());
    }

    private Maintenance.Weekly weekly(String pointer) {
        String day = document.root().at(pointer + "/every").asText();
        String[] hours = document.root().at(pointer + "/at").asText().split("-", 2);
        return new Maintenance.Weekly(
                day.equals("day") ? null : DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)),
                LocalTime.parse(hours[0]),
                LocalTime.parse(hours[1]));
    }

    private <T> @Nullable T moment(String pointer, Function<CharSequence, T> form) {
        String text = document.root().at(pointer).asText();
        try {
            return form.apply(text);
        } catch (DateTimeException none) {
            problems.add(Problem.of(
                    document.fileName(), document.line(pointer), CalendarError.NO_SUCH_DAY, Map.of("date", text)));
            return null;
        }
    }

    private <T> Set<T> names(JsonNode list, Function<String, T> form) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(name -> form.apply(name.asText()))
                .collect(Collectors.toSet());
    }

    /** A problem of the file as a whole. */
    static Problem unreadable(String file) {
        return Problem.of(file, 1, new HubException(CalendarError.FILE_UNREADABLE, Map.of("file", file)));
    }
}
