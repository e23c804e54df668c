package vn.lienthong.connector.sftp;

import java.util.Set;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Capability;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.store.HubFolders;

/** CSV files and Excel workbooks in a folder at a server that speaks SFTP. A dataset is what it is in a drop folder. */
@Component
public final class SftpType implements ConnectorType {
    private final HubFolders folders;
    private final HubMark mark;

    SftpType(HubFolders folders, HubMark mark) {
        this.folders = folders;
        this.mark = mark;
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
        return new SftpSession(opening, new Spool(folders.data().resolve("sftp"), opening.connector()), mark);
    }
}
