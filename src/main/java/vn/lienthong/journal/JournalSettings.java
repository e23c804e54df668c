package vn.lienthong.journal;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator decides about the journal.
 *
 * @param headsFolder where signed heads are handed over to, from {@code LIENTHONG_JOURNAL_HEADS}: best a folder of another
 *     machine; blank for nowhere
 */
@ConfigurationProperties("lienthong.journal")
record JournalSettings(@Nullable String headsFolder) {
    Optional<Path> heads() {
        return headsFolder == null || headsFolder.isBlank() ? Optional.empty() : Optional.of(Path.of(headsFolder));
    }
}
