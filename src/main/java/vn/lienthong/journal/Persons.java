package vn.lienthong.journal;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.lienthong.kernel.Secret;
import vn.lienthong.vault.KeyedMarks;
import vn.lienthong.vault.Vault;

/** Keyed hashes of people's ids, of 16 bytes. */
final class Persons {
    private static final String FIELD = "journal-persons";
    private static final int LENGTH = 16;

    private final KeyedMarks marks;

    /**
     * Hashes under the key of a hub.
     *
     * @param alone a transaction of its own: the key stays, whatever becomes of the act for which it was made
     */
    Persons(JdbcClient state, Supplier<Vault> vault, TransactionOperations alone) {
        this.marks = new KeyedMarks(state, vault, alone, FIELD);
    }

    /** The hash of a person's id, in hex. Blanks and the case of letters make no difference. */
    String mark(Secret id) {
        String plain = Normalizer.normalize(id.reveal(), Normalizer.Form.NFC)
                .replaceAll("\\s+", "")
                .toUpperCase(Locale.ROOT);
        return HexFormat.of().formatHex(marks.of(plain, LENGTH));
    }
}
