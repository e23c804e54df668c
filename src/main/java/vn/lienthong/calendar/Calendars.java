package vn.lienthong.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.store.HubFolders;

/**
 * The calendar in effect: the days that come with the hub, and what {@code connectors/calendar.yaml} lays down. Of a file that is
 * wrong nothing is taken over; its last good version stays. For every thread.
 */
@Component
public class Calendars {
    private static final String SHIPPED = "/calendar/vietnam.yaml";

    private final Path file;
    private final DocumentKinds kinds;
    private final Calendar shipped;
    private Calendar known;
    private List<Problem> problems = List.of();
    private @Nullable FileTime readAt;

    @Autowired
    Calendars(HubFolders folders, DocumentKinds kinds) {
        this(folders.connectors().resolve("calendar.yaml"), kinds);
    }

    /** The calendar with this file. */
    public Calendars(Path file, DocumentKinds kinds) {
        this.file = file;
        this.kinds = kinds;
        this.shipped = shipped(kinds);
        this.known = shipped;
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
    public synchronized Calendar now() {
        refresh();
        return known;
    }

    /** What is wrong in the file. */
    public synchronized List<Problem> problems() {
        refresh();
        return problems;
    }

    private void refresh() {
        try {
            FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (Objects.equals(changed, readAt)) {
                return;
            }
            readAt = changed;
            known = changed == null
                    ? shipped
                    : new CalendarReader(Document.parse(file.toString(), Files.readString(file)), kinds).read(shipped);
            problems = List.of();
        } catch (DocumentException wrong) {
            problems = wrong.problems();
        } catch (IOException unreadable) {
            problems = List.of(CalendarReader.unreadable(file.toString()));
        }
    }
}
