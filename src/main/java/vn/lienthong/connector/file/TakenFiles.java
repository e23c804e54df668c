package vn.lienthong.connector.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.lienthong.kernel.Text;

/**
 * The files of one read.
 *
 * @param files what is read, in order
 * @param repeated names of files whose content was read before; they went to the archive
 * @param growing names of files that are still being written; a later read takes them
 * @param strange names of what is no file that may be taken, and stays where it lies
 */
record TakenFiles(List<TakenFile> files, List<String> repeated, List<String> growing, List<String> strange) {
    /**
     * One file of a read.
     *
     * @param path where it lies
     * @param name how people call it
     * @param hash its content
     */
    record TakenFile(Path path, String name, String hash) {}

    Optional<Text> remark() {
        List<String> vi = new ArrayList<>();
        List<String> en = new ArrayList<>();
        if (!repeated.isEmpty()) {
            String names = String.join(", ", repeated);
            vi.add("Đã đọc nội dung này từ trước, chuyển thẳng vào kho lưu: " + names + ".");
            en.add("The same content was read before, archived without reading: " + names + ".");
        }
        if (!growing.isEmpty()) {
            String names = String.join(", ", growing);
            vi.add("Đang được ghi dở, để lần chạy sau: " + names + ".");
            en.add("Still being written, left for the next run: " + names + ".");
        }
        if (!strange.isEmpty()) {
            String names = String.join(", ", strange);
            vi.add("Không đọc, vì là liên kết, không phải tệp thường, hoặc tên có ký tự điều khiển: " + names + ".");
            en.add("Not read, being a link, no plain file, or named with control characters: " + names + ".");
        }
        return vi.isEmpty() ? Optional.empty() : Optional.of(new Text(String.join(" ", vi), String.join(" ", en)));
    }
}
