package vn.lienthong.connector.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.WWWFormCodec;
import org.jspecify.annotations.Nullable;

/** Puts down what went out and what came back, so that how it is made can be read, and nothing of what it holds. */
final class MaskedExchange {
    /** Of long bodies only the beginning is looked at: it costs each exchange the same. */
    private static final int LOOKED_AT = 64 << 10;

    private final KnownNames names;
    private final BodyMask mask;

    MaskedExchange(KnownNames names, BodyMask mask) {
        this.names = names;
        this.mask = mask;
    }

    String request(HttpUriRequestBase request, About about) {
        MaskedText text = new MaskedText();
        text.add(request.getMethod()).add(" ");
        target(request.getRequestUri(), about.path(), text);
        MaskedHeaders.write(request.getHeaders(), names, text);
        HttpEntity entity = request.getEntity();
        if (entity != null) {
            String type = entity.getContentType() == null ? "" : entity.getContentType();
            if (!request.containsHeader(HttpHeaders.CONTENT_TYPE)) {
                MaskedHeaders.write(new Header[] {new BasicHeader(HttpHeaders.CONTENT_TYPE, type)}, names, text);
            }
            body(bytes(entity), type, text);
        }
        return text.toString();
    }

    /** @param body null where it did not come, or not whole */
    String answer(int status, Header[] headers, byte @Nullable [] body) {
        MaskedText text = new MaskedText();
        text.add(String.valueOf(status));
        MaskedHeaders.write(headers, names, text);
        if (body != null) {
            String type = Arrays.stream(headers)
                    .filter(header -> header.getName().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE))
                    .map(header -> String.valueOf(header.getValue()))
                    .findFirst()
                    .orElse("");
            body(body, type, text);
        }
        return text.toString();
    }

    /** Of the path what the settings have in the same place; of the parameters their names. */
    private void target(String uri, String path, MaskedText text) {
        int query = uri.indexOf('?');
        String[] asked = (query < 0 ? uri : uri.substring(0, query)).split("/", -1);
        String[] known = path.split("[?]", 2)[0].split("/", -1);
        for (int part = 0; part < asked.length; part++) {
            boolean same = part < known.length && known[part].equals(asked[part]);
            text.add(part == 0 ? "" : "/").add(same ? asked[part] : MaskedValue.of(asked[part]));
        }
        if (query >= 0) {
            text.add("?");
            form(uri.substring(query + 1), text);
        }
    }

    private void form(String form, MaskedText text) {
        String before = "";
        for (NameValuePair parameter : WWWFormCodec.parse(form, StandardCharsets.UTF_8)) {
            String value = parameter.getValue() == null ? "" : parameter.getValue();
            boolean secret = parameter.getName().equals("client_secret")
                    || parameter.getName().equals("password");
            text.add(before)
                    .add(names.name(parameter.getName()))
                    .add("=")
                    .add(secret ? MaskedValue.REMOVED : MaskedValue.of(value));
            before = "&";
        }
    }

    private void body(byte[] body, String type, MaskedText text) {
        if (body.length == 0) {
            return;
        }
        byte[] beginning = body;
        if (body.length > LOOKED_AT) {
            beginning = Arrays.copyOf(body, LOOKED_AT);
            text.beginning();
        }
        text.line(0);
        if (type.startsWith(ContentType.APPLICATION_FORM_URLENCODED.getMimeType())) {
            text.line(0);
            form(new String(beginning, StandardCharsets.US_ASCII), text);
        } else if (!mask.write(beginning, type, names, text)) {
            text.line(0).add("«" + body.length + " B»");
        }
    }

    private static byte[] bytes(HttpEntity entity) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            entity.writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("what is sent lies in memory", impossible);
        }
    }
}
