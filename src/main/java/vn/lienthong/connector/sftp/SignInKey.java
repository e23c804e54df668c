package vn.lienthong.connector.sftp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Secret;

/** Reads the key with which the hub signs in: OpenSSH's format with or without passphrase, or PEM without. */
final class SignInKey {
    private static final int LINE = 64;
    private static final Pattern ARMOUR =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private SignInKey() {}

    /** @throws GeneralSecurityException where it is no key, or the passphrase does not open it; says nothing of its content */
    static KeyPair of(Secret key, @Nullable Secret passphrase) throws GeneralSecurityException {
        FilePasswordProvider words =
                passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase.reveal());
        byte[] text = lines(key.reveal()).getBytes(StandardCharsets.UTF_8);
        try {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("key"), new ByteArrayInputStream(text), words);
            Iterator<KeyPair> found = pairs == null ? null : pairs.iterator();
            if (found == null || !found.hasNext()) {
                throw new GeneralSecurityException("no key in a known format");
            }
            return found.next();
        } catch (IOException | RuntimeException unreadable) {
            throw new GeneralSecurityException("no key in a known format, or another passphrase", unreadable);
        }
    }

    /** A key that went through a form of one line has lost its line ends. */
    private static String lines(String text) throws GeneralSecurityException {
        Matcher armour = ARMOUR.matcher(text);
        if (!armour.find()) {
            throw new GeneralSecurityException("no key between BEGIN and END");
        }
        String body = armour.group(2);
        if (body.contains("Proc-Type")) {
            throw new GeneralSecurityException(
                    "the old PEM format with a passphrase; convert it: ssh-keygen -p -f key");
        }
        String packed = body.replaceAll("\\s", "");
        StringBuilder whole = new StringBuilder("-----BEGIN " + armour.group(1) + "-----\n");
        for (int at = 0; at < packed.length(); at += LINE) {
            whole.append(packed, at, Math.min(packed.length(), at + LINE)).append('\n');
        }
        return whole.append("-----END ")
                .append(armour.group(1))
                .append("-----\n")
                .toString();
    }
}
