package vn.lienthong.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * A sign-in provider of its own (OpenID Connect), on this machine, with a sign-in form: another site than the hub, which is at
 * {@code 127.0.0.1}, since it calls itself {@code localhost}. Everybody's password is {@link #PASSWORD}; a name is its subject. It
 * can be made to behave as providers should not.
 */
public final class TestProvider implements AutoCloseable {
    public static final String PASSWORD = "the word of everybody";
    public static final String CLIENT = "hub";
    public static final String SECRET = "a-secret-of-the-hub";

    private static final Duration VALID = Duration.ofMinutes(5);

    private final AnnotationConfigServletWebServerApplicationContext context =
            new AnnotationConfigServletWebServerApplicationContext();
    private final Map<String, Instant> signedIn = new ConcurrentHashMap<>();
    private final AtomicReference<Consumer<JwtClaimsSet.Builder>> bent = new AtomicReference<>(claims -> {});
    private final AtomicReference<UnaryOperator<String>> forged = new AtomicReference<>(UnaryOperator.identity());
    private volatile boolean asksAnew = true;
    private volatile Clock clock = Clock.systemUTC();

    private TestProvider() {}

    /** One that has started. */
    public static TestProvider start() {
        TestProvider provider = new TestProvider();
        provider.context.registerBean(TestProvider.class, () -> provider);
        provider.context.register(Parts.class);
        provider.context.refresh();
        return provider;
    }

    /** Its address, as it names itself. */
    public String issuer() {
        return "http://localhost:" + context.getWebServer().getPort();
    }

    /** Knows the hub at this port, which calls the provider by this short name. */
    public void know(int port, String id) {
        String hub = "http://127.0.0.1:" + port;
        context.getBean(InMemoryRegisteredClientRepository.class)
                .save(RegisteredClient.withId(CLIENT)
                        .clientId(CLIENT)
                        .clientSecret("{noop}" + SECRET)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri(hub + "/login/oidc/" + id)
                        .postLogoutRedirectUri(hub + "/login/left")
                        .scope("openid")
                        .clientSettings(
                                ClientSettings.builder().requireProofKey(true).build())
                        .build());
    }

    /** Goes by this clock. */
    public void goesBy(Clock other) {
        clock = other;
    }

    /** From now on lets whoever is signed in there pass, even where it is to ask anew; as some do. */
    public void asksAnew(boolean does) {
        asksAnew = does;
    }

    /** Changes what its tokens say, from now on. */
    public void bend(Consumer<JwtClaimsSet.Builder> claims) {
        bent.set(claims);
    }

    /** Changes its tokens after they were signed, from now on. */
    public void forge(UnaryOperator<String> token) {
        forged.set(token);
    }

    /** Behaves as it should again. */
    public void straighten() {
        asksAnew = true;
        forged.set(UnaryOperator.identity());
        bent.set(claims -> {});
    }

    /** As if somebody had signed in there so much earlier. */
    public void signedInEarlier(String name, Duration earlier) {
        signedIn.computeIfPresent(name, (same, at) -> at.minus(earlier));
    }

    @Override
    public void close() {
        context.close();
    }

    /** What it is made of. */
    @EnableWebMvc
    @EnableWebSecurity
    static class Parts {
        @Bean
        TomcatServletWebServerFactory server() {
            TomcatServletWebServerFactory server = new TomcatServletWebServerFactory(0);
            server.setAddress(InetAddress.getLoopbackAddress());
            return server;
        }

        @Bean
        DispatcherServlet dispatcherServlet() {
            return new DispatcherServlet();
        }

        @Bean
        @Order(1)
        SecurityFilterChain tokens(HttpSecurity http, TestProvider provider) throws Exception {
            OAuth2AuthorizationServerConfigurer tokens = OAuth2AuthorizationServerConfigurer.authorizationServer();
            return http.securityMatcher(tokens.getEndpointsMatcher())
                    .with(tokens, server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(door -> door.anyRequest().authenticated())
                    .exceptionHandling(
                            closed -> closed.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                    .addFilterAfter(provider.new AsksAnew(), SecurityContextHolderFilter.class)
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain form(HttpSecurity http, TestProvider provider) throws Exception {
            SavedRequestAwareAuthenticationSuccessHandler on = new SavedRequestAwareAuthenticationSuccessHandler();
            return http.authorizeHttpRequests(door -> door.anyRequest().authenticated())
                    .formLogin(form -> form.successHandler((request, response, who) -> {
                        provider.signedIn.put(who.getName(), provider.clock.instant());
                        on.onAuthenticationSuccess(request, response, who);
                    }))
                    .build();
        }

        @Bean
        UserDetailsService everybody() {
            return name -> User.withUsername(name)
                    .password("{noop}" + PASSWORD)
                    .authorities(List.of())
                    .build();
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId("nobody")
                    .clientId("nobody")
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .build());
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            RSAKey key = new RSAKeyGenerator(2048).keyID("of-this-run").generate();
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        JwtEncoder encoder(JWKSource<SecurityContext> keys, TestProvider provider) {
            NimbusJwtEncoder signed = new NimbusJwtEncoder(keys);
            return what -> {
                Jwt token = signed.encode(what);
                String given = provider.forged.get().apply(token.getTokenValue());
                return new Jwt(given, token.getIssuedAt(), token.getExpiresAt(), token.getHeaders(), token.getClaims());
            };
        }

        /** Everybody has the same e-mail address: nothing may hang on it. */
        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(TestProvider provider) {
            return token -> {
                Instant at = provider.signedIn.get(token.getPrincipal().getName());
                token.getClaims()
                        .issuedAt(provider.clock.instant())
                        .expiresAt(provider.clock.instant().plus(VALID))
                        .claim("email", "everybody@school.example")
                        .claim("email_verified", true)
                        .claim("auth_time", Date.from(Objects.requireNonNull(at)));
                provider.bent.get().accept(token.getClaims());
            };
        }
    }

    /** Asks whoever is signed in once more where it is told to. */
    private final class AsksAnew extends OncePerRequestFilter {
        private static final String ASKED = "asked";

        private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String state = request.getParameter("state");
            if (asksAnew
                    && "login".equals(request.getParameter("prompt"))
                    && !Objects.equals(request.getSession().getAttribute(ASKED), state)) {
                request.getSession().setAttribute(ASKED, state);
                SecurityContextHolder.clearContext();
                contexts.saveContext(SecurityContextHolder.createEmptyContext(), request, response);
            }
            chain.doFilter(request, response);
        }
    }
}
