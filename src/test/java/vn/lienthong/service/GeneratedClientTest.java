package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that OpenAPI Generator makes from what the hub says of a service, compiled and run as a program of its own. To make one takes
 * longer than all other tests of services, so {@code mvn -Plong test} has it alone, and brings the generator.
 */
@Tag("long")
class GeneratedClientTest extends ServiceGround {
    private static final Path GENERATOR = Path.of("target/clients/openapi-generator-cli.jar");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What somebody writes who was given the description, a name and a secret, and nothing else. */
    private static final String CALLER = """
            import generated.*;
            import java.net.*;
            import java.net.http.*;
            import java.time.LocalDate;
            import java.util.*;

            public class Caller {
                public static void main(String[] given) throws Exception {
                    String shown = Base64.getEncoder().encodeToString((given[1] + ":" + given[2]).getBytes());
                    String token = HttpClient.newHttpClient().send(
                            HttpRequest.newBuilder(URI.create(given[0] + "/oauth2/token"))
                                    .header("Authorization", "Basic " + shown)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")).build(),
                            HttpResponse.BodyHandlers.ofString()).body().replaceAll(".*\\"access_token\\":\\"([^\\"]*)\\".*", "$1");
                    ApiClient client = new ApiClient();
                    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
                    DefaultApi api = new DefaultApi(client);
                    for (String id : List.of("001210000001", "001210000009")) {
                        try {
                            Answer answer = api.ask(new Question().personalId(id).birthDate(LocalDate.of(2010, 2, 3)));
                            for (Row row : answer.getRows()) {
                                System.out.println(answer.getService() + " " + row.getSchoolCode() + " " + row.getStatus());
                            }
                        } catch (ApiException refused) {
                            System.out.println(refused.getCode() + " " + client.getObjectMapper()
                                    .readValue(refused.getResponseBody(), Problem.class).getCode());
                        }
                    }
                }
            }
            """;

    GeneratedClientTest() {
        super("bhxh-generated");
    }

    @Test
    void aGeneratedClientAsksByTheDescriptionAlone(@TempDir Path folder) throws Exception {
        assumeTrue(Files.exists(GENERATOR), "NOT TRIED: " + GENERATOR + " is not there; mvn -Plong test brings it");
        Path described = Files.writeString(
                folder.resolve("openapi.json"),
                program.get(STATUS + "/openapi.json", token).body());
        Path made = folder.resolve("made");

        Programs.said(List.of(
                JAVA,
                "-jar",
                GENERATOR.toString(),
                "generate",
                "--input-spec",
                described.toString(),
                "--generator-name",
                "java",
                "--library",
                "native",
                "--api-package",
                "generated",
                "--model-package",
                "generated",
                "--invoker-package",
                "generated",
                "--additional-properties",
                "openApiNullable=false,useJakartaEe=true",
                "--output",
                made.toString()));
        Path caller = Files.writeString(folder.resolve("Caller.java"), CALLER);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(made.resolve("src/main/java"), caller, classes);

        assertThat(Programs.said(List.of(
                        JAVA,
                        "-cp",
                        classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        "Caller",
                        "http://127.0.0.1:" + port,
                        "bhxh-generated",
                        secret)))
                .isEqualTo("""
                        pupil-status/1 s-1 studying
                        404 service.NOTHING_HERE
                        """);
    }

    private static void compile(Path sources, Path caller, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(sources)) {
            List<Path> written = Stream.concat(
                            all.filter(file -> file.toString().endsWith(".java")), Stream.of(caller))
                    .toList();
            List<String> options = List.of(
                    "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
            boolean compiled = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromPaths(written))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }
}
