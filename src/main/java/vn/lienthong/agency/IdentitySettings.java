package vn.lienthong.agency;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * The sign-in providers (OpenID Connect) that the operator lets people come by. What cannot be used refuses the start; whether a
 * provider answers is looked at only when somebody comes by it.
 *
 * @param oidc each under a short name, which stands in addresses
 * @param oidcOnLoopback whether a provider on this machine may be spoken to without TLS: for trying, never for work
 */
@ConfigurationProperties("lienthong.sign-in")
record IdentitySettings(
        @DefaultValue Map<String, Provider> oidc,
        @DefaultValue("false") boolean oidcOnLoopback) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,20}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    IdentitySettings {
        oidc = Map.copyOf(oidc);
        for (Map.Entry<String, Provider> one : oidc.entrySet()) {
            String id = one.getKey();
            Provider provider = one.getValue();
            need(ID.matcher(id).matches(), variable(id, "ISSUER"), id);
            need(issuer(provider.issuer(), oidcOnLoopback), variable(id, "ISSUER"), provider.issuer());
            need(said(provider.clientId()), variable(id, "CLIENTID"), provider.clientId());
            need(
                    !said(provider.clientSecret()) || provider.clientSecretFile() == null,
                    variable(id, "CLIENTSECRETFILE"),
                    provider.clientSecretFile());
        }
    }

    /**
     * One provider.
     *
     * @param issuer its address, exactly as it names itself
     * @param clientId what it knows this hub as
     * @param clientSecret by which the hub shows the provider that it is it; null or blank where it lies in a file, or where the
     *     provider knows the hub as one that can keep none
     * @param clientSecretFile where the secret lies; read at each sign-in
     * @param title what people call it; null for its short name
     * @param acr where not empty, one of these has to be how the person signed in there ({@code acr})
     * @param amr where not empty, each of these has to be among the ways in which the person signed in there ({@code amr})
     */
    record Provider(
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable Path clientSecretFile,
            @Nullable Title title,
            @DefaultValue List<String> acr,
            @DefaultValue List<String> amr) {
        Text called(String id) {
            return title == null ? Text.same(id) : title.text(id);
        }

        @Override
        public String toString() {
            return "Provider[issuer=" + issuer + "]";
        }
    }

    /** What people call a provider, in both languages or in one. */
    record Title(@Nullable String vi, @Nullable String en) {
        Text text(String id) {
            String either = said(vi) ? vi : said(en) ? en : id;
            return new Text(said(vi) ? vi : either, said(en) ? en : either);
        }
    }

    /** The environment variable that sets something of a provider. */
    static String variable(String id, String setting) {
        return "LIENTHONG_SIGNIN_OIDC_" + id.toUpperCase(Locale.ROOT) + "_" + setting;
    }

    /** Whether this is an address that may be spoken to: by TLS, or on this machine where that is permitted. */
    boolean speakable(@Nullable String address) {
        return speakable(address, oidcOnLoopback);
    }

    private static boolean speakable(@Nullable String address, boolean loopback) {
        try {
            URI uri = URI.create(String.valueOf(address));
            String host = uri.getHost();
            return host != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && ("https".equals(uri.getScheme())
                            || loopback && "http".equals(uri.getScheme()) && LOOPBACK.contains(host));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean issuer(@Nullable String address, boolean loopback) {
        return speakable(address, loopback) && !String.valueOf(address).contains("?");
    }

    private static boolean said(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static void need(boolean fits, String setting, @Nullable Object value) {
        if (!fits) {
            throw new HubException(
                    AgencyError.PROVIDER_SETTING_INVALID,
                    Map.of("setting", setting, "value", value == null ? "" : value));
        }
    }
}
