package vn.lienthong.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Begins TLS by hand, with versions and suites that Java itself would not offer any more. */
public final class TlsHello {
    public static final int TLS_1_1 = 0x0302;
    public static final int TLS_1_2 = 0x0303;
    public static final int ECDHE_ECDSA_AES_128_GCM = 0xC02B;
    public static final int ECDHE_ECDSA_AES_128_CBC_SHA = 0xC009;

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private TlsHello() {}

    /** What a server says to it: {@code hello}, {@code alert 70} (no such version) or {@code alert 40} (no such suite). */
    public static String answer(int port, int version, int suite) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(record(version, suite));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int kind = in.readUnsignedByte();
            in.skipNBytes(4);
            int first = in.readUnsignedByte();
            if (kind == ALERT) {
                return "alert " + in.readUnsignedByte();
            }
            return kind == HANDSHAKE && first == 2 ? "hello" : "record " + kind;
        }
    }

    private static byte[] record(int version, int suite) throws IOException {
        byte[] hello = hello(version, suite);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(HANDSHAKE);
        out.writeShort(0x0301);
        out.writeShort(hello.length + 4);
        out.writeInt(1 << 24 | hello.length);
        out.write(hello);
        return bytes.toByteArray();
    }

    private static byte[] hello(int version, int suite) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(version);
        out.write(new byte[32]); // as random as this test needs it
        out.writeByte(0);
        out.writeShort(2);
        out.writeShort(suite);
        out.writeShort(0x0100);
        int[] extensions = {10, 6, 4, 23, 24, 11, 2, 0x0100, 13, 8, 6, 0x0403, 0x0503, 0x0203, 23, 0};
        byte[] written = extensions(extensions);
        out.writeShort(written.length);
        out.write(written);
        return bytes.toByteArray();
    }

    /** The curves P-256 and P-384, their plain points, and ECDSA with SHA-256, SHA-384 or, for old versions, SHA-1; and a secret bound to the whole hello (RFC 7627). */
    private static byte[] extensions(int[] words) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int word : words) {
            out.writeShort(word);
        }
        return bytes.toByteArray();
    }
}
