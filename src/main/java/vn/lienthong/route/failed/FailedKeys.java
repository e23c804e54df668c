package vn.lienthong.route.failed;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.vault.KeyedMarks;
import vn.lienthong.vault.Vault;

/** Keys of what failed, as keyed hashes of 64 bits: by them it is found, from them nobody finds a key. */
@Component
class FailedKeys {
    /** Of one exchange no more are kept. */
    static final int MOST = 20_000;

    private final KeyedMarks marks;

    FailedKeys(JdbcClient state, ObjectProvider<Vault> vault, PlatformTransactionManager transactions) {
        TransactionTemplate alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        marks = new KeyedMarks(state, vault::getObject, alone, "route-failed-keys");
    }

    /** Blanks and the case of letters make no difference. */
    long mark(String key) {
        String plain = Normalizer.normalize(key, Normalizer.Form.NFC)
                .replaceAll("\\s+", "")
                .toUpperCase(Locale.ROOT);
        return ByteBuffer.wrap(marks.of(plain, Long.BYTES)).getLong();
    }

    /** The marks of some, each once, in order. */
    long[] marks(Collection<String> keys) {
        return keys.stream()
                .filter(key -> !key.isBlank())
                .distinct()
                .limit(MOST)
                .mapToLong(this::mark)
                .sorted()
                .distinct()
                .toArray();
    }
}
