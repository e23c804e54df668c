package vn.lienthong.agency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.OwnerOnly;

/**
 * The first-start token: whoever can read the hub's owner-only file may enter as its administrator. Each token works once and is
 * replaced in the file by a new one. It is never logged and never part of an address.
 */
@Component
public class SignInToken {
    private final Path file;
    private @Nullable String current;

    SignInToken(HubFolders folders) {
        this.file = folders.data().resolve("first-start-token");
    }

    /** Where the token lies, for messages. */
    public Path file() {
        return file;
    }

    /** Puts a token into the file, if this process has not done so yet. */
    public synchronized void provide() {
        if (current == null) {
            renew();
        }
    }

    /** Whether this is the token; if so it is used up. */
    public synchronized boolean use(String given) {
        provide();
        byte[] offered = given.strip().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(offered, String.valueOf(current).getBytes(StandardCharsets.UTF_8))) {
            return false;
        }
        renew();
        return true;
    }

    private void renew() {
        String fresh = RandomText.ofBytes(32);
        try {
            OwnerOnly.createFolder(Files.createDirectories(file.toAbsolutePath().getParent()));
            OwnerOnly.write(file.toAbsolutePath(), fresh + System.lineSeparator());
        } catch (IOException failed) {
            throw new HubException(AgencyError.TOKEN_FILE_UNWRITABLE, Map.of("file", file), failed);
        }
        current = fresh;
    }
}
