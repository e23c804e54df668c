package vn.lienthong.agency;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.Arrays;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Says in the API's description, in the reader's language, what each address does and what holds for every write. */
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

    /** The words stand in {@code i18n/api}, by class and method. */
    @Bean
    OperationCustomizer wordsOfOperations() {
        return (operation, handler) -> {
            String key = key(handler);
            operation.setSummary(words(key));
            operation.setDescription(words(key + ".more"));
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer wordsOfTheApi() {
        return api -> api.setInfo(new Info().title("Lienthong").version("v1").description(words("api")));
    }

    /** Several rooms have a {@code View}; a description that took them for one would be wrong of all but the last. */
    @Bean
    ModelResolver namesOfSchemas(ObjectMapperProvider json) {
        return new ModelResolver(json.jsonMapper(), new WithItsApi());
    }

    /** Names what an API declares with the API: {@code PeopleView}. */
    private static final class WithItsApi extends TypeNameResolver {
        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            Class<?> around = type.getDeclaringClass();
            String name = super.nameForClass(type, options);
            return around == null ? name : nameForClass(around, options).replaceFirst("(Api|Controller)$", "") + name;
        }
    }

    private static @Nullable String words(String key) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "i18n/api",
                LocaleContextHolder.getLocale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return bundle.containsKey(key) ? bundle.getString(key) : null;
    }

    private static String key(HandlerMethod handler) {
        return handler.getBeanType().getSimpleName() + "." + handler.getMethod().getName();
    }

    /** Whether it takes a key; what answers with a secret takes none. */
    private static boolean writes(HandlerMethod handler) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping != null
                && !Set.of(
                                "TokensApi.exchange",
                                "PeopleApi.invite",
                                "PeopleApi.inviteAgain",
                                "CallersApi.register",
                                "CallersApi.rotate")
                        .contains(key(handler))
                && Arrays.stream(mapping.method()).anyMatch(method -> method != RequestMethod.GET);
    }
}
