package vn.lienthong.agency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** Keeps passwords with Argon2id. Each comparison takes memory, so few are made at a time. Used on many threads. */
@Component
class Passwords {
    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    /** So many letters and digits there have to be beside the words of the sector and the person's name. */
    private static final int LEAST_BESIDE = 8;

    private static final Pattern MARKS_AND_SIGNS = Pattern.compile("[^a-z0-9]");
    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MEMORY_KIB = 19 * 1024;

    private final Argon2PasswordEncoder argon = new Argon2PasswordEncoder(16, 32, 1, MEMORY_KIB, 2);
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final Set<String> common = Stream.of("/common-passwords.txt", "/leaked-passwords.txt")
            .flatMap(Passwords::lines)
            .collect(Collectors.toUnmodifiableSet());
    private final List<String> ownWords = lines("/own-words.txt")
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
    private @Nullable String nobodys;

    /**
     * The password as it is kept.
     *
     * @throws HubException CONFIGURATION where it is no password for this person
     */
    String hash(String person, String password) {
        String normal = normal(password);
        check(person, normal);
        return one(() -> Objects.requireNonNull(argon.encode(normal)));
    }

    /** Whether this is the password; takes the same time where none is kept, and is false then. */
    boolean match(String given, @Nullable String kept) {
        String normal = normal(given);
        return one(() -> argon.matches(normal, kept == null ? nobodys() : kept)) && kept != null;
    }

    private void check(String person, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new HubException(AgencyError.PASSWORD_LENGTH, Map.of("least", SHORTEST, "most", LONGEST));
        }
        if (password.equalsIgnoreCase(person)) {
            throw new HubException(AgencyError.PASSWORD_IS_NAME, Map.of());
        }
        String plain = password.toLowerCase(Locale.ROOT);
        if (common.contains(plain) || few(plain)) {
            throw new HubException(AgencyError.PASSWORD_COMMON, Map.of());
        }
        String bare = bare(plain);
        String beside = Stream.concat(ownWords.stream(), Stream.of(person.split("[.-]")))
                .filter(word -> word.length() > 2)
                .reduce(bare, (left, word) -> left.replace(word, ""));
        if (beside.length() < bare.length() && (beside.length() < LEAST_BESIDE || few(beside))) {
            throw new HubException(AgencyError.PASSWORD_OF_OWN_WORDS, Map.of());
        }
    }

    private static boolean few(String letters) {
        return letters.codePoints().distinct().count() < 4;
    }

    /** Made at the first comparison, whoever it is for. */
    private synchronized String nobodys() {
        if (nobodys == null) {
            nobodys = Objects.requireNonNull(argon.encode(RandomText.ofBytes(32)));
        }
        return nobodys;
    }

    private <T> T one(Supplier<T> work) {
        try {
            nobodys();
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HubException(AgencyError.SIGN_IN_BUSY, Map.of());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HubException(AgencyError.SIGN_IN_BUSY, Map.of(), stopped);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    /** Letters without their marks, and digits: however somebody writes a word. */
    private static String bare(String plain) {
        String apart = Normalizer.normalize(plain.replace('đ', 'd'), Normalizer.Form.NFD);
        return MARKS_AND_SIGNS.matcher(apart).replaceAll("");
    }

    private static Stream<String> lines(String list) {
        try (InputStream whole = Objects.requireNonNull(Passwords.class.getResourceAsStream(list))) {
            return new String(whole.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
