package vn.lienthong.connector.jdbc.postgresql;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Whether UTF-8 bytes are NFC, mostly without decoding them. */
final class Nfc {
    private static final byte COMBINING = (byte) 0xCC;
    private static final byte ADDITIONAL = (byte) 0xE1;
    private static final byte ADDITIONAL_FIRST = (byte) 0xB8;
    private static final byte ADDITIONAL_LAST = (byte) 0xBB;

    private Nfc() {}

    /**
     * Whether the text can only be NFC: every character is below U+0300, where the first combining mark stands, or one of
     * Vietnamese's own from U+1E00 to U+1EFF. False means: look closer.
     */
    static boolean surely(byte[] data, int at, int length) {
        int end = at + length;
        for (int i = at; i < end; i++) {
            byte b = data[i];
            // lead bytes from 0xCC on; as signed bytes, -52 to -1
            if (b < 0 && b >= COMBINING) {
                if (b != ADDITIONAL || data[i + 1] < ADDITIONAL_FIRST || data[i + 1] > ADDITIONAL_LAST) {
                    return false;
                }
                i += 2;
            }
        }
        return true;
    }

    static boolean is(byte[] data, int at, int length) {
        return Normalizer.isNormalized(new String(data, at, length, StandardCharsets.UTF_8), Normalizer.Form.NFC);
    }
}
