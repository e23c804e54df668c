package vn.lienthong.connector.soap;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.crypto.Merlin;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.handler.WSHandlerConstants;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.connector.http.HttpError;
import vn.lienthong.connector.http.HttpFailures;
import vn.lienthong.connector.http.Trust;
import vn.lienthong.kernel.Secret;

/** How a message itself says who asks (WS-Security 1.1): a user with a password, or a signature. */
final class MessageSecurity {
    private static final String KEY = "lienthong.signing";

    private MessageSecurity() {}

    /**
     * What adds it to each message; nothing where the settings want none.
     *
     * @param twelve whether SOAP 1.2 is spoken
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where the connection is not encrypted, or the key cannot be used
     */
    static Optional<WSS4JOutInterceptor> of(Opening opening, HttpFailures failures, boolean twelve) {
        Settings settings = opening.settings();
        String way = settings.text("security");
        if (way.equals("none")) {
            return Optional.empty();
        }
        if (way.equals("signature")) {
            return Optional.of(signing(settings, failures, twelve));
        }
        if (settings.text("tls").equals("off")) {
            throw failures.error(SoapError.SIGN_IN_IN_CLEAR, Map.of(), null);
        }
        Map<String, Object> how = new HashMap<>();
        how.put(WSHandlerConstants.ACTION, WSHandlerConstants.TIMESTAMP + " " + WSHandlerConstants.USERNAME_TOKEN);
        boolean digest = way.equals("username_digest");
        how.put(WSHandlerConstants.PASSWORD_TYPE, digest ? WSConstants.PW_DIGEST : WSConstants.PW_TEXT);
        // so that a token that somebody kept is of no use
        how.put(WSHandlerConstants.ADD_USERNAMETOKEN_NONCE, "true");
        how.put(WSHandlerConstants.ADD_USERNAMETOKEN_CREATED, "true");
        how.put(WSHandlerConstants.USER, settings.text("security_username"));
        how.put(WSHandlerConstants.PW_CALLBACK_REF, password(settings));
        return Optional.of(new WSS4JOutInterceptor(how));
    }

    private static CallbackHandler password(Settings settings) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof WSPasswordCallback asked) {
                    asked.setPassword(settings.secret("security_password")
                            .map(Secret::reveal)
                            .orElse(""));
                }
            }
        };
    }

    private static WSS4JOutInterceptor signing(Settings settings, HttpFailures failures, boolean twelve) {
        try {
            KeyStore own = Trust.own(settings, "signing_certificate", "signing_key")
                    .orElseThrow(() -> new GeneralSecurityException("signing_certificate, signing_key"));
            Merlin crypto = new Merlin();
            crypto.setKeyStore(own);
            Map<String, Object> how = new HashMap<>();
            how.put(WSHandlerConstants.ACTION, WSHandlerConstants.TIMESTAMP + " " + WSHandlerConstants.SIGNATURE);
            how.put(WSHandlerConstants.USER, Trust.OWN);
            how.put(WSHandlerConstants.SIGNATURE_USER, Trust.OWN);
            how.put(WSHandlerConstants.SIG_PROP_REF_ID, KEY);
            how.put(KEY, crypto);
            how.put(WSHandlerConstants.SIG_KEY_ID, "DirectReference");
            how.put(WSHandlerConstants.SIG_DIGEST_ALGO, WSConstants.SHA256);
            String envelope = twelve ? WSConstants.URI_SOAP12_ENV : WSConstants.URI_SOAP11_ENV;
            how.put(
                    WSHandlerConstants.SIGNATURE_PARTS,
                    "{Element}{" + WSConstants.WSU_NS + "}Timestamp;{Element}{" + envelope + "}Body");
            how.put(WSHandlerConstants.PW_CALLBACK_REF, empty());
            return new WSS4JOutInterceptor(how);
        } catch (GeneralSecurityException | IOException wrong) {
            throw failures.error(HttpError.CERTIFICATE_WRONG, Map.of("why", String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** The key is sealed by the vault and in memory only; its store needs no password. */
    private static CallbackHandler empty() {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof WSPasswordCallback asked) {
                    asked.setPassword("");
                }
            }
        };
    }
}
