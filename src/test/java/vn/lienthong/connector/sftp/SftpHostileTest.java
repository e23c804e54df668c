package vn.lienthong.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;

/** A server that means harm, or whose folder others fill who do. */
class SftpHostileTest {
    @TempDir
    Path home;

    @TempDir
    Path data;

    private SftpServer server;
    private FarDrop drop;

    @BeforeEach
    void start() {
        server = new SftpServer(home);
        drop = FarDrop.at(server, data).with("columns", List.of("Mã", "Tên"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void refused(Runnable act, ErrorCode code, String word) {
        assertThatThrownBy(act::run)
                .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .satisfies(refused -> assertThat(refused.problem().en()).contains(word));
    }

    /** What a lying server names. */
    private record Named(String name, long size) {}

    /** A server that lists what is not there, over and over if it never ends. */
    private void lists(boolean endless, Named... lies) {
        server.ssh().setSubsystemFactories(List.of(new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) throws IOException {
                return new SftpSubsystem(channel, this) {
                    private boolean told;

                    @Override
                    protected void doReadDir(Buffer buffer, int id) throws IOException {
                        buffer.getString();
                        if (told && !endless) {
                            told = false; // the next folder that is asked for lies, too
                            sendStatus(prepareReply(buffer), id, SftpConstants.SSH_FX_EOF, "");
                            return;
                        }
                        told = true;
                        Buffer reply = prepareReply(buffer);
                        reply.putByte((byte) SftpConstants.SSH_FXP_NAME);
                        reply.putInt(id);
                        reply.putInt(lies.length);
                        for (Named lie : lies) {
                            reply.putString(lie.name());
                            reply.putString(lie.name());
                            reply.putInt(SftpConstants.SSH_FILEXFER_ATTR_SIZE
                                    | SftpConstants.SSH_FILEXFER_ATTR_PERMISSIONS
                                    | SftpConstants.SSH_FILEXFER_ATTR_ACMODTIME);
                            reply.putLong(lie.size());
                            reply.putInt(0100644);
                            reply.putInt(1);
                            reply.putInt(1);
                        }
                        send(reply);
                    }
                };
            }
        }));
    }

    @Test
    void namesThatLeadElsewhereAreToldAndNeverUsed() throws IOException {
        lists(
                false,
                new Named("../../thoat.csv", 10),
                new Named("/etc/thoat.csv", 10),
                new Named("a\\..\\thoat.csv", 10),
                new Named("hai\ndong.csv", 10),
                new Named("\u202Evsc.csv", 10),
                new Named("x".repeat(300) + ".csv", 10));
        FarDrop.Read read = drop.run("*.csv");
        assertThat(read.rows).isEmpty();
        assertThat(read.remark).contains("thoat.csv", "hai?dong.csv").doesNotContain("\n");
        assertThat(FarDrop.files(data)).noneMatch(name -> name.endsWith(".csv"));
        assertThat(data.getParent().resolve("thoat.csv")).doesNotExist();
    }

    @Test
    void aFolderWithoutEndIsLeft() {
        lists(true, new Named("a.csv", 10), new Named("b.csv", 10), new Named("c.csv", 10));
        refused(() -> drop.run("*.csv"), SftpError.TOO_MANY_NAMES, String.valueOf(SftpWay.MOST_NAMES));
    }

    @Test
    void aFileOfTenGigabytesIsRefusedByItsSizeBeforeItIsClaimed() throws IOException {
        try (var file = new java.io.RandomAccessFile(home.resolve("a.csv").toFile(), "rw")) {
            file.setLength(10L << 30);
        }
        refused(() -> drop.run("*.csv"), SftpError.FILE_TOO_LARGE, "20");
        assertThat(FarDrop.files(home)).containsExactly("a.csv");
    }

    @Test
    void aFileThatIsLargerThanTheServerSaysIsCutOff() throws IOException {
        Files.write(home.resolve("a.csv"), new byte[3 << 20]);
        lists(false, new Named("a.csv", 10));
        Path to = data.resolve("a.csv");
        try (SftpWay way = new SftpWay(
                drop.opening(),
                SftpSettings.of(drop.with("file_limit_mb", 1L).opening().settings()))) {
            refused(() -> way.fetch("a.csv", to), SftpError.FILE_TOO_LARGE, "1 MB");
        }
        assertThat(Files.size(to)).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void linksAndPipesAreToldAndNotRead() throws IOException {
        Files.writeString(data.resolve("bi-mat"), "Mã,Tên\n1,Bí mật\n");
        Files.createSymbolicLink(home.resolve("lien-ket.csv"), data.resolve("bi-mat"));
        Files.createDirectory(home.resolve("thu-muc.csv"));
        FarDrop.Read read = drop.run("*.csv");
        assertThat(read.rows).isEmpty();
        assertThat(read.remark).contains("lien-ket.csv", "thu-muc.csv");
    }

    @Test
    void aSubfolderOfTheHubsThatIsALinkIsNotWorkedIn() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        Path elsewhere = Files.createDirectory(data.resolve("noi-khac"));
        Files.createSymbolicLink(home.resolve(".claimed-so-huyen-" + FarDrop.MARK), elsewhere);
        refused(() -> drop.run("*.csv"), SftpError.NO_FOLDER, ".claimed");
        assertThat(FarDrop.files(elsewhere)).isEmpty();
    }

    @Test
    void aLedgerThatSomebodyWroteLeadsNowhere() throws IOException {
        Files.createDirectory(home.resolve(".done"));
        String hash = "0".repeat(64);
        Files.writeString(
                home.resolve(".done/.ledger"),
                "2026-01-01T00:00:00Z\t*.csv\t" + hash + "\t../../bi-mat\n"
                        + "hom-qua\t*.csv\t" + hash + "\ta.csv\n"
                        + "2026-01-01T00:00:00Z\t*.csv\t" + hash + "\tgone.csv\n\u0000\n");
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        assertThat(drop.run("*.csv").rows).hasSize(1);
        assertThat(drop.review("*.csv").rows).hasSize(1);
    }

    @Test
    void answersThatNobodyAskedForEndTheConnection() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        List<Boolean> flooded = new ArrayList<>();
        server.ssh().setSubsystemFactories(List.of(new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) throws IOException {
                return new SftpSubsystem(channel, this) {
                    @Override
                    protected void doReadDir(Buffer buffer, int id) throws IOException {
                        flooded.add(true);
                        for (int lie = 1_000_000; lie < 1_002_000; lie++) {
                            sendStatus(
                                    prepareReply(new org.apache.sshd.common.util.buffer.ByteArrayBuffer()),
                                    lie,
                                    SftpConstants.SSH_FX_OK,
                                    "x".repeat(1000));
                        }
                        super.doReadDir(buffer, id);
                    }
                };
            }
        }));
        assertThatThrownBy(() -> drop.run("*.csv")).isInstanceOf(HubException.class);
        assertThat(flooded).hasSize(1);
    }
}
