package vn.lienthong.alert;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.LaidFile;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;

/** {@code connectors/alerts.yaml}. For every thread. */
public final class AlertFile {
    /** Its name in the connectors folder. */
    public static final String NAME = "alerts.yaml";

    private final LaidFile<AlertRules> laid;

    /** The rules in a folder. */
    public AlertFile(Path folder, DocumentKinds kinds, Variables variables) {
        Path file = folder.resolve(NAME);
        this.laid = new LaidFile<>(
                file,
                AlertRules.NONE,
                (name, text) -> new AlertRulesReader(Document.parse(name, text, variables), kinds).read(),
                () -> Problem.of(file.toString(), 1, AlertError.FILE_UNREADABLE, Map.of("file", file.toString())));
    }

    /** As they are laid down now. */
    AlertRules now() {
        return laid.now();
    }

    /** What is wrong in it. */
    public List<Problem> problems() {
        return laid.problems();
    }
}
