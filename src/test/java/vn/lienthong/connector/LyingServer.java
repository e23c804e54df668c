package vn.lienthong.connector;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vn.lienthong.testing.Aside;

/** A TCP server on the loopback that says to every caller what no honest server says, then hangs up or goes on byte by byte. */
final class LyingServer implements AutoCloseable {
    private static final int BETWEEN_BYTES_MILLIS = 200;

    private final ServerSocket door;
    private final byte[] lie;
    private final boolean trickles;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Socket> callers = new CopyOnWriteArrayList<>();

    LyingServer(byte[] lie, boolean trickles) {
        this.lie = lie.clone();
        this.trickles = trickles;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Aside.run(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                callers.add(caller);
                Aside.run(() -> lie(caller));
            } catch (IOException closed) {
                return; // the test is over
            }
        }
    }

    private void lie(Socket caller) {
        try (caller) {
            OutputStream out = caller.getOutputStream();
            out.write(lie);
            while (trickles && !over.await(BETWEEN_BYTES_MILLIS, TimeUnit.MILLISECONDS)) {
                out.write('a');
            }
        } catch (IOException hungUp) {
            callers.remove(caller); // it has heard enough
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        door.close();
        for (Socket caller : callers) {
            caller.close();
        }
    }
}
