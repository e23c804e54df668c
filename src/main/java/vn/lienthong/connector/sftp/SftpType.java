package vn.lienthong.connector.sftp;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Capability;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.store.HubFolders;

/** CSV files and Excel workbooks in a folder at a server that speaks SFTP. A dataset is what it is in a drop folder. */
@Component
public final class SftpType implements ConnectorType {
    private final Function<Opening, Session> sessions;

    /** As the catalogue of types has it where no hub runs: it says what it takes, and asks no server. */
    public SftpType() {
        sessions = opening -> new Unasking();
    }

    @Autowired
    SftpType(HubFolders folders, HubMark mark) {
        Path spools = folders.data().resolve("sftp");
        sessions = opening -> new SftpSession(opening, new Spool(spools, opening.connector()), mark);
    }

    @Override
    public String name() {
        return "sftp";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DISCOVER, Capability.READ, Capability.WRITE);
    }

    @Override
    public Session open(Opening opening) {
        return sessions.apply(opening);
    }

    private static final class Unasking implements Session, Writes {
        @Override
        public void test(Examination examination, Consumer<Check> report) {
            throw noHub();
        }

        @Override
        public Writer writer(Dataset target, WriteRequest request) {
            throw noHub();
        }

        @Override
        public void close() {}

        private static IllegalStateException noHub() {
            return new IllegalStateException("an SFTP server is asked by a running hub only");
        }
    }
}
