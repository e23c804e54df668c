package vn.lienthong.connector.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import vn.lienthong.connector.http.BodyMask;
import vn.lienthong.connector.http.KnownNames;
import vn.lienthong.connector.http.MaskedText;
import vn.lienthong.connector.http.MaskedValue;

/** Shows how a body of JSON is made: names that are known, kinds of values, the first of a list and how many follow. */
final class MaskedJson implements BodyMask {
    private static final int SHOWN_OF_A_LIST = 2;
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(token|secret|password|signature|mat_?khau|chu_?ky|api_?key|nonce).*");
    /** Words of the standard at a place of the standard (RFC 6749, 5.2). */
    private static final Set<String> REASONS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope");

    @Override
    public boolean write(byte[] body, String type, KnownNames names, MaskedText into) {
        if (!type.toLowerCase(Locale.ROOT).contains("json") && !begins(body)) {
            return false;
        }
        try (JsonParser json = Json.parser(body)) {
            into.line(0);
            json.nextToken();
            value(json, "", 0, names, into);
        } catch (IOException unreadable) {
            into.end(); // what says why quotes the body; how far it could be read is shown
        }
        return true;
    }

    /** Not every partner says what it is that he sends. */
    private static boolean begins(byte[] body) {
        int first = 0;
        while (first < body.length && body[first] <= ' ' && body[first] >= 0) {
            first++;
        }
        return first < body.length && (body[first] == '{' || body[first] == '[');
    }

    private static void value(JsonParser json, String name, int depth, KnownNames names, MaskedText into)
            throws IOException {
        JsonToken token = json.currentToken();
        if (token == null || into.full()) {
            return;
        }
        if (SECRET.matcher(name).matches() && token != JsonToken.VALUE_NULL) {
            json.skipChildren();
            into.add(MaskedValue.REMOVED);
            return;
        }
        switch (token) {
            case START_OBJECT -> object(json, depth, names, into);
            case START_ARRAY -> list(json, name, depth, names, into);
            case VALUE_STRING -> into.add("\"" + text(name, json.getText()) + "\"");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> into.add(MaskedValue.of(json.getText()));
            case VALUE_TRUE, VALUE_FALSE -> into.add("«true/false»");
            case VALUE_NULL -> into.add("null");
            default -> into.add(MaskedValue.UNREADABLE);
        }
    }

    private static String text(String name, String value) {
        return name.equals("error") && REASONS.contains(value) ? value : MaskedValue.of(value);
    }

    private static void object(JsonParser json, int depth, KnownNames names, MaskedText into) throws IOException {
        into.add("{");
        String before = "";
        while (json.nextToken() != JsonToken.END_OBJECT && !into.full()) {
            String name = json.currentName();
            json.nextToken();
            into.add(before).line(depth + 1).add("\"" + names.name(name) + "\": ");
            value(json, name, depth + 1, names, into);
            before = ",";
        }
        into.line(depth).add("}");
    }

    private static void list(JsonParser json, String name, int depth, KnownNames names, MaskedText into)
            throws IOException {
        into.add("[");
        int count = 0;
        for (; json.nextToken() != JsonToken.END_ARRAY && !into.full(); count++) {
            if (count < SHOWN_OF_A_LIST) {
                into.add(count == 0 ? "" : ",").line(depth + 1);
                value(json, name, depth + 1, names, into);
            } else {
                json.skipChildren();
            }
        }
        if (count > SHOWN_OF_A_LIST) {
            into.add(",").line(depth + 1).add("+" + (count - SHOWN_OF_A_LIST));
        }
        into.line(depth).add("]");
    }
}
