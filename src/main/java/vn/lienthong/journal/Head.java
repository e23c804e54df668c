package vn.lienthong.journal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is signed: that the journal, or an export of it, ended with this entry then.
 *
 * @param id the last entry
 * @param hash that entry's hash, which holds every entry before it; at the end of an export SHA-256 of all lines before it
 * @param at when it was signed, to the microsecond
 * @param signature Ed25519 over {@link #statement}
 */
record Head(Kind kind, long id, byte[] hash, Instant at, byte[] signature) {
    /** A head is signed each day; an export ends with a signature over all of it. */
    enum Kind {
        HEAD,
        END
    }

    /** The bytes that are signed. */
    static byte[] statement(Kind kind, long id, byte[] hash, Instant at) {
        return ("lienthong journal " + kind + "\n" + id + "\n" + HexFormat.of().formatHex(hash) + "\n" + at + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it was signed with the private half of the key. */
    boolean signedWith(PublicKey key) {
        try {
            Signature signed = Signature.getInstance("Ed25519");
            signed.initVerify(key);
            signed.update(statement());
            return signed.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false; // bytes that are no signature at all
        }
    }

    /** A public key, X.509; empty where the bytes are none. */
    static Optional<PublicKey> key(byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException none) {
            return Optional.empty();
        }
    }

    private byte[] statement() {
        return statement(kind, id, hash, at);
    }
}
