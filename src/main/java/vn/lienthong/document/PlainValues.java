package vn.lienthong.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/** What the characters of a scalar mean, variables filled in. */
final class PlainValues {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})\\.[0-9]{1,30}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    private final @Nullable Variables variables;

    /** Null variables: none may be used. */
    PlainValues(@Nullable Variables variables) {
        this.variables = variables;
    }

    JsonNode read(String characters, boolean plain) {
        String text = expand(characters);
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (!plain) {
            return nodes.textNode(text);
        }
        if (WHOLE.matcher(text).matches()) {
            return nodes.numberNode(Long.parseLong(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            return nodes.numberNode(new BigDecimal(text));
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> nodes.nullNode();
            case "true", "True", "TRUE" -> nodes.booleanNode(true);
            case "false", "False", "FALSE" -> nodes.booleanNode(false);
            default -> nodes.textNode(text);
        };
    }

    private String expand(String characters) {
        if (!characters.contains("${")) {
            return characters;
        }
        Matcher found = VARIABLE.matcher(characters);
        StringBuilder text = new StringBuilder();
        while (found.find()) {
            found.appendReplacement(text, Matcher.quoteReplacement(value(found.group(1), found.group(2))));
        }
        return found.appendTail(text).toString();
    }

    private String value(String name, @Nullable String otherwise) {
        if (variables == null || !name.startsWith(Variables.PREFIX)) {
            throw new HubException(DocumentError.VARIABLE_FORBIDDEN, Map.of("name", name));
        }
        String value = variables.value(name);
        if (value == null && otherwise == null) {
            throw new HubException(DocumentError.VARIABLE_UNSET, Map.of("name", name));
        }
        return value == null ? otherwise : value;
    }
}
