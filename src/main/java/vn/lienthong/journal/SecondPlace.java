package vn.lienthong.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.OwnerOnly;

/**
 * Hands the signed heads over to a file in a folder that best lies on another machine. What is in the file stays; where it
 * contradicts the journal, or cannot be written, people are told until that is mended.
 */
@Component
public class SecondPlace {
    private static final Logger LOG = LoggerFactory.getLogger(SecondPlace.class);
    private static final int LETTERS_OF_KEY = 16;

    private final JournalSettings settings;
    private final SignedHeads heads;
    private final HeadKey key;
    private final Links links;
    private volatile @Nullable HubException trouble;

    SecondPlace(JournalSettings settings, SignedHeads heads, HeadKey key, Links links) {
        this.settings = settings;
        this.heads = heads;
        this.key = key;
        this.links = links;
    }

    /** Why heads are not handed over now; empty where they are, or need not be. */
    public Optional<HubException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The file of this hub; empty where no folder is named. Hubs can share a folder: each has a key of its own. */
    Optional<Path> file() {
        return settings.heads()
                .map(folder -> folder.resolve(
                        "journal-" + ExportProof.fingerprint(key.publicKey()).substring(0, LETTERS_OF_KEY) + ".heads"));
    }

    /** Hands over what is not there yet. What fails is tried again the next time. */
    @Scheduled(initialDelay = 2, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    void handOver() {
        HubException before = trouble;
        trouble = file().flatMap(this::tried).orElse(null);
        if (trouble != null && (before == null || !before.getMessage().equals(trouble.getMessage()))) {
            LOG.warn("{}", trouble.getMessage());
        }
    }

    private Optional<HubException> tried(Path file) {
        try {
            handOver(file);
            return Optional.empty();
        } catch (IOException unreachable) {
            return Optional.of(new HubException(JournalError.HAND_OVER_FAILED, Map.of("file", file), unreachable));
        } catch (HubException wrong) {
            return Optional.of(wrong);
        }
    }

    private void handOver(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString()); // a folder that is not mounted is not made
        }
        HandedHeads there = there(file);
        List<Head> missing = heads.after(there.last());
        if (!missing.isEmpty()) {
            OwnerOnly.write(file, lines(Stream.concat(there.all().stream(), missing.stream())));
        }
    }

    /** What is in the file; it has to be of this journal. */
    private HandedHeads there(Path file) throws IOException {
        HandedHeads there = Files.exists(file) ? HandedHeads.read(file) : HandedHeads.none();
        boolean ours = there.signedWith(key.publicKey())
                && (there.last() == 0
                        || links.at(there.last())
                                .filter(link -> !there.contradict(link))
                                .isPresent());
        if (!ours) {
            throw new HubException(JournalError.HEADS_CONTRADICT, Map.of("file", file, "entry", there.last()));
        }
        return there;
    }

    private String lines(Stream<Head> all) {
        return Stream.concat(Stream.of(ExportLines.opening(key.publicKey())), all.map(ExportLines::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What the file holds now. */
    HandedHeads handed() {
        try {
            Path file = file().filter(Files::exists).orElse(null);
            return file == null ? HandedHeads.none() : HandedHeads.read(file);
        } catch (IOException unreachable) {
            throw new HubException(
                    JournalError.HAND_OVER_FAILED, Map.of("file", String.valueOf(file().orElse(null))), unreachable);
        }
    }
}
