package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.test.context.ContextConfiguration;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestHub;
import vn.lienthong.testing.Testers;

/** What comes back from a provider is believed only where it fits what was asked, and once. */
@HubTest
@ContextConfiguration(initializers = {TestHub.class, Provided.class})
@Import(AtASetTime.class)
class ProviderAnswersTest {
    private static final String REFUSED = "/login?refused=provider";

    private static final String UNSIGNED = encoded("{\"alg\":\"none\"}");

    @Autowired
    Identities identities;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @LocalServerPort
    int port;

    @BeforeEach
    void begin() {
        state.sql("delete from agency_attempts").update();
        Provided.know(port, clock);
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("another issuer", claims -> claims.issuer("http://localhost/elsewhere")),
                lie("another audience", claims -> claims.audience(List.of("another-hub"))),
                lie("no time at which it asked", claims -> claims.claim("auth_time", "yesterday")),
                lie("another nonce", claims -> claims.claim("nonce", "replayed")),
                lie("a token of yesterday", claims -> claims.issuedAt(Instant.EPOCH)
                        .expiresAt(Instant.EPOCH.plusSeconds(300))));
    }

    private static Arguments lie(String what, Consumer<JwtClaimsSet.Builder> claims) {
        return Arguments.of(what, claims);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void aTokenThatDoesNotFitIsNotBelieved(String what, Consumer<JwtClaimsSet.Builder> claims) {
        bound("oidc.lied", "sub-lied");
        Providers.MOET.bend(claims);
        Visitor visitor = new Visitor(port);
        assertThat(Visitor.where(new Abroad().signIn(visitor, "moet", "sub-lied")))
                .isEqualTo(REFUSED);
        assertThat(visitor.isIn()).isFalse();

        Providers.MOET.straighten();
        assertThat(Visitor.where(new Abroad().signIn(new Visitor(port), "moet", "sub-lied")))
                .as("the same without the lie")
                .isEqualTo("/");
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery(
                        "without a signature",
                        token -> UNSIGNED + token.substring(token.indexOf('.'), ends(token) + 1)),
                forgery("altered after it was signed", ProviderAnswersTest::forAnother),
                forgery(
                        "with the signature of something else",
                        token -> token.substring(0, ends(token) + 1)
                                + new StringBuilder(token.substring(ends(token) + 1)).reverse()));
    }

    private static Arguments forgery(String what, UnaryOperator<String> token) {
        return Arguments.of(what, token);
    }

    private static int ends(String token) {
        return token.lastIndexOf('.');
    }

    private static String forAnother(String token) {
        String[] parts = token.split("\\.");
        String said = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encoded(said.replace("sub-forger", "sub-forged")) + "." + parts[2];
    }

    private static String encoded(String said) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(said.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aTokenThatTheProviderDidNotSignLikeThisIsNotBelieved(String what, UnaryOperator<String> forge) {
        bound("oidc.forger", "sub-forger");
        bound("oidc.forged", "sub-forged");
        Providers.MOET.forge(forge);
        Visitor visitor = new Visitor(port);
        assertThat(Visitor.where(new Abroad().signIn(visitor, "moet", "sub-forger")))
                .isEqualTo(REFUSED);
        assertThat(visitor.isIn()).isFalse();

        Providers.MOET.straighten();
        assertThat(Visitor.where(new Abroad().signIn(new Visitor(port), "moet", "sub-forger")))
                .as("the same as it was signed")
                .isEqualTo("/");
    }

    @Test
    void oneProviderDoesNotSpeakForAnother() {
        bound("oidc.twin", "sub-twin");
        Providers.STRICT.bend(claims -> claims.claim("amr", List.of("otp")).claim("acr", "gold"));
        assertThat(Visitor.where(new Abroad().signIn(new Visitor(port), "strict", "sub-twin")))
                .as("the same subject at another issuer")
                .isEqualTo("/login?refused=identity");

        Visitor visitor = new Visitor(port);
        String path = new Abroad().there(Abroad.sent(visitor, "moet"), "sub-twin");
        assertThat(Visitor.where(Abroad.finish(visitor, path.replace("/oidc/moet", "/oidc/strict"))))
                .as("where another one sends people back to")
                .isEqualTo(REFUSED);
        path = new Abroad().there(Abroad.sent(visitor, "moet"), "sub-twin");
        assertThat(path).doesNotContain("iss=");
        assertThat(Visitor.where(Abroad.finish(visitor, path + "&iss=" + Providers.STRICT.issuer())))
                .as("in another one's name")
                .isEqualTo(REFUSED);
        assertThat(visitor.isIn()).isFalse();
        path = new Abroad().there(Abroad.sent(visitor, "moet"), "sub-twin");
        Abroad.finish(visitor, path + "&iss=" + Providers.MOET.issuer());
        assertThat(visitor.isIn()).as("in its own name").isTrue();
    }

    @Test
    void whatComesBackIsForWhoeverWasSentAndOnce() {
        bound("oidc.once", "sub-once");
        Visitor own = new Visitor(port);
        String path = new Abroad().there(Abroad.sent(own, "moet"), "sub-once");
        assertThat(Visitor.where(Abroad.finish(new Visitor(port), path)))
                .as("another browser")
                .isEqualTo(REFUSED);
        assertThat(Visitor.where(Abroad.finish(own, path.replaceFirst("state=[^&]+", "state=tampered"))))
                .as("another state")
                .isEqualTo(REFUSED);
        assertThat(Visitor.where(Abroad.finish(own, path)))
                .as("after a wrong one it counts no more")
                .isEqualTo(REFUSED);
        assertThat(own.isIn()).isFalse();

        own = new Visitor(port);
        String other = new Abroad().there(Abroad.sent(own, "moet"), "sub-once");
        assertThat(Visitor.where(Abroad.finish(own, other))).isEqualTo("/");
        Visitor thief = new Visitor(port);
        Abroad.sent(thief, "moet");
        assertThat(Visitor.where(Abroad.finish(thief, other)))
                .as("a code of another errand")
                .isEqualTo(REFUSED);
        assertThat(Visitor.where(Abroad.finish(own, other)))
                .as("a code that was used")
                .isEqualTo(REFUSED);
        assertThat(own.isIn()).as("stays in").isTrue();
    }

    @Test
    void aCodeThatTheProviderGaveToAnotherErrandOfTheSameBrowserDoesNotFitTheSecretHalf() {
        bound("oidc.pkce", "sub-pkce");
        Visitor visitor = new Visitor(port);
        Abroad abroad = new Abroad();
        String first = abroad.there(Abroad.sent(visitor, "moet"), "sub-pkce");
        String second = abroad.there(Abroad.sent(visitor, "moet"), "sub-pkce");
        String mixed = second.replaceFirst("code=[^&]+", first.replaceFirst(".*(code=[^&]+).*", "$1"));
        assertThat(Visitor.where(Abroad.finish(visitor, mixed))).isEqualTo(REFUSED);
        assertThat(visitor.isIn()).isFalse();
    }

    @Test
    void whoeverComesBackTooLateBeginsAgain() {
        bound("oidc.late", "sub-late");
        Visitor visitor = new Visitor(port);
        String path = new Abroad().there(Abroad.sent(visitor, "moet"), "sub-late");
        clock.advance(Errand.VALID.plusSeconds(1));
        assertThat(Visitor.where(Abroad.finish(visitor, path))).isEqualTo(REFUSED);
    }

    /** Browsers bring no session along from another site, and must not get another one there in its place. */
    @Test
    void thePageOfArrivalTouchesNoSessionAndLeadsNowhereElse() {
        HttpResponse<String> page = new Visitor(port)
                .get("/login/oidc/moet?code=a%22b&state=x&iss=y&error=z&redirect_uri=https://elsewhere.example");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(Abroad.on(page)).isEqualTo("/login/oidc/moet/finish?code=a%22b&state=x&iss=y");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self'");
        assertThat(new Visitor(port).get("/login/oidc/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void whoeverBringsWhatDoesNotFitWaitsLikeWhoeverGuesses() {
        for (int i = 0; i < Attempts.FREE; i++) {
            Visitor visitor = new Visitor(port);
            Abroad.sent(visitor, "moet");
            assertThat(Visitor.where(visitor.get("/login/oidc/moet/finish?code=guess&state=guess")))
                    .isEqualTo(REFUSED);
        }
        Visitor visitor = new Visitor(port);
        Abroad.sent(visitor, "moet");
        assertThat(Visitor.where(visitor.get("/login/oidc/moet/finish?code=guess&state=guess")))
                .startsWith("/login?wait=");
    }

    /** Makes somebody who comes by this subject, once. */
    private void bound(String name, String subject) {
        Testers.admit(state, name, "viewer", null);
        identities.bind(new Identity(Providers.MOET.issuer(), subject, null, ""), name);
    }
}
