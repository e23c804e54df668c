package vn.lienthong.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** A network between a hub and a server that can be disturbed: a TCP proxy on the loopback. */
final class Cable implements AutoCloseable {
    /** How the network behaves; connections that are open feel it too. */
    enum State {
        WHOLE,
        /** Connections are refused, open ones reset. */
        REFUSING,
        /** Everything is swallowed: new connections open and nobody answers. */
        HANGING,
        /** Open connections fall silent and stay open, new ones work. */
        HALF_OPEN,
        /** A few bytes at a time. */
        TRICKLING,
        /** The next COMMIT never arrives: its connection is reset instead. */
        CUT_BEFORE_COMMIT,
        /** The next COMMIT arrives and is answered; its answer does not come back. */
        CUT_AFTER_COMMIT
    }

    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);
    private static final int TRICKLE = 64;
    private static final long TRICKLE_MILLIS = 2;

    private final IntSupplier server;
    private final ServerSocket entry;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile State state = State.WHOLE;

    /** A cable to the port where the server is at the time of each connection. */
    Cable(IntSupplier server) throws IOException {
        this.server = server;
        this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    int port() {
        return entry.getLocalPort();
    }

    /** How often a connection was cut at a COMMIT. */
    int cuts() {
        return cuts.get();
    }

    /** Of the connections that open from now on, this one is never answered, counted from one. */
    void hangs(int number) {
        hanging.set(number);
    }

    void becomes(State now) {
        if (now == State.HALF_OPEN) {
            lines.forEach(line -> line.silent = true);
        }
        state = now;
        if (now == State.REFUSING || now == State.WHOLE) {
            lines.stream().filter(line -> now == State.REFUSING || line.silent).forEach(Line::reset);
        }
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket hub = entry.accept();
                if (state == State.REFUSING) {
                    reset(hub);
                } else {
                    new Line(hub).open();
                }
            } catch (IOException closed) {
                if (!entry.isClosed()) {
                    throw new UncheckedIOException(closed);
                }
            }
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // that is what was wanted
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
        lines.forEach(Line::reset);
    }

    /** One connection through the cable. */
    private final class Line {
        private final Socket hub;
        private volatile Socket far;
        private volatile boolean silent;
        private volatile boolean answerCut;
        /** What the hub calls its COMMIT after the first time, between two zeros; only the upward pump knows. */
        private byte[] prepared = new byte[0];

        Line(Socket hub) {
            this.hub = hub;
        }

        void open() {
            lines.add(this);
            if (state == State.HANGING || hanging.getAndDecrement() == 1) {
                silent = true;
            }
            try {
                far = new Socket(InetAddress.getLoopbackAddress(), server.getAsInt());
                thread(() -> pump(hub, far, true));
                thread(() -> pump(far, hub, false));
            } catch (IOException nobody) {
                reset();
            }
        }

        private void pump(Socket from, Socket to, boolean up) {
            byte[] bytes = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                    pass(bytes, length, out, up);
                }
                if (!silent) {
                    to.shutdownOutput();
                }
            } catch (IOException broken) {
                if (!silent) {
                    reset();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void pass(byte[] bytes, int length, OutputStream out, boolean up)
                throws IOException, InterruptedException {
            // never set to false: another thread may silence the line between a look at it and an answer
            if (silent || state == State.HANGING) {
                silent = true;
                return;
            }
            if (!up && answerCut) {
                throw new IOException("cut");
            }
            if (up && commits(bytes, length)) {
                commit();
            }
            if (state == State.TRICKLING) {
                trickle(bytes, length, out);
            } else {
                out.write(bytes, 0, length);
            }
        }

        /** Cuts this connection where the cable is to; only one is, then the cable is whole again. */
        private void commit() throws IOException {
            State was = state;
            if (was != State.CUT_BEFORE_COMMIT && was != State.CUT_AFTER_COMMIT) {
                return;
            }
            state = State.WHOLE;
            cuts.incrementAndGet();
            if (was == State.CUT_BEFORE_COMMIT) {
                throw new IOException("cut");
            }
            answerCut = true;
        }

        private void trickle(byte[] bytes, int length, OutputStream out) throws IOException, InterruptedException {
            for (int at = 0; at < length; at += TRICKLE) {
                out.write(bytes, at, Math.min(TRICKLE, length - at));
                out.flush();
                Thread.sleep(TRICKLE_MILLIS);
            }
        }

        private boolean commits(byte[] bytes, int length) {
            int at = find(COMMIT, bytes, length);
            if (at < 0) {
                return prepared.length > 0 && find(prepared, bytes, length) >= 0;
            }
            int name = at - 1;
            while (name > 0 && bytes[name - 1] > ' ') {
                name--;
            }
            if (name < at - 1) {
                prepared = new byte[at - name + 1];
                System.arraycopy(bytes, name, prepared, 1, at - name);
            }
            return true;
        }

        /** Where the part is in what passes; less than 0 where it is not. */
        private static int find(byte[] part, byte[] bytes, int length) {
            for (int at = 0; at + part.length <= length; at++) {
                if (Arrays.equals(part, 0, part.length, bytes, at, at + part.length)) {
                    return at;
                }
            }
            return -1;
        }

        void reset() {
            lines.remove(this);
            Cable.reset(hub);
            Socket end = far;
            if (end != null) {
                Cable.reset(end);
            }
        }
    }
}
