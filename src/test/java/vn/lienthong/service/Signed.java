package vn.lienthong.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Envelopes that show a name and a secret, as partners' programs write them. */
final class Signed {
    private static final String WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

    private Signed() {}

    /** @param nonce as it is before it is encoded */
    static String envelope(String question, String name, String secret, String nonce, Instant made) {
        return """
                <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header>\
                <w:Security xmlns:w="%1$swssecurity-secext-1.0.xsd" xmlns:u="%1$swssecurity-utility-1.0.xsd" e:mustUnderstand="1">\
                <u:Timestamp u:Id="t"><u:Created>%2$s</u:Created><u:Expires>%3$s</u:Expires></u:Timestamp>\
                <w:UsernameToken><w:Username>%4$s</w:Username>\
                <w:Password Type="%1$susername-token-profile-1.0#PasswordText">%5$s</w:Password>\
                <w:Nonce EncodingType="%1$ssoap-message-security-1.0#Base64Binary">%6$s</w:Nonce>\
                <u:Created>%2$s</u:Created></w:UsernameToken></w:Security></e:Header><e:Body>%7$s</e:Body></e:Envelope>\
                """.formatted(
                        WSS,
                        made,
                        made.plus(Duration.ofMinutes(5)),
                        name,
                        secret,
                        Base64.getEncoder().encodeToString(nonce.getBytes(StandardCharsets.US_ASCII)),
                        question);
    }
}
