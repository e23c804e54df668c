package vn.lienthong.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;

/** What kinds of connector there are, and what each asks for. */
@May(Act.SEE)
@RestController
@RequestMapping("/api/v1/connector-types")
class ConnectorTypesApi {
    private final ConnectorTypes types;
    private final DocumentKinds kinds;

    ConnectorTypesApi(ConnectorTypes types, DocumentKinds kinds) {
        this.types = types;
        this.kinds = kinds;
    }

    /** A type with the JSON Schema of its settings. */
    record Type(String name, List<String> capabilities, JsonNode settings) {}

    @GetMapping
    List<Type> all() {
        return types.all().stream().map(this::view).toList();
    }

    @GetMapping("/{name}")
    Type one(@PathVariable String name) {
        return view(types.get(name));
    }

    private Type view(ConnectorType type) {
        List<String> capabilities = type.capabilities().stream()
                .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return new Type(type.name(), capabilities, kinds.schemaFile(ConnectorReader.schemaFile(type.name())));
    }
}
