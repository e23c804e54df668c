package vn.lienthong.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.LaidFile;
import vn.lienthong.document.Problem;
import vn.lienthong.store.HubFolders;

/**
 * The calendar in effect: the days that come with the hub, and what {@code connectors/calendar.yaml} lays down. Of a file that is
 * wrong nothing is taken over; its last good version stays. For every thread.
 */
@Component
public class Calendars {
    private static final String SHIPPED = "/calendar/vietnam.yaml";

    private final LaidFile<Calendar> laid;

    @Autowired
    Calendars(HubFolders folders, DocumentKinds kinds) {
        this(folders.connectors().resolve("calendar.yaml"), kinds);
    }

    /** The calendar with this file. */
    public Calendars(Path file, DocumentKinds kinds) {
        Calendar shipped = shipped(kinds);
        this.laid = new LaidFile<>(
                file,
                shipped,
                (name, text) -> new CalendarReader(Document.parse(name, text), kinds).read(shipped),
                () -> CalendarReader.unreadable(file.toString()));
    }

    /** The days that come with the hub, and nothing else. */
    public static Calendar shipped(DocumentKinds kinds) {
        try (InputStream in = Objects.requireNonNull(Calendars.class.getResourceAsStream(SHIPPED))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new CalendarReader(Document.parse(SHIPPED, text), kinds).read(Calendar.PLAIN);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** As it is laid down now; the same object as long as nothing changes. */
    public Calendar now() {
        return laid.now();
    }

    /** What is wrong in the file. */
    public List<Problem> problems() {
        return laid.problems();
    }
}
