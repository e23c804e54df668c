package vn.lienthong.agency;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Says in the API's description what holds for every write. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    @Bean
    OperationCustomizer keyOfWrites() {
        return (operation, handler) -> {
            if (writes(handler)) {
                operation.addParametersItem(new HeaderParameter()
                        .name(OnceFilter.HEADER)
                        .description("The same request with the same key has one effect and the same answer for a day.")
                        .required(false)
                        .schema(new StringSchema().minLength(1).maxLength(200)));
            }
            return operation;
        };
    }

    private static boolean writes(HandlerMethod handler) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping != null
                && !TokensApi.class.equals(handler.getBeanType())
                && Arrays.stream(mapping.method()).anyMatch(method -> method != RequestMethod.GET);
    }
}
