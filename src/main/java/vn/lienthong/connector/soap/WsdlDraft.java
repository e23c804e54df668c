package vn.lienthong.connector.soap;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vn.lienthong.connector.http.PlainNames;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * Drafts the settings of a connector from a WSDL. What an operation does, and how its parts follow each other, no WSDL says: each names
 * its inputs, and a person decides which to keep.
 */
final class WsdlDraft {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/@][A-Za-z0-9_/@.~-]*");

    private final Locale language;
    private final StringBuilder yaml = new StringBuilder();

    private WsdlDraft(Locale language) {
        this.language = language;
    }

    /** As {@link vn.lienthong.connector.Drafts#draft} says. */
    static String of(Map<String, String> files, Locale language) {
        List<Wsdl.Port> ports = Wsdl.of(files).ports();
        Wsdl.Port port = ports.stream()
                .filter(one -> !one.operations().isEmpty())
                .findFirst()
                .orElseThrow(() -> new HubException(
                        SoapError.WSDL_WRONG,
                        Map.of(
                                "file",
                                files.keySet().iterator().next(),
                                "why",
                                new Text(
                                        "không có thao tác nào gọi được qua SOAP trên HTTP",
                                        "it has no operation that could be called with SOAP over HTTP"))));
        WsdlDraft draft = new WsdlDraft(language);
        draft.write(files, ports, port);
        return draft.yaml.toString();
    }

    private void write(Map<String, String> files, List<Wsdl.Port> ports, Wsdl.Port port) {
        String address = Optional.ofNullable(port.address()).orElse("");
        comment(new Text(
                "địa chỉ theo WSDL: " + address + "; hỏi đối tác địa chỉ thật",
                "address, as the WSDL has it: " + address + "; ask the partner for the real one"));
        line("path: " + quoted(path(address)));
        if (ports.size() > 1) {
            comment(new Text("các cổng SOAP: ", "SOAP ports: ").in(language)
                    + String.join(", ", ports.stream().map(Wsdl.Port::name).toList()));
            line("port_name: " + quoted(port.name()));
        }
        comment(new Text(
                "giữ lại những thao tác cần dùng; WSDL không nói thao tác nào chỉ đọc",
                "keep the operations that you need; a WSDL does not say which of them only read"));
        line("operations:");
        Set<String> names = new HashSet<>();
        port.operations().values().forEach(operation -> operation(operation, names));
        line("wsdl:");
        files.forEach((file, text) -> {
            line("  " + quoted(file) + ": |2");
            text.replace("\uFEFF", "").lines().forEach(one -> line("    " + one));
        });
    }

    private void operation(Wsdl.Operation operation, Set<String> names) {
        line("  " + PlainNames.unique(PlainNames.of(operation.name(), "-"), names, "-") + ":");
        line("    operation: " + quoted(operation.name()));
        Request request = new Request(operation.name(), operation.input());
        List<String> needed = request.needed(Map.of());
        List<String> more = request.leaves().keySet().stream()
                .filter(place -> !needed.contains(place))
                .toList();
        if (!needed.isEmpty()) {
            comment("    ", new Text("phải có khi gọi: ", "must be given: ").in(language) + String.join(", ", needed));
        }
        if (!more.isEmpty()) {
            comment("    ", new Text("có thể có: ", "can be given: ").in(language) + String.join(", ", more));
        }
        List<String> rows = Rows.all(operation.output());
        if (rows.size() == 1) {
            line("    rows: " + quoted(rows.get(0)));
        } else if (rows.size() > 1) {
            line("    rows: " + quoted(rows.get(0)));
            comment("    ", new Text("hoặc: ", "or: ").in(language) + String.join(", ", rows.subList(1, rows.size())));
        }
    }

    private static String path(String address) {
        try {
            String path = URI.create(address).getPath();
            return path == null || path.isEmpty() ? "/" : path;
        } catch (IllegalArgumentException noAddress) {
            return "/";
        }
    }

    private void comment(Text text) {
        comment(text.in(language));
    }

    private void comment(String text) {
        comment("", text);
    }

    private void comment(String before, String text) {
        line(before + "# " + oneLine(text));
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + oneLine(text).replace("'", "''") + "'";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }
}
