package vn.lienthong.vault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;
import vn.lienthong.store.OwnerOnly;

/** Where the master key comes from. */
@Component
@Order(4)
class VaultGroup implements SettingsGroup {
    private final KeyRotation rotation;
    private final VaultFiles files;

    VaultGroup(KeyRotation rotation, VaultFiles files) {
        this.rotation = rotation;
        this.files = files;
    }

    @Override
    public Text title() {
        return new Text("Khóa và bí mật", "Keys and secrets");
    }

    @Override
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                new Text("Khóa chính", "Master key"), Text.same(rotation.place()), "LIENTHONG_KEY_FILE", advice()));
        lines.add(new Line(
                new Text("Thư mục bí mật được gắn vào", "Folder of mounted secrets"),
                files.secrets()
                        .map(folder -> Text.same(folder.toString()))
                        .orElseGet(() -> new Text("không có", "none")),
                "LIENTHONG_SECRETS_DIR"));
        return lines;
    }

    private @Nullable Text advice() {
        if (VaultFiles.given(files.keyFile())
                .map(Path::of)
                .filter(OwnerOnly::readableByAll)
                .isPresent()) {
            return new Text(
                    "Mọi người dùng trên máy đọc được tệp khóa: bỏ quyền đó (chmod o-r).",
                    "Every user of this machine can read the key: take that right away (chmod o-r).");
        }
        return rotation.toBePutInPlace()
                ? new Text(
                        "Khóa đang dùng vẫn nằm ở chỗ của khóa kế tiếp: đưa nó vào chỗ của khóa cũ.",
                        "The key in use still lies where the next one was given: put it in the place of the old one.")
                : null;
    }
}
