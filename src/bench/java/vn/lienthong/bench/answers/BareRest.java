package vn.lienthong.bench.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The limit: an endpoint of Spring Boot that guards nothing, over the same statement. Arguments: port and administrator's password of
 * the source's server. Says {@code READY port none}.
 */
public final class BareRest {
    private BareRest() {}

    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(
                Bare.class,
                "--spring.config.name=bare",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--server.port=0",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + arguments[0] + "/csdl",
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=" + arguments[1],
                "--spring.datasource.hikari.maximum-pool-size=10");
        System.out.println("READY " + context.getEnvironment().getProperty("local.server.port") + " none");
    }

    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    /** No controller by its annotation, or the hub beside it would find it, too. */
    static class Bare {
        private final JdbcClient source;

        Bare(JdbcClient source) {
            this.source = source;
        }

        @Autowired
        void answer(RequestMappingHandlerMapping mapping) throws NoSuchMethodException {
            mapping.registerMapping(
                    RequestMappingInfo.paths("/data/pupil-status/v1")
                            .methods(RequestMethod.POST)
                            .options(mapping.getBuilderConfiguration())
                            .build(),
                    this,
                    Bare.class.getDeclaredMethod("find", JsonNode.class));
        }

        @ResponseBody
        Map<String, Object> find(@RequestBody JsonNode asked) {
            List<Map<String, Object>> rows = source.sql(
                            "select full_name, school_code, grade, status from pupils where personal_id = ? limit 101")
                    .param(asked.get("personal_id").asText())
                    .query()
                    .listOfRows();
            return Map.of("service", "pupil-status/1", "rows", rows);
        }
    }
}
