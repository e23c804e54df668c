package vn.lienthong.agency;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** The agencies that a file lists; of a file that is wrong nothing is taken over. */
final class AgencyFile {
    private final Path file;
    private final DocumentKinds kinds;
    private List<Agency> known = List.of();
    private List<Problem> problems = List.of();
    private @Nullable FileTime readAt;

    AgencyFile(Path file, DocumentKinds kinds) {
        this.file = file;
        this.kinds = kinds;
    }

    /** In the order of the file; the same list as long as nothing changes. */
    synchronized List<Agency> agencies() {
        try {
            FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (changed != null && !changed.equals(readAt)) {
                readAt = changed;
                known = read(Document.parse(file.toString(), Files.readString(file)));
                problems = List.of();
            }
        } catch (DocumentException wrong) {
            problems = wrong.problems();
        } catch (IOException unreadable) {
            throw new HubException(AgencyError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
        return known;
    }

    /** What is wrong in it, as it was when it was last read. */
    synchronized List<Problem> problems() {
        return problems;
    }

    private List<Agency> read(Document document) {
        List<Problem> found = new ArrayList<>(kinds.check("agencies", document));
        Map<AgencyCode, Agency> agencies = new LinkedHashMap<>();
        Map<AgencyCode, String> places = new HashMap<>();
        if (found.isEmpty()) {
            JsonNode list = document.root().get("agencies");
            for (int i = 0; i < list.size(); i++) {
                String pointer = "/agencies/" + i;
                try {
                    Agency agency = agency(list.get(i));
                    if (places.putIfAbsent(agency.code(), pointer) != null) {
                        throw new HubException(AgencyError.AGENCY_TWICE, Map.of("code", agency.code()));
                    }
                    agencies.put(agency.code(), agency);
                } catch (HubException wrong) {
                    found.add(problem(document, pointer, wrong));
                }
            }
            loops(agencies)
                    .forEach(code -> found.add(problem(
                            document,
                            places.get(code),
                            new HubException(AgencyError.AGENCY_LOOP, Map.of("code", code)))));
        }
        if (!found.isEmpty()) {
            throw new DocumentException(found);
        }
        return List.copyOf(agencies.values());
    }

    private static Set<AgencyCode> loops(Map<AgencyCode, Agency> agencies) {
        Map<AgencyCode, @Nullable AgencyCode> parents = new LinkedHashMap<>();
        agencies.forEach((code, agency) -> parents.put(code, agency.parent()));
        return AgencyTree.loops(parents);
    }

    private static Agency agency(JsonNode node) {
        JsonNode parent = node.get("parent");
        JsonNode contact = node.get("contact");
        String given = node.get("code").asText();
        return new Agency(
                AgencyCode.parse(given),
                given,
                name(node.get("name")),
                parent == null ? null : AgencyCode.parse(parent.asText()),
                contact == null ? null : contact.asText(),
                true);
    }

    private static Problem problem(Document document, @Nullable String pointer, HubException wrong) {
        String at = pointer == null ? "" : pointer;
        return new Problem(
                document.fileName(), document.line(at), document.column(at), wrong.problem(), wrong.remedy());
    }

    private static Text name(JsonNode name) {
        if (name.isTextual()) {
            return Text.same(name.asText());
        }
        String vietnamese = name.get("vi").asText();
        return new Text(vietnamese, name.path("en").asText(vietnamese));
    }
}
