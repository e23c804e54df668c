package vn.lienthong.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;

/** Where the hub keeps its state, and how much room is left there. */
@Component
@Order(2)
class StoreSettings implements SettingsGroup {
    private static final long GIB = 1L << 30;
    private static final double LITTLE = 0.1;

    private final HubFolders folders;
    private final ExternalDatabase database;

    StoreSettings(HubFolders folders, ExternalDatabase database) {
        this.folders = folders;
        this.database = database;
    }

    @Override
    public Text title() {
        return new Text("Nơi lưu", "Where things are kept");
    }

    @Override
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(new Text("Cơ sở dữ liệu của hệ thống", "The hub's database"), keptIn(), "LIENTHONG_DB_URL"));
        lines.add(folder(
                new Text("Kết nối và tác vụ", "Connectors and jobs"),
                folders.home().toString(),
                "LIENTHONG_HOME"));
        lines.add(folder(
                new Text("Dữ liệu của hệ thống", "The hub's data"),
                folders.data().toString(),
                "LIENTHONG_DATA"));
        lines.add(room());
        return lines;
    }

    private Text keptIn() {
        String url = database.url();
        if (url == null || url.isBlank()) {
            return new Text("PostgreSQL đi kèm, trong thư mục dữ liệu", "PostgreSQL of its own, in the data folder");
        }
        // only the place: settings behind the question mark may hold a password
        URI place = URI.create(url.substring("jdbc:".length()));
        return Text.same(place.getHost() + (place.getPort() < 0 ? "" : ":" + place.getPort()) + place.getPath());
    }

    private static Line folder(Text name, String path, String variable) {
        return new Line(name, Text.same(path), variable);
    }

    private Line room() {
        Text name = new Text("Chỗ trống ở đó", "Room left there");
        try {
            FileStore disk = Files.getFileStore(folders.data().toAbsolutePath());
            long left = disk.getUsableSpace();
            Text value = new Text(
                    "%d trong %d GiB".formatted(left / GIB, disk.getTotalSpace() / GIB),
                    "%d of %d GiB".formatted(left / GIB, disk.getTotalSpace() / GIB));
            Text advice = left >= LITTLE * disk.getTotalSpace()
                    ? null
                    : new Text(
                            "Sắp đầy: dọn ổ đĩa hoặc chuyển thư mục dữ liệu sang ổ lớn hơn.",
                            "Nearly full: clear the disk, or move the data folder to a larger one.");
            return new Line(name, value, null, advice);
        } catch (IOException unknown) {
            return new Line(
                    name,
                    new Text("không biết", "unknown"),
                    null,
                    new Text(
                            "Không hỏi được ổ đĩa: " + unknown.getMessage(),
                            "The disk could not be asked: " + unknown.getMessage()));
        }
    }
}
