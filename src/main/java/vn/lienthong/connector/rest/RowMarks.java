package vn.lienthong.connector.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Outbox;
import vn.lienthong.kernel.JobName;

/**
 * Marks of the rows that one job sends into one resource. A key is marked with the place that it goes to, so that another system, or the
 * same one emptied, has none of them.
 */
final class RowMarks {
    private static final char BETWEEN = '\u001f';

    private final Outbox outbox;
    private final String place;

    RowMarks(Opening opening, Resource resource, JobName job, Outbox outbox) {
        this.outbox = outbox;
        String manner = resource.writing().place();
        String here = String.join(
                String.valueOf(BETWEEN),
                "key",
                job.value(),
                opening.settings().text("host"),
                opening.settings().text("port"),
                opening.settings().optionalText("base_path").orElse(""),
                resource.name(),
                String.valueOf(Objects.requireNonNull(resource.write()).anew()));
        // behind one host an exchange has many
        this.place = manner.isEmpty() ? here : here + BETWEEN + manner;
    }

    UUID key(List<? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder(place);
        for (Object value : values) {
            text.append(BETWEEN).append(value == null ? "" : RowBody.text(value));
        }
        return outbox.mark(text.toString());
    }

    UUID content(byte[] body) {
        return outbox.mark("content" + BETWEEN + new String(body, StandardCharsets.UTF_8));
    }
}
