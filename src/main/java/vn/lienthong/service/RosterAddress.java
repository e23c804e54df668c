package vn.lienthong.service;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Composed;

/**
 * What an address of OneRoster names.
 *
 * @param entity what lies there
 * @param kind the field that all of it holds one word in, e.g. {@code type}; null where it is all of the entity
 * @param word that word, e.g. {@code school}
 * @param one the id of a single one; null for the collection
 */
record RosterAddress(
        RosterEntity entity,
        @Nullable String kind,
        @Nullable String word,
        @Nullable String one) {
    /** Where OneRoster 1.2 has its rosters. */
    static final String BASE = "/ims/oneroster/rostering/v1p2";

    private static final int MOST_LETTERS = 255;

    private static final Pattern ADDRESS = Pattern.compile(BASE + "/([A-Za-z]{1,30})(?:/([^/]{1,800}))?");

    private static final Map<String, RosterAddress> PARTS = Map.of(
            "schools", new RosterAddress(RosterEntity.ORGS, "type", "school", null),
            "terms", new RosterAddress(RosterEntity.SESSIONS, "type", "term", null),
            "gradingPeriods", new RosterAddress(RosterEntity.SESSIONS, "type", "gradingPeriod", null),
            "students", new RosterAddress(RosterEntity.USERS, "role", "student", null),
            "teachers", new RosterAddress(RosterEntity.USERS, "role", "teacher", null));

    /** What a path names; empty where it can name nothing. */
    static Optional<RosterAddress> of(String path) {
        Matcher asked = ADDRESS.matcher(path);
        if (!asked.matches()) {
            return Optional.empty();
        }
        RosterAddress whole = PARTS.get(asked.group(1));
        if (whole == null) {
            whole = RosterEntity.of(asked.group(1))
                    .filter(entity -> entity != RosterEntity.ROLES)
                    .map(entity -> new RosterAddress(entity, null, null, null))
                    .orElse(null);
        }
        String one = asked.group(2) == null ? null : decoded(asked.group(2));
        boolean possible = one == null || !one.isBlank() && one.length() <= MOST_LETTERS;
        return whole == null || !possible
                ? Optional.empty()
                : Optional.of(new RosterAddress(whole.entity, whole.kind, whole.word, one));
    }

    private static String decoded(String part) {
        try {
            return Composed.nfc(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException garbled) {
            return "";
        }
    }

    /** Where one of an entity lies, behind the address of the hub. */
    static String of(String collection, String id) {
        return BASE + "/" + collection + "/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
