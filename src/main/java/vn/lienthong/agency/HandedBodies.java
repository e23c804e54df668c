package vn.lienthong.agency;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.io.InputStream;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Describes the files that the API takes as such. */
@Component
class HandedBodies implements OperationCustomizer {
    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        boolean file = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType().equals(InputStream.class));
        if (file) {
            Schema<?> bytes = new Schema<>();
            bytes.setType("string");
            bytes.addType("string");
            bytes.setFormat("binary");
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType("application/octet-stream", new MediaType().schema(bytes))));
        }
        return operation;
    }
}
