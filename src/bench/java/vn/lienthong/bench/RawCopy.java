package vn.lienthong.bench;

import java.sql.Connection;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** The limit: what comes out of one binary COPY goes into another, untouched. */
final class RawCopy implements Contender {
    @Override
    public String name() {
        return "raw binary COPY | COPY";
    }

    @Override
    public boolean maps() {
        return false;
    }

    @Override
    public void move(BenchData data, long rows) throws Exception {
        try (Connection source = data.server().database(BenchData.SOURCE).getConnection();
                Connection target = data.server().database(BenchData.TARGET).getConnection()) {
            CopyOut out = source.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (select * from hoc_sinh where ma_hs <= " + rows + ") to stdout (format binary)");
            CopyIn in = target.unwrap(PGConnection.class).getCopyAPI().copyIn("copy pupils from stdin (format binary)");
            byte[] chunk = out.readFromCopy();
            while (chunk != null) {
                in.writeToCopy(chunk, 0, chunk.length);
                chunk = out.readFromCopy();
            }
            in.endCopy();
        }
    }
}
