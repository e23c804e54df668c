package vn.lienthong.agency;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.store.HubFolders;

/** The agencies of {@code connectors/agencies.yaml}. The file is read again when it changes; a bad one changes nothing. */
@Component
public class Agencies {
    private final Path file;
    private final DocumentKinds kinds;
    private Map<AgencyCode, Agency> known = Map.of();
    private List<Problem> problems = List.of();
    private @Nullable FileTime readAt;

    @Autowired
    Agencies(HubFolders folders, DocumentKinds kinds) {
        this(folders.connectors().resolve("agencies.yaml"), kinds);
    }

    /** The agencies of a file, where no application runs. */
    public Agencies(Path file, DocumentKinds kinds) {
        this.file = file;
        this.kinds = kinds;
    }

    /** Every agency, in the order of the file. */
    public synchronized List<Agency> all() {
        refresh();
        return List.copyOf(known.values());
    }

    /** The agency of a code, if it is listed. */
    public synchronized Optional<Agency> find(AgencyCode code) {
        refresh();
        return Optional.ofNullable(known.get(code));
    }

    /** An agency with all above it, itself first. One that is not listed has none above it. */
    public synchronized List<AgencyCode> upwards(AgencyCode code) {
        refresh();
        Set<AgencyCode> way = new LinkedHashSet<>();
        @Nullable AgencyCode here = code;
        while (here != null && way.add(here)) {
            Agency agency = known.get(here);
            here = agency == null ? null : agency.parent();
        }
        return List.copyOf(way);
    }

    /** The name to show for a code: the agency's, or the code itself where it is not listed. */
    public Text name(AgencyCode code) {
        return find(code).map(Agency::name).orElseGet(() -> Text.same(code.value()));
    }

    /** What is wrong in the file as it stands; the last good version goes on counting. */
    public synchronized List<Problem> problems() {
        refresh();
        return problems;
    }

    private void refresh() {
        try {
            FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (changed == null || changed.equals(readAt)) {
                return;
            }
            readAt = changed;
            known = read(Document.parse(file.toString(), Files.readString(file)));
            problems = List.of();
        } catch (DocumentException wrong) {
            problems = wrong.problems();
        } catch (IOException unreadable) {
            throw new HubException(AgencyError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }

    private Map<AgencyCode, Agency> read(Document document) {
        List<Problem> found = new ArrayList<>(kinds.check("agencies", document));
        Map<AgencyCode, Agency> agencies = new LinkedHashMap<>();
        if (found.isEmpty()) {
            JsonNode list = document.root().get("agencies");
            for (int i = 0; i < list.size(); i++) {
                read(document, list.get(i), "/agencies/" + i, found)
                        .ifPresent(agency -> agencies.put(agency.code(), agency));
            }
        }
        if (!found.isEmpty()) {
            throw new DocumentException(found);
        }
        return agencies;
    }

    private static Optional<Agency> read(Document document, JsonNode node, String pointer, List<Problem> found) {
        try {
            JsonNode parent = node.get("parent");
            JsonNode contact = node.get("contact");
            return Optional.of(new Agency(
                    AgencyCode.parse(node.get("code").asText()),
                    name(node.get("name")),
                    parent == null ? null : AgencyCode.parse(parent.asText()),
                    contact == null ? null : contact.asText()));
        } catch (HubException wrong) {
            found.add(new Problem(
                    document.fileName(),
                    document.line(pointer),
                    document.column(pointer),
                    wrong.problem(),
                    wrong.remedy()));
            return Optional.empty();
        }
    }

    private static Text name(JsonNode name) {
        if (name.isTextual()) {
            return Text.same(name.asText());
        }
        String vietnamese = name.get("vi").asText();
        return new Text(vietnamese, name.path("en").asText(vietnamese));
    }
}
