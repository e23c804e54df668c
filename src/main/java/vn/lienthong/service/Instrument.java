package vn.lienthong.service;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * A legal instrument that agreements rest on: a law, a decree, a circular, or what agencies have signed. It has a validity of its
 * own; no agreement outlives it.
 *
 * @param name by which agreements name it: {@code nd-278-2025}
 * @param number as printed on it, in NFC
 * @param issued the day it was signed
 * @param issuer who issued it, or who signed
 * @param agency who keeps track of its validity here
 * @param parties the agencies that signed a protocol; empty for all others
 * @param from the first day it is in force
 * @param until the last day; null where no end is known
 * @param replacedBy the name of the one that takes its place, null where none is known
 * @param link where it can be read, by https; null where that is not said
 * @param document what it was read from
 */
record Instrument(
        String name,
        InstrumentKind kind,
        String number,
        LocalDate issued,
        String issuer,
        Text title,
        AgencyCode agency,
        List<AgencyCode> parties,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable String replacedBy,
        @Nullable String link,
        Document document) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    /** What it is and its number, as it is cited. */
    public Text cited() {
        return new Text(kind.words().vi() + " " + number, kind.words().en() + " " + number);
    }

    /** The days it is in force, in words. */
    public Text validity() {
        String begins = DAY.format(from);
        return until == null
                ? new Text("từ " + begins + ", chưa có hạn", "from " + begins + ", no end known")
                : Text.same(begins + " – " + DAY.format(until));
    }

    /** Whether a file holds it; else it was approved in the hub. */
    public boolean ofFile() {
        return !document.fileName().startsWith("hub/");
    }

    /** The file it comes from. */
    String file() {
        return document.fileName();
    }
}
