package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Open;

/** The schemas of the files people write, for editors that complete and check. Open to everybody: they hold no data. */
@RestController
class SchemasApi {
    private final DocumentKinds kinds;

    SchemasApi(DocumentKinds kinds) {
        this.kinds = kinds;
    }

    @Open
    @GetMapping("/schemas/{kind:[a-z-]+}.json")
    JsonNode schema(@PathVariable String kind) {
        return kinds.schema(kind);
    }
}
