package vn.lienthong.quarantine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.vault.Vault;

/**
 * Held rows by a tag that leaves the hub in a file and comes back. The tag is signed over the row's number, its job and the agency
 * that answers for it, so that nobody can make one, or move a line of a file to another agency's row.
 */
@Component
public class TaggedRows {
    private static final Pattern TAG = Pattern.compile("L(\\d{1,18})-([A-Za-z0-9_-]{22})");
    private static final int PAGE = 1000;

    private final JdbcClient state;
    private final MarkSecret secret;

    /** Over the hub's state; the secret under which rows are marked signs them, too. */
    public TaggedRows(JdbcClient state, Vault vault) {
        this.state = state;
        this.secret = new MarkSecret(vault);
    }

    /** The tag of a row: the same whenever it is asked for. */
    public String of(HeldRow row) {
        String signed = "tag|" + row.id() + '|' + row.job() + '|' + row.agency();
        byte[] mark = secret.marks().of(signed.getBytes(StandardCharsets.UTF_8));
        return "L" + row.id() + '-' + Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }

    /** The rows of these tags, waiting or settled; a tag that the hub did not make, or whose row is gone, is absent. */
    public Map<String, HeldRow> find(Collection<String> tags) {
        Map<Long, HeldRow> rows = rows(tags.stream()
                .map(TAG::matcher)
                .filter(Matcher::matches)
                .map(tag -> Long.valueOf(tag.group(1)))
                .distinct()
                .toList());
        Map<String, HeldRow> found = new HashMap<>();
        for (String tag : tags) {
            Matcher matcher = TAG.matcher(tag);
            HeldRow row = matcher.matches() ? rows.get(Long.valueOf(matcher.group(1))) : null;
            if (row != null && same(tag, of(row))) {
                found.put(tag, row);
            }
        }
        return found;
    }

    private Map<Long, HeldRow> rows(List<Long> ids) {
        Map<Long, HeldRow> rows = new HashMap<>();
        for (int from = 0; from < ids.size(); from += PAGE) {
            state.sql("select " + QuarantineDesk.COLUMNS
                            + " from quarantine_rows where id in (:ids) and state <> 'pending'")
                    .param("ids", ids.subList(from, Math.min(from + PAGE, ids.size())))
                    .query(QuarantineDesk::heldRow)
                    .list()
                    .forEach(row -> rows.put(row.id(), row));
        }
        return rows;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
