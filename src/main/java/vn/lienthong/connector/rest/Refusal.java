package vn.lienthong.connector.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.connector.http.HttpFailures;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * Why a partner does not want a row, in his words where the settings say where they stand: short, and without what the row holds in
 * columns that people see masked only, or any long number.
 */
final class Refusal {
    private static final int MOST = 200;
    private static final String HIDDEN = "•••";

    private final @Nullable JsonPointer reason;
    private final Schema classes;
    private final HttpFailures failures;

    /** @param classes the target's columns, as its connector classes them */
    Refusal(@Nullable JsonPointer reason, Schema classes, HttpFailures failures) {
        this.reason = reason;
        this.classes = classes;
        this.failures = failures;
    }

    Rejection of(Batch batch, int row, Exchanges.Reply reply) {
        String said = said(batch, row, reply);
        String status = " (" + reply.status() + ")";
        return rejection(
                batch,
                row,
                "rest.refused",
                new Text(
                        "Đối tác không nhận dòng này" + status + (said.isEmpty() ? "." : ": " + said),
                        "The partner does not take this row" + status + (said.isEmpty() ? "." : ": " + said)));
    }

    static Rejection rejection(Batch batch, int row, String code, Text why) {
        return new Rejection(row, batch.ordinal(row), null, "row", code, why);
    }

    private String said(Batch batch, int row, Exchanges.Reply reply) {
        if (reason == null || reply.body().length == 0) {
            return "";
        }
        JsonNode at;
        try {
            at = Json.read(reply.body(), failures, "").at(reason);
        } catch (HubException notJson) {
            return ""; // a refusal without words is a refusal
        }
        String said = at.isValueNode() && !at.isNull() ? at.asText() : "";
        said = Normalizer.normalize(said, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ")
                .strip();
        for (int column = 0; column < batch.schema().size(); column++) {
            Object value = batch.value(row, column);
            if (value != null && masked(batch.schema().column(column))) {
                said = without(said, RowBody.text(value));
            }
        }
        said = said.replaceAll("\\d[\\d .-]{4,}\\d", HIDDEN);
        return said.length() <= MOST ? said : said.substring(0, said.offsetByCodePoints(0, MOST / 2)) + " …";
    }

    /** By the class it brought from the source, or that of its place in the target, whichever asks for more care. */
    private boolean masked(Column column) {
        Column known = classes.column(column.name());
        return known == null || known.dataClass().stricter(column.dataClass()).masked();
    }

    /** Without the value, and without any word of it: a name may come in parts, and in other letters. */
    private static String without(String said, String value) {
        String rest = hidden(said, value.strip());
        for (String word : value.split("[^\\p{L}\\p{N}]+")) {
            rest = word.length() > 1 ? hidden(rest, word) : rest;
        }
        return rest;
    }

    private static String hidden(String said, String what) {
        return what.isEmpty()
                ? said
                : Pattern.compile(what, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(said)
                        .replaceAll(HIDDEN);
    }
}
