package vn.lienthong.connector.file;

import java.util.Set;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Capability;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;

/** CSV files in a drop folder. A dataset is the files of one pattern. */
@Component
public final class CsvType implements ConnectorType {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DISCOVER, Capability.READ, Capability.WRITE);
    }

    @Override
    public Session open(Opening opening) {
        TableFormat format = new CsvFormat(opening.settings());
        return new FileSession(opening, FileSettings.of(opening.settings(), format.ending()), format, Here.IT);
    }
}
