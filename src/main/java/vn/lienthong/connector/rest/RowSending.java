package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Outbox;
import vn.lienthong.connector.Outbox.State;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.connector.http.Pace;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * Sends rows to a partner, one after the other. How a row stands is stored before anything is done that a death could leave undone; one
 * that may have arrived is looked for before it is sent again, where the partner can be asked. One thread.
 */
final class RowSending implements AutoCloseable {
    /** Nothing has left when these are said. */
    private static final Set<ErrorCode> NOT_LEFT = Set.of(
            ConnectorError.UNREACHABLE,
            ConnectorError.HOST_UNKNOWN,
            ConnectorError.DESTINATION_DENIED,
            HttpError.CERTIFICATE_WRONG);

    private static final Text NO_CHANGE = new Text(
            "Đối tác đã có dòng này với nội dung khác và không nhận thay đổi: khai báo change nếu API cho sửa.",
            "The partner has this row with other content and takes no change: describe change where the API can.");
    private static final Text NOT_IN_A_PATH = new Text(
            "Giá trị khóa của dòng không đứng được trong đường dẫn (trống, \".\" hoặc \"..\").",
            "A value of the row's key cannot stand in a path (empty, \".\" or \"..\").");

    private static final Text NEWER_THERE = new Text(
            "Đối tác đã có phiên bản mới hơn của dòng này và không cho biết số: khai báo look_up, hoặc kiểm tra đồng hồ của máy.",
            "The partner has a newer version of this row and does not tell its number: describe look_up, or check this machine's clock.");

    private final Opening opening;
    private final Resource resource;
    private final WriteWay way;
    private final Outbox outbox;
    private final Asking asking;
    private final Refusal refusal;
    private final @Nullable RowLook look;
    private long repeated;

    RowSending(Opening opening, Pace pace, Resource resource, Schema classes, Outbox outbox) {
        this.opening = opening;
        this.resource = resource;
        this.way = Objects.requireNonNull(resource.write());
        this.outbox = outbox;
        this.asking = new Asking(opening, pace);
        this.refusal = new Refusal(way.reason(), classes, asking.failures());
        this.look = way.lookUp() == null ? null : new RowLook(asking, way.lookUp(), resource);
    }

    /** How often a row was sent again though the partner may have had it and cannot tell. */
    long repeated() {
        return repeated;
    }

    /**
     * Sends a row until it is known what became of it.
     *
     * @throws HubException UNAVAILABLE where that cannot be known now; CONFIGURATION or CREDENTIAL where the partner takes no row so
     */
    void send(OutgoingRow row) {
        if (way.paths().anyMatch(path -> path.with(row::text).isEmpty())) {
            refuse(row, "rest.key_unfit", NOT_IN_A_PATH);
            return;
        }
        Tried tried = asking.patience().patiently(() -> attempt(row), Tried::unlucky);
        Exchanges.Reply unlucky = tried.unlucky();
        if (unlucky != null) {
            throw unlucky.status() == 429
                    ? asking.patience().toldToWait()
                    : unlucky.status() == 408
                            ? asking.failures().error(HttpError.TOO_SLOW, Map.of("host", host()), null)
                            : asking.failures()
                                    .status(
                                            unlucky.status(),
                                            way.create().path().text());
        }
    }

    /** @param unlucky an answer that another attempt may do better than; null where it is known what became of the row */
    private record Tried(Exchanges.@Nullable Reply unlucky) {
        static final Tried SETTLED = new Tried(null);
    }

    private Tried attempt(OutgoingRow row) {
        boolean exists = row.entry.arrived() != null;
        boolean doubtful = row.entry.open();
        if (doubtful && look != null) {
            waitForTheLate(row);
            RowLook.Found found = look.find(row);
            if (found.unlucky() != null) {
                return new Tried(found.unlucky());
            }
            if (found.same() || found.there() && mustBeIt(row)) {
                return done(row, found.version());
            }
            if (way.version() != null && found.there() && found.version() >= row.entry.version()) {
                row.raise(found.version());
            }
            exists = found.there();
            // of several versions under one key nobody can say which one it is that stands there
            doubtful = found.there() && !way.byKey() && way.change() == null;
        }
        return send(row, exists, doubtful && !repeatable(row) ? 1 : 0);
    }

    /** What stands there under a key that was sent once, in one version, is that version, whatever the partner has made of it. */
    private boolean mustBeIt(OutgoingRow row) {
        return !way.byKey()
                && way.change() == null
                && row.entry.arrived() == null
                && row.entry.content().equals(row.content);
    }

    /** Whether sending it again does nothing twice. */
    private boolean repeatable(OutgoingRow row) {
        boolean tellsCreated = !way.there().isEmpty() && row.entry.arrived() == null;
        return way.byKey() || way.honoursKey() && row.comesAgain() || tellsCreated;
    }

    private Tried send(OutgoingRow row, boolean exists, int again) {
        Outbox.Entry before = row.entry;
        VersionWay version = way.version();
        Outbox.Entry next = version == null ? row.next() : version.numbered(row.next(), now());
        ObjectNode body = row.body;
        if (version != null) {
            version.write(RowBody.below(body, way.row()), row, next.version(), exists);
        }
        WriteWay.Sent sent = way.way(exists);
        Exchanges.Reply reply;
        try {
            reply = asking.send(
                    resource,
                    sent,
                    sent.path().with(row::text).orElseThrow(),
                    Json.bytes(body),
                    Map.of(way.keyHeader(), next.idempotency().toString()),
                    () -> leaves(row, before, next, again));
        } catch (HubException failed) {
            if (NOT_LEFT.contains(failed.code())) {
                stays(row, before, again);
            } else if (row.entry != before) {
                put(row, row.entry.in(State.UNKNOWN, now()), 0);
            }
            throw failed;
        }
        return judge(row, before, reply, exists, again);
    }

    private Tried judge(OutgoingRow row, Outbox.Entry before, Exchanges.Reply reply, boolean exists, int again) {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return done(row, 0);
        }
        if (way.there().contains(status)) {
            return way.version() == null ? alreadyThere(row, before, exists) : newerThere(row, before, exists);
        }
        if (way.refused().contains(status)) {
            put(row, row.entry.in(State.REFUSED, now()), 0);
            row.verdict = Verdict.REJECTED;
            row.rejection = refusal.of(row.batch, row.number, reply);
            return Tried.SETTLED;
        }
        if (status == 408 || status >= 500) {
            put(row, row.entry.in(State.UNKNOWN, now()), 0);
            return new Tried(reply);
        }
        stays(row, before, again);
        if (status == 429) {
            return new Tried(reply);
        }
        throw asking.failures().status(status, way.create().path().text());
    }

    private Tried alreadyThere(OutgoingRow row, Outbox.Entry before, boolean exists) {
        if (!exists && way.change() != null) {
            return send(row, true, 0);
        }
        RowLook.Found found = exists || look == null ? null : look.find(row);
        if (found != null && found.unlucky() != null) {
            return new Tried(found.unlucky());
        }
        // what may stand there is another version, and nobody can look
        boolean another = look == null && before.open() && !before.content().equals(row.content);
        if (exists || another || found != null && !found.same()) {
            put(row, row.entry.in(State.REFUSED, now()), 0);
            refuse(row, "rest.no_change", NO_CHANGE);
            return Tried.SETTLED;
        }
        return done(row, 0);
    }

    /** He has this version, or a later one, or has the row where he was told that it is new. */
    private Tried newerThere(OutgoingRow row, Outbox.Entry before, boolean exists) {
        long theirs = 0;
        if (look != null) {
            RowLook.Found found = look.find(row);
            if (found.unlucky() != null) {
                return new Tried(found.unlucky());
            }
            if (found.same()) {
                return done(row, found.version());
            }
            theirs = found.version();
        } else if (before.open() && before.content().equals(row.content)) {
            return done(row, 0); // it had arrived
        }
        if (row.raised || look == null && exists) {
            put(row, row.entry.in(State.REFUSED, now()), 0);
            refuse(row, "rest.newer_there", NEWER_THERE);
            return Tried.SETTLED;
        }
        row.raise(theirs);
        return send(row, true, 0);
    }

    private void leaves(OutgoingRow row, Outbox.Entry before, Outbox.Entry next, int again) {
        if (row.entry == before) { // a token that had ended makes it leave twice, and arrive once
            put(row, next.in(State.SENT, now()), again);
            repeated += again;
        }
    }

    /** It did not leave, or was not looked at: everything is as it was. */
    private void stays(OutgoingRow row, Outbox.Entry before, int again) {
        if (row.entry != before) {
            put(row, before, -again);
            repeated -= again;
        }
    }

    /** @param theirs the number that he has it by, where he was looked at */
    private Tried done(OutgoingRow row, long theirs) {
        row.verdict = row.entry.arrived() == null ? Verdict.INSERTED : Verdict.UPDATED;
        Outbox.Entry next = row.next();
        put(row, next.numbered(Math.max(next.version(), theirs)).in(State.DONE, now()), 0);
        return Tried.SETTLED;
    }

    private static void refuse(OutgoingRow row, String code, Text why) {
        row.verdict = Verdict.REJECTED;
        row.rejection = Refusal.rejection(row.batch, row.number, code, why);
    }

    private void put(OutgoingRow row, Outbox.Entry entry, int again) {
        outbox.put(entry, again);
        row.entry = entry;
    }

    /** A request that was given up may still be on its way; who looks too early sends it twice. */
    private void waitForTheLate(OutgoingRow row) {
        Duration early =
                Duration.between(now(), row.entry.at().plus(way.lookUp().after()));
        if (!early.isNegative()) {
            asking.patience().sleep(early);
        }
    }

    private Instant now() {
        return opening.clock().instant();
    }

    private String host() {
        return opening.settings().text("host");
    }

    @Override
    public void close() {
        asking.close();
    }
}
