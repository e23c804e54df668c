package vn.lienthong.connector.rest;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Capability;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Drafts;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.http.Paces;

/** Systems that answer over HTTP with JSON. A dataset is a resource that the settings describe. */
@Component
public final class RestType implements ConnectorType, Drafts {
    private final Paces paces = new Paces();

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DISCOVER, Capability.READ, Capability.WRITE, Capability.CALL);
    }

    @Override
    public boolean notesExchanges() {
        return true;
    }

    @Override
    public boolean knows(String text) {
        return !text.stripLeading().startsWith("<"); // JSON or YAML; which of both it is, reading it tells
    }

    @Override
    public String draft(Map<String, String> files, Locale language) {
        Map.Entry<String, String> only = files.entrySet().iterator().next();
        return OpenApiDraft.of(only.getKey(), only.getValue(), language);
    }

    @Override
    public Session open(Opening opening) {
        return new RestSession(opening, paces.of(opening));
    }
}
