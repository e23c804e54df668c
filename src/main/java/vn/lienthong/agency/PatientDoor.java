package vn.lienthong.agency;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Gives every request so much time to bring its body, and no more once it is answered: the server would go on reading what nobody
 * wants, a byte at a time and on a thread of its own for each sender. What is under way is still taken in for a moment, so that
 * an honest caller reads the answer before the connection ends.
 */
final class PatientDoor extends ValveBase {
    /** How long a whole body may take. */
    static final Duration BODY = Duration.ofSeconds(30);

    /** The same for whoever has not shown who he is. */
    static final Duration STRANGERS_BODY = Duration.ofSeconds(5);

    private static final String STRANGER = PatientDoor.class.getName() + ".stranger";
    private static final Duration UNDER_WAY = Duration.ofMillis(200);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    PatientDoor() {
        super(true);
    }

    /** Lets this request wait no longer than a stranger may. */
    static void stranger(ServletRequest request) {
        request.setAttribute(STRANGER, true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request wire = request.getCoyoteRequest();
        InputBuffer patient = wire.getInputBuffer();
        wire.setInputBuffer(new Timed(patient, request));
        try {
            getNext().invoke(request, response);
        } finally {
            wire.setInputBuffer(patient);
        }
        if (!request.isAsync() && unread(wire)) {
            response.finishResponse();
            takeIn(wire, patient);
            if (unread(wire)) {
                wire.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    private static boolean unread(org.apache.coyote.Request wire) {
        AtomicBoolean whole = new AtomicBoolean();
        wire.action(ActionCode.REQUEST_BODY_FULLY_READ, whole);
        return !whole.get();
    }

    private static void takeIn(org.apache.coyote.Request wire, InputBuffer body) throws IOException {
        long end = System.nanoTime() + UNDER_WAY.toNanos();
        while (unread(wire) && System.nanoTime() < end) {
            wire.action(ActionCode.AVAILABLE, true);
            if (wire.getAvailable() == 0) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            } else if (body.doRead(new Dropped()) < 0) {
                return;
            }
        }
    }

    /** A body that comes in time or not at all. */
    private static final class Timed implements InputBuffer {
        private final InputBuffer body;
        private final Request request;
        private final long begun = System.nanoTime();

        Timed(InputBuffer body, Request request) {
            this.body = body;
            this.request = request;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            Duration allowed = request.getAttribute(STRANGER) == null ? BODY : STRANGERS_BODY;
            if (System.nanoTime() - begun > allowed.toNanos()) {
                throw new IOException("the body did not come within " + allowed.toSeconds() + " s");
            }
            return body.doRead(handler);
        }

        @Override
        public int available() {
            return body.available();
        }
    }

    /** Takes bytes that nobody wants. */
    private static final class Dropped implements ApplicationBufferHandler {
        private ByteBuffer bytes = EMPTY_BUFFER;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // bytes are handed over as they lie
        }
    }
}
