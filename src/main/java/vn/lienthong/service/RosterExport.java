package vn.lienthong.service;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A roster as the zipped files of the "CSV Binding 1.2" of OneRoster. It is the lists of its services, each turned page by page: what
 * stands on a page is in the journal before it is sent, and each page counts for its agreement. One thread; first {@link #begin}.
 */
final class RosterExport {
    private static final Logger LOG = LoggerFactory.getLogger(RosterExport.class);

    /** A minute's limit is waited for, and a system that is silent for a moment; a day's limit ends the export. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int MOST_WAITS = 1_000;

    private final Turner turner;
    private final Map<RosterEntity, Page> first = new LinkedHashMap<>();
    private final List<RosterEntity> sent = new ArrayList<>();
    private int waits;

    /** Turns to a page of an entity's list. */
    interface Turner {
        /** @param cursor where it goes on; null for the first page */
        Page turn(RosterEntity entity, @Nullable String cursor);
    }

    /**
     * A page that was asked for.
     *
     * @param call what it was asked by
     * @param refused why there is none; null where there is one
     */
    record Page(ListCall call, @Nullable Refused refused) {}

    /** Says to the journal what became of it. */
    interface Account {
        /** @throws IOException where that cannot be recorded */
        void give() throws IOException;
    }

    RosterExport(Turner turner) {
        this.turner = turner;
    }

    /** Takes the first page of each entity; why nothing can be exported now, or null where it can. */
    @Nullable
    Refused begin(Iterable<RosterEntity> entities) {
        for (RosterEntity entity : entities) {
            Page page = turner.turn(entity, null);
            if (page.refused() == null) {
                first.put(entity, page);
            } else if (page.refused().status() != 404) {
                return page.refused();
            }
        }
        return null;
    }

    /** Whether there is anything. */
    boolean empty() {
        return first.isEmpty();
    }

    /**
     * Sends it all.
     *
     * @param whole given when all but the archive's end has left; where it fails the archive stays without one
     * @throws IOException where a page cannot be given, or is not taken, any more: what was sent is no whole archive, and no reader takes it
     *     for one
     */
    void send(OutputStream out, Account whole) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry("manifest.csv"));
        RosterCsv.manifest(zip, first.keySet());
        zip.closeEntry();
        for (Map.Entry<RosterEntity, Page> entity : first.entrySet()) {
            zip.putNextEntry(new ZipEntry(entity.getKey().collection() + ".csv"));
            file(zip, entity.getKey(), entity.getValue());
            zip.closeEntry();
            sent.add(entity.getKey());
        }
        zip.flush();
        whole.give();
        zip.finish();
    }

    /** The entities whose files have left, as far as the hub could send them. */
    List<RosterEntity> sent() {
        return sent;
    }

    private void file(OutputStream out, RosterEntity entity, Page begun) throws IOException {
        RosterCsv csv = new RosterCsv(out, entity);
        csv.head();
        Page page = begun;
        while (true) {
            for (ListPage.Row row : page.call().rows()) {
                csv.row(page.call().view(), row);
            }
            String next = page.call().next();
            if (next == null) {
                return;
            }
            page = turned(entity, next);
        }
    }

    private Page turned(RosterEntity entity, String cursor) throws IOException {
        while (true) {
            Page page = turner.turn(entity, cursor);
            Refused why = page.refused();
            if (why == null) {
                return page;
            }
            Long seconds = why.seconds();
            if (seconds == null || seconds > PATIENCE.toSeconds() || ++waits > MOST_WAITS) {
                LOG.warn("an export ends in the midst of {}: {}", entity.collection(), why.code());
                throw new IOException("the export of " + entity.collection() + " cannot go on: " + why.code());
            }
            pause(seconds);
        }
    }

    private static void pause(long seconds) throws IOException {
        try {
            Thread.sleep(Duration.ofSeconds(Math.max(1, seconds)).toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("the hub stops", stopped);
        }
    }
}
