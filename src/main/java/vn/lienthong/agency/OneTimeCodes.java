package vn.lienthong.agency;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.nayuki.qrcodegen.QrCode;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Codes of six digits that an authenticator on a phone shows for half a minute each (RFC 6238). */
@Component
class OneTimeCodes {
    private static final int SECRET_BYTES = 20;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_OF_A_LETTER = 5;

    /** Phones and hubs may be this many steps apart. */
    private static final int TOLERANCE = 1;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    OneTimeCodes(Clock clock) {
        this.clock = clock;
    }

    byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /** The step whose code this is, now or one beside; empty where it is none of them. */
    OptionalLong step(byte[] secret, String code) {
        Duration length = generator.getTimeStep();
        long now = clock.instant().getEpochSecond() / length.toSeconds();
        String digits = code.replace(" ", "");
        for (long step = now - TOLERANCE; step <= now + TOLERANCE; step++) {
            if (at(secret, step).equals(digits)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    private String at(byte[] secret, long step) {
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(secret, generator.getAlgorithm()),
                    java.time.Instant.ofEpochSecond(
                            step * generator.getTimeStep().toSeconds()));
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("a key of " + SECRET_BYTES + " bytes is a key", impossible);
        }
    }

    /** The secret as people type it into a phone. */
    static String text(byte[] secret) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte one : secret) {
            held = held << Byte.SIZE | one & 0xFF;
            bits += Byte.SIZE;
            while (bits >= BITS_OF_A_LETTER) {
                bits -= BITS_OF_A_LETTER;
                text.append(LETTERS.charAt(held >> bits & 31));
            }
        }
        return text.toString();
    }

    /** The secret as phones read it from a picture. */
    static Picture picture(String person, byte[] secret) {
        QrCode code = QrCode.encodeText(
                "otpauth://totp/Lienthong:" + person + "?secret=" + text(secret) + "&issuer=Lienthong",
                QrCode.Ecc.MEDIUM);
        StringBuilder dark = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    dark.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return new Picture(code.size, dark.toString());
    }

    /**
     * A picture to draw.
     *
     * @param size how many squares it is wide and high
     * @param dark the dark ones, as an SVG path
     */
    record Picture(int size, String dark) {
        /** With the free edge that readers need. */
        public String box() {
            return "-4 -4 " + (size + 8) + " " + (size + 8);
        }
    }
}
