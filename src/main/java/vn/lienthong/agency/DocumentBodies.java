package vn.lienthong.agency;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.ExternalDocumentation;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.TakesDocument;

/** Describes the documents that the API takes by their schema and an example, instead of as any text. */
@Component
class DocumentBodies implements OperationCustomizer {
    private static final String YAML = "application/yaml";
    private static final String JSON = "application/json";

    private final DocumentKinds kinds;

    DocumentBodies(DocumentKinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Arrays.stream(handler.getMethodParameters())
                .map(parameter -> parameter.getParameterAnnotation(TakesDocument.class))
                .filter(Objects::nonNull)
                .forEach(document -> operation.setRequestBody(body(document.value(), operation)));
        return operation;
    }

    private RequestBody body(String kind, Operation operation) {
        String example = example(kind);
        Schema<?> schema = schema(kind);
        Content content = new Content();
        boolean yamlOnly = operation.getRequestBody() != null
                && operation.getRequestBody().getContent().containsKey(YAML);
        if (!yamlOnly) {
            content.addMediaType(
                    JSON,
                    new MediaType()
                            .schema(schema)
                            .example(Document.parse(kind, example).root()));
        }
        content.addMediaType(YAML, new MediaType().schema(schema).example(example));
        return new RequestBody().required(true).content(content);
    }

    private Schema<?> schema(String kind) {
        JsonNode written = kinds.schema(kind);
        Schema<?> schema = typed("object")
                .description(written.path("title").asText())
                .externalDocs(new ExternalDocumentation().url("/schemas/" + kind + ".json"));
        written.path("properties").fields().forEachRemaining(property -> {
            JsonNode rules = property.getValue();
            schema.addProperty(
                    property.getKey(),
                    typed(rules.path("type").asText(""))
                            .description(rules.at("/x-help/" + language()).asText(null)));
        });
        written.path("required").forEach(name -> schema.addRequiredItem(name.asText()));
        return schema;
    }

    private static Schema<?> typed(String type) {
        Schema<?> schema = new Schema<>();
        if (!type.isEmpty()) {
            schema.setType(type);
            schema.addType(type);
        }
        return schema;
    }

    private static String language() {
        Locale reader = LocaleContextHolder.getLocale();
        return reader.getLanguage().equals("vi") ? "vi" : "en";
    }

    private static String example(String kind) {
        try (InputStream file = DocumentBodies.class.getResourceAsStream("/schemas/" + kind + ".example.yaml")) {
            return new String(Objects.requireNonNull(file, kind).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
