package vn.lienthong.connector.sftp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** A read of what was brought, that also tells what was left at the server. */
final class RemarkedCursor implements BatchCursor {
    private static final int MOST_NAMES = 20;

    private final BatchCursor files;
    private final List<String> growing;
    private final List<String> strange;

    /**
     * @param growing names of files that are still being written or wait for their marker
     * @param strange names of what is no file that may be taken
     */
    RemarkedCursor(BatchCursor files, Collection<String> growing, Collection<String> strange) {
        this.files = files;
        this.growing = List.copyOf(growing);
        this.strange = List.copyOf(strange);
    }

    @Override
    public Optional<Text> caveat() {
        List<String> vi = new ArrayList<>();
        List<String> en = new ArrayList<>();
        files.caveat().ifPresent(text -> {
            vi.add(text.vi());
            en.add(text.en());
        });
        if (!growing.isEmpty()) {
            vi.add("Đang được ghi dở hoặc chưa có tệp báo xong, để lần chạy sau: " + some(growing) + ".");
            en.add("Still being written or without their marker, left for the next run: " + some(growing) + ".");
        }
        if (!strange.isEmpty()) {
            vi.add("Không đọc, vì là liên kết, không phải tệp thường, hoặc tên không dùng được: " + some(strange)
                    + ".");
            en.add("Not read, being a link, no plain file, or named unusably: " + some(strange) + ".");
        }
        return vi.isEmpty() ? Optional.empty() : Optional.of(new Text(String.join(" ", vi), String.join(" ", en)));
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() > MOST_NAMES ? first + ", … (" + names.size() + ")" : first;
    }

    @Override
    public @Nullable Part next() {
        return files.next();
    }

    @Override
    public Schema schema() {
        return files.schema();
    }

    @Override
    public boolean ordered() {
        return files.ordered();
    }

    @Override
    public OptionalLong expected() {
        return files.expected();
    }

    @Override
    public boolean nothingNew() {
        return files.nothingNew();
    }

    @Override
    public boolean corrects() {
        return files.corrects();
    }

    @Override
    public void close() {
        files.close();
    }
}
