package vn.lienthong.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;

/** {@code connectors/alerts.yaml}, read again when it changes. Of one that is wrong nothing is taken over. For every thread. */
public final class AlertFile {
    /** Its name in the connectors folder. */
    public static final String NAME = "alerts.yaml";

    private final Path file;
    private final DocumentKinds kinds;
    private final Variables variables;
    private AlertRules known = AlertRules.NONE;
    private List<Problem> problems = List.of();
    private @Nullable FileTime readAt;

    /** The rules in a folder. */
    public AlertFile(Path folder, DocumentKinds kinds, Variables variables) {
        this.file = folder.resolve(NAME);
        this.kinds = kinds;
        this.variables = variables;
    }

    /** As they are laid down now. */
    synchronized AlertRules now() {
        refresh();
        return known;
    }

    /** What is wrong in it. */
    public synchronized List<Problem> problems() {
        refresh();
        return problems;
    }

    private void refresh() {
        try {
            FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (Objects.equals(changed, readAt)) {
                return;
            }
            readAt = changed;
            known = changed == null
                    ? AlertRules.NONE
                    : new AlertRulesReader(Document.parse(file.toString(), Files.readString(file), variables), kinds)
                            .read();
            problems = List.of();
        } catch (DocumentException wrong) {
            problems = wrong.problems();
        } catch (IOException unreadable) {
            problems = List.of(
                    Problem.of(file.toString(), 1, AlertError.FILE_UNREADABLE, Map.of("file", file.toString())));
        }
    }
}
