package vn.lienthong.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;

/** Where the journal's signed heads go. */
@Component
@Order(5)
class JournalGroup implements SettingsGroup {
    private final SecondPlace place;
    private final HeadKey key;

    JournalGroup(SecondPlace place, HeadKey key) {
        this.place = place;
        this.key = key;
    }

    @Override
    public Text title() {
        return new Text("Nhật ký", "The journal");
    }

    @Override
    public List<Line> lines() {
        return List.of(
                handedTo(),
                new Line(
                        new Text("Khóa ký", "Key that signs"),
                        Text.same("Ed25519 " + ExportProof.fingerprint(key.publicKey())),
                        null));
    }

    private Line handedTo() {
        Optional<Path> file = place.file();
        Text value = file.<Text>map(path -> Text.same(path.toString())).orElseGet(() -> new Text("chưa có", "nowhere"));
        Optional<Text> trouble = place.trouble().map(JournalGroup::told);
        Text advice = trouble.orElseGet(() -> file.isPresent()
                ? null
                : new Text(
                        "Đặt thư mục của một máy khác: ai sửa được cơ sở dữ liệu sẽ không sửa được cả hai.",
                        "Name a folder of another machine: whoever could alter the database cannot alter both."));
        return new Line(
                new Text("Gửi chữ ký hằng ngày tới", "Signed heads go to"), value, "LIENTHONG_JOURNAL_HEADS", advice);
    }

    private static Text told(HubException trouble) {
        return new Text(
                trouble.problem().vi() + " " + trouble.remedy().vi(),
                trouble.problem().en() + " " + trouble.remedy().en());
    }
}
