package vn.lienthong.connector.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.CheckReport;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Examines the way to a partner who is asked over HTTP: address, port, encryption, sign-in. */
public final class WayIn {
    private static final int REACH_MILLIS = 3_000;

    private final Opening opening;
    private final CheckReport report;
    private boolean signedIn;

    /** An examination of this way. */
    public WayIn(Opening opening, CheckReport report) {
        this.opening = opening;
        this.report = report;
    }

    /** Whether the partner's port opens. */
    public boolean reached() {
        Place place = Place.api(opening.settings());
        report.begin();
        InetSocketAddress address;
        try {
            address = opening.network().resolve(place.host(), place.port());
            report.ok("resolve", "host", Text.same(address.getAddress().getHostAddress()));
        } catch (HubException failed) {
            report.fail("resolve", "host", failed);
            report.skip("reach");
            return false;
        }
        report.begin();
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            report.ok("reach", "port", new Text("Cổng mở.", "The port is open."));
            return true;
        } catch (IOException failed) {
            report.fail("reach", "port", new HttpFailures(opening).unreachable(failed, place));
            return false;
        }
    }

    /**
     * An answer did not come. Gives whether it makes sense to ask another question.
     *
     * @param signIn whether it was about who asks
     * @param setting what tells the question
     */
    public boolean failed(HubException failed, boolean signIn, String setting) {
        ErrorCode code = failed.code();
        if (code == ConnectorError.TLS_FAILED || code == HttpError.CERTIFICATE_WRONG) {
            report.fail("tls", "tls", failed);
            report.skip("sign-in");
            report.skip("read");
            return false;
        }
        if (code == HttpError.SIGN_IN_REFUSED || signIn) {
            report.fail("sign-in", "auth", failed);
            report.skip("read");
            return false;
        }
        report.fail("read", setting, failed);
        return true;
    }

    /** Whether an answer has come. */
    public boolean isEntered() {
        return signedIn;
    }

    /**
     * An answer came.
     *
     * @param way how the hub said who it is; {@code none} where it did not
     */
    public void entered(String way) {
        if (signedIn) {
            return;
        }
        signedIn = true;
        if (opening.settings().text("tls").equals("off")) {
            report.add(
                    "tls",
                    Outcome.WARNING,
                    "tls",
                    new Text("Đường truyền không mã hóa.", "The connection is not encrypted."),
                    new Text(
                            "Nhờ đối tác mở HTTPS, rồi đặt tls thành verify; chấp nhận được khi cùng máy.",
                            "Have the partner open HTTPS, then set tls to verify; fine on the same machine."),
                    null);
        } else {
            report.ok(
                    "tls",
                    "tls",
                    new Text("Mã hóa, chứng thư đúng tên.", "Encrypted, the certificate bears the name."));
        }
        report.ok(
                "sign-in",
                "auth",
                way.equals("none")
                        ? new Text("Đối tác trả lời không cần đăng nhập.", "The partner answers without a sign-in.")
                        : new Text("Đối tác chấp nhận (" + way + ").", "The partner accepts it (" + way + ")."));
    }
}
