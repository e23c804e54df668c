package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was read, as the drop folder's ledger has it, kept where each node of the hub finds it: at the server beside the archived files.
 * Where nothing may be changed at the server, in the connector's own folder.
 */
final class LedgerThere {
    private static final String THERE = ".done/.ledger";
    private static final Pattern ENTRY = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z\t[^\t]{1,500}\t[0-9a-f]{64}\t[^\t/\\\\\\p{Cc}.][^\t/\\\\\\p{Cc}]{0,254}");

    private final SftpWay way;
    private final Path own;
    private final boolean leaves;
    private final Path here;
    private long known;

    /**
     * @param own where it is kept when nothing may be changed at the server
     * @param here the folder in which the session works
     */
    LedgerThere(SftpWay way, boolean leaves, Path own, Path here) {
        this.way = way;
        this.leaves = leaves;
        this.own = own;
        this.here = here.resolve(THERE);
    }

    /** Brings it here; nothing is brought that was not given back before. */
    void bring() throws IOException {
        Files.createDirectories(here.getParent());
        if (leaves) {
            if (Files.exists(own)) {
                Files.copy(own, here, StandardCopyOption.REPLACE_EXISTING);
            }
        } else if (way.look(THERE).isPresent()) {
            way.fetch(THERE, here);
        }
        if (Files.exists(here)) {
            Files.writeString(here, sound(new String(Files.readAllBytes(here), StandardCharsets.UTF_8)));
        }
        known = size();
    }

    /** Others can write at the server: of what is no entry, nothing is taken over. */
    private static String sound(String text) {
        return text.lines().filter(line -> ENTRY.matcher(line).matches()).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Enters there what was entered here since. */
    void follow() throws IOException {
        if (size() > known) {
            byte[] all = Files.readAllBytes(here);
            byte[] more = Arrays.copyOfRange(all, (int) known, all.length);
            if (leaves) {
                try (FileChannel file = FileChannel.open(
                        own, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                    file.write(ByteBuffer.wrap(more));
                    file.force(true);
                }
            } else {
                way.write(THERE, more, true);
            }
            known = all.length;
        }
    }

    private long size() throws IOException {
        return Files.exists(here) ? Files.size(here) : 0;
    }
}
