package vn.lienthong.connector.jdbc.mariadb;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import vn.lienthong.testing.Aside;

/** A server that speaks MariaDB's protocol, lets everybody in and answers every statement by asking for a file of the caller. */
final class FileThief implements AutoCloseable {
    /** A caller that has not hung up by then holds on to a thief. */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final int LOCAL_FILES = 0x80;
    /** Everything but TLS, compression and the newer ways to end a result. */
    private static final int CAN = 0x1BA28F;

    private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CompletableFuture<Void> serving;
    private volatile boolean asked;
    private volatile boolean offered;

    FileThief(Path file) throws IOException {
        serving = Aside.run(() -> serve(file));
    }

    int port() {
        return door.getLocalPort();
    }

    /** Whether a statement came, and was answered by asking for the file. */
    boolean hasAsked() {
        return asked;
    }

    /** Whether a caller said that it sends files. */
    boolean offered() {
        return offered;
    }

    /** All that came after the file was asked for. */
    String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private void serve(Path file) {
        try {
            while (true) {
                try (Socket caller = door.accept()) {
                    steal(caller, file);
                } catch (EOFException hungUp) {
                    continue; // as it should
                }
            }
        } catch (SocketException closed) {
            return; // the test is over
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private void steal(Socket caller, Path file) throws IOException {
        caller.setSoTimeout(PATIENCE_MILLIS);
        DataInputStream in = new DataInputStream(caller.getInputStream());
        send(caller, 0, greeting());
        byte[] login = packet(in);
        offered |= (login[0] & LOCAL_FILES) != 0;
        send(caller, 2, new byte[] {0, 0, 0, 2, 0, 0, 0});
        byte[] wanted = ("\u00FB" + file).getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            byte[] said = packet(in);
            if (asked) {
                heard.write(said);
            }
            asked = true;
            send(caller, 1, wanted);
        }
    }

    private static byte[] greeting() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(10);
        out.write("11.4.5-MariaDB\0".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {1, 0, 0, 0});
        out.write("12345678\0".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {(byte) CAN, (byte) (CAN >> 8), 45, 2, 0, (byte) (CAN >> 16), (byte) (CAN >> 24), 21});
        out.write(new byte[10]);
        out.write("123456789012\0".getBytes(StandardCharsets.US_ASCII));
        out.write("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static void send(Socket caller, int number, byte[] payload) throws IOException {
        byte[] packet = new byte[payload.length + 4];
        packet[0] = (byte) payload.length;
        packet[1] = (byte) (payload.length >> 8);
        packet[3] = (byte) number;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        caller.getOutputStream().write(packet);
    }

    private static byte[] packet(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        in.readByte();
        return in.readNBytes(length);
    }

    @Override
    public void close() throws IOException {
        door.close();
        serving.join();
    }
}
