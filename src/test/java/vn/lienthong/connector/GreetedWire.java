package vn.lienthong.connector;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that speaks a database's protocol up to the login, writes down what the driver says there, and refuses it. What a driver
 * was given as more than user and database shows on this wire.
 */
final class GreetedWire implements AutoCloseable {
    private static final byte[] SALT = "12345678abcdefghijkl".getBytes(StandardCharsets.US_ASCII);
    private static final int SSL_REQUEST = 80_877_103;

    private final ServerSocket door;
    private final boolean postgres;
    private final List<Login> logins = new CopyOnWriteArrayList<>();

    /**
     * What a driver said.
     *
     * @param words names and values in turn (PostgreSQL); user and database (MariaDB)
     * @param flags what the driver is ready for (MariaDB)
     */
    record Login(List<String> words, long flags) {}

    GreetedWire(boolean postgres) {
        this.postgres = postgres;
        try {
            door = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread thread = new Thread(this::serve, "greeted-wire");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    /** Everything said since the last time. */
    List<Login> take() {
        List<Login> taken = List.copyOf(logins);
        logins.clear();
        return taken;
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept()) {
                socket.setSoTimeout(3000);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                if (postgres) {
                    postgres(in, socket.getOutputStream());
                } else {
                    mariadb(in, socket.getOutputStream());
                }
            } catch (IOException gone) {
                // the test is over, or the caller has hung up
                continue;
            }
        }
    }

    private void postgres(DataInputStream in, OutputStream out) throws IOException {
        byte[] said = in.readNBytes(in.readInt() - 4);
        if (ByteBuffer.wrap(said).getInt() == SSL_REQUEST) {
            out.write('N');
            out.flush();
            said = in.readNBytes(in.readInt() - 4);
        }
        logins.add(new Login(words(said, 4), 0));
        byte[] refusal = "SFATAL\0VFATAL\0C28P01\0Mno\0\0".getBytes(StandardCharsets.US_ASCII);
        out.write('E');
        out.write(ByteBuffer.allocate(4).putInt(refusal.length + 4).array());
        out.write(refusal);
        out.flush();
    }

    private void mariadb(DataInputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        greeting.write(10);
        greeting.write("11.4.5-MariaDB\0".getBytes(StandardCharsets.US_ASCII));
        greeting.write(new byte[] {1, 0, 0, 0});
        greeting.write(SALT, 0, 8);
        greeting.write(0);
        // everything but TLS: also what no driver should take up
        greeting.write(new byte[] {(byte) 0xff, (byte) 0xf7, 45, 2, 0, (byte) 0xff, (byte) 0x81, 21});
        greeting.write(new byte[10]);
        greeting.write(SALT, 8, 12);
        greeting.write(0);
        greeting.write("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        packet(out, 0, greeting.toByteArray());
        byte[] head = new byte[4];
        in.readFully(head);
        byte[] said = in.readNBytes((head[0] & 255) | (head[1] & 255) << 8 | (head[2] & 255) << 16);
        long flags = Integer.toUnsignedLong(
                ByteBuffer.wrap(said).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt());
        int end = end(said, 32);
        int proof = said[end + 1] & 255;
        int database = end + 2 + proof;
        logins.add(new Login(List.of(text(said, 32, end), text(said, database, end(said, database))), flags));
        packet(out, 2, "\u00ff\u0015\u0004#28000no".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void packet(OutputStream out, int number, byte[] content) throws IOException {
        out.write(new byte[] {(byte) content.length, (byte) (content.length >> 8), 0, (byte) number});
        out.write(content);
        out.flush();
    }

    private static List<String> words(byte[] said, int from) {
        List<String> words = new ArrayList<>();
        for (int start = from; start < said.length - 1; ) {
            int end = end(said, start);
            words.add(text(said, start, end));
            start = end + 1;
        }
        return words;
    }

    private static int end(byte[] said, int from) {
        int end = from;
        while (end < said.length && said[end] != 0) {
            end++;
        }
        return end;
    }

    private static String text(byte[] said, int from, int end) {
        return new String(Arrays.copyOfRange(said, Math.min(from, said.length), end), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
