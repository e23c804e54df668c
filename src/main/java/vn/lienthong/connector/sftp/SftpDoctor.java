package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.CheckReport;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Examines the way to a folder at a server: address, port, host key, sign-in, rights, clock, and what lies in it. */
final class SftpDoctor {
    private static final int REACH_MILLIS = 3_000;
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** Steps of a drop folder that are about this machine's copy, or told in words of their own here. */
    private static final Set<String> OWN = Set.of("folder", "read", "strange");

    private final Opening opening;
    private final SftpSettings settings;
    private final SftpWay way;
    private final Function<List<String>, ? extends Session> looks;
    private CheckReport report = new CheckReport(check -> {});

    /** @param looks brings the newest files of datasets and gives the session that looks into them */
    SftpDoctor(Opening opening, SftpSettings settings, SftpWay way, Function<List<String>, ? extends Session> looks) {
        this.opening = opening;
        this.settings = settings;
        this.way = way;
        this.looks = looks;
    }

    void examine(Examination examination, Consumer<Check> steps) {
        report = new CheckReport(steps);
        boolean writes = !examination.write().isEmpty() || !settings.leaves();
        if (!reached() || !entered()) {
            untried("folder", "write", "sample", "encoding", "header");
            return;
        }
        if (!folder()) {
            untried("write", "sample", "encoding", "header");
            return;
        }
        if (writes && !changes()) {
            untried("sample", "encoding", "header");
            return;
        }
        inside(examination, steps);
    }

    private boolean reached() {
        report.begin();
        InetSocketAddress address;
        try {
            address = opening.network()
                    .resolve(settings.host().name(), settings.host().port());
            report.ok("resolve", "host", Text.same(address.getAddress().getHostAddress()));
        } catch (HubException failed) {
            report.fail("resolve", "host", failed);
            untried("reach", "host-key", "sign-in");
            return false;
        }
        report.begin();
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            report.ok("reach", "port", new Text("Cổng mở.", "The port is open."));
            return true;
        } catch (IOException failed) {
            report.fail(
                    "reach",
                    "port",
                    way.failures()
                            .error(
                                    ConnectorError.UNREACHABLE,
                                    Map.of(
                                            "host",
                                            settings.host().name(),
                                            "port",
                                            settings.host().port(),
                                            "why",
                                            String.valueOf(failed.getMessage())),
                                    failed));
            untried("host-key", "sign-in");
            return false;
        }
    }

    private boolean entered() {
        report.begin();
        try {
            way.open();
        } catch (HubException failed) {
            refused(failed);
            return false;
        }
        shown();
        report.ok(
                "sign-in",
                "auth",
                new Text(
                        "Máy chủ cho " + settings.host().user() + " vào.",
                        "The server lets " + settings.host().user() + " in."));
        return true;
    }

    private void refused(HubException failed) {
        HostKeys.Shown shown = way.keys().shown();
        if (shown == null || way.keys().refused()) {
            report.add(
                    "host-key",
                    Outcome.FAILED,
                    "host_key",
                    failed.problem(),
                    failed.remedy(),
                    shown == null ? null : shown.fingerprint());
            untried("sign-in");
            return;
        }
        shown();
        report.fail("sign-in", failed.code() == SftpError.KEY_UNUSABLE ? "key" : "auth", failed);
    }

    private void shown() {
        HostKeys.Shown shown = way.keys().shown();
        String words = shown == null ? "" : shown.kind() + " " + shown.fingerprint();
        report.ok("host-key", "host_key", Text.same(words));
        report.begin();
    }

    private boolean folder() {
        report.begin();
        try {
            String real = way.real();
            int names = way.list("").size();
            report.ok(
                    "folder",
                    "remote_folder",
                    new Text(real + ": đọc được, " + names + " tên.", real + ": readable, " + names + " names."));
            return true;
        } catch (HubException failed) {
            report.fail("folder", "remote_folder", failed);
            return false;
        }
    }

    /** Tries with a file of its own what runs will do: write, rename, replace, remove. */
    private boolean changes() {
        report.begin();
        String trial = FolderThere.WRITING + "/trial-" + UUID.randomUUID();
        try {
            way.own(FolderThere.WRITING);
            way.write(trial, "lienthong".getBytes(StandardCharsets.UTF_8), false);
            Instant there = way.look(trial).map(Found::moment).orElse(Instant.EPOCH);
            String renamed = ".trial-" + UUID.randomUUID();
            way.move(trial, renamed);
            way.remove(renamed);
            boolean atOnce = way.replacesAtOnce();
            report.ok(
                    "write",
                    "remote_folder",
                    atOnce
                            ? new Text(
                                    "Ghi, đổi tên, xóa được; thay tệp trong một bước.",
                                    "Files can be written, renamed and removed; one replaces another in one step.")
                            : new Text(
                                    "Ghi, đổi tên, xóa được; máy chủ không thay tệp trong một bước, nên tệp vắng mặt trong chốc lát khi được thay.",
                                    "Files can be written, renamed and removed; the server does not replace in one step, so a file is missing for a moment while it is replaced."));
            clock(there);
            return true;
        } catch (HubException failed) {
            report.fail("write", "remote_folder", failed);
            return false;
        }
    }

    private void clock(Instant there) {
        report.begin();
        Duration skew = Duration.between(opening.clock().instant(), there).abs();
        Text words = new Text(
                "Đồng hồ của máy chủ lệch " + skew.toSeconds() + " giây.",
                "The server's clock differs by " + skew.toSeconds() + " seconds.");
        report.add(
                "clock",
                skew.compareTo(SKEW) > 0 ? Outcome.WARNING : Outcome.OK,
                null,
                words,
                skew.compareTo(SKEW) > 0
                        ? new Text(
                                "Người quản trị máy chủ bật đồng bộ giờ (NTP): giờ sửa tệp dùng để nhận ra tệp đã thay.",
                                "Whoever runs the server turns on time synchronisation (NTP): files' times tell which were replaced.")
                        : null,
                null);
    }

    private void inside(Examination examination, Consumer<Check> steps) {
        report.begin();
        List<String> datasets = new ArrayList<>(examination.read());
        datasets.addAll(examination.write());
        @Nullable Session files;
        try {
            files = looks.apply(datasets.isEmpty() ? List.of(settings.pattern()) : datasets);
        } catch (HubException failed) {
            report.fail("sample", "pattern", failed);
            untried("encoding", "header");
            return;
        }
        files.test(examination, check -> {
            if (!OWN.contains(check.step())) {
                steps.accept(check);
            }
        });
    }

    private void untried(String... steps) {
        for (String step : steps) {
            report.skip(step);
        }
    }
}
