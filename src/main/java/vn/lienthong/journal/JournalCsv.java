package vn.lienthong.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries as a table that spreadsheets open. What they would take for a formula is disarmed by an apostrophe. */
final class JournalCsv implements Consumer<JournalLines.Line> {
    private static final String FORMULA = "=+-@\t\r＝＋－＠";
    private static final char BYTE_ORDER_MARK = '\uFEFF'; // without it, Excel reads Vietnamese wrongly
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private final Writer out;
    private final ZoneId zone;

    JournalCsv(Writer out, ZoneId zone) throws IOException {
        this.out = out;
        this.zone = zone;
        out.write(BYTE_ORDER_MARK);
        row(List.of(
                "id",
                "at",
                "actor",
                "act",
                "subject",
                "outcome",
                "reason",
                "from",
                "agencies",
                "under",
                "details",
                "hash"));
    }

    @Override
    public void accept(JournalLines.Line line) {
        try {
            row(List.of(
                    String.valueOf(line.id()),
                    MOMENT.format(line.at().atZoneSameInstant(zone)),
                    line.actor(),
                    line.act(),
                    line.subject(),
                    line.outcome(),
                    text(line.reason()),
                    text(line.origin()),
                    String.join(" ", line.agencies()),
                    text(line.under()),
                    Link.details(line.details()),
                    line.hash()));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void row(List<String> cells) throws IOException {
        out.write(cells.stream().map(JournalCsv::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String cell(String text) {
        String safe = harmful(text) ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** Whether a text begins as a formula does, perhaps behind blanks or apostrophes of its own. */
    private static boolean harmful(String text) {
        int at = 0;
        while (at < text.length() && " '\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
