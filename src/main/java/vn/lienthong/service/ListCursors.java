package vn.lienthong.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.vault.Vault;

/**
 * Where a list goes on, as a caller carries it: sealed, because a key may be somebody's id, and because whoever could write one could
 * look for rows by it. It opens for the same agreement and the same key of the same dataset alone.
 */
@Component
class ListCursors {
    private static final int MOST_LETTERS = 6_000;

    private final Vault vault;

    ListCursors(Vault vault) {
        this.vault = vault;
    }

    /** @param key the columns by which the dataset is in order */
    String seal(Position position, Agreement agreement, DataService service, List<String> key) {
        byte[] sealed = vault.seal(position.value().getBytes(StandardCharsets.UTF_8), place(agreement, service, key));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** @throws HubException DATA where it was not given for this, or was altered */
    Position open(String cursor, Agreement agreement, DataService service, List<String> key) {
        try {
            if (cursor.length() > MOST_LETTERS) {
                throw unusable();
            }
            byte[] sealed = Base64.getUrlDecoder().decode(cursor);
            return new Position(new String(vault.open(sealed, place(agreement, service, key)), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | HubException other) {
            throw unusable(); // what is wrong with it is of no use to whoever carries it
        }
    }

    static HubException unusable() {
        return new HubException(ServiceError.CURSOR_UNUSABLE, Map.of());
    }

    private static String place(Agreement agreement, DataService service, List<String> key) {
        return String.join("\n", "list", agreement.name(), service.id().toString(), "" + service.dataset()) + "\n"
                + String.join("\n", key);
    }
}
