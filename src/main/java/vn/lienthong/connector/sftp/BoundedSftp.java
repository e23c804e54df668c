package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.sftp.client.SftpErrorDataHandler;
import org.apache.sshd.sftp.client.SftpMessage;
import org.apache.sshd.sftp.client.SftpVersionSelector;
import org.apache.sshd.sftp.client.impl.DefaultSftpClient;
import org.apache.sshd.sftp.client.impl.DefaultSftpClientFactory;

/** Makes clients that hang up on a server that answers more than it was asked: its answers would fill the memory. */
final class BoundedSftp extends DefaultSftpClientFactory {
    @Override
    protected DefaultSftpClient createDefaultSftpClient(
            ClientSession session, SftpVersionSelector versions, SftpErrorDataHandler errors) throws IOException {
        AtomicLong awaited = new AtomicLong(1); // the greeting is answered, too
        return new DefaultSftpClient(session, versions, errors) {
            @Override
            public SftpMessage write(int command, Buffer buffer) throws IOException {
                awaited.incrementAndGet();
                return super.write(command, buffer);
            }

            @Override
            protected void process(Buffer incoming) throws IOException {
                if (awaited.decrementAndGet() < 0) {
                    session.close(true);
                    throw new StreamCorruptedException("an answer to no question");
                }
                super.process(incoming);
            }
        };
    }
}
