package vn.lienthong.agency;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import vn.lienthong.kernel.HubException;

/**
 * Every way in: the management port, the API for programs, the console for people. What is not named here is closed to strangers; whom
 * each handler lets in says its own rule, see {@link DoorKeeper}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DoorSettings.class, CallSettings.class, IdentitySettings.class, MetricsSettings.class})
class Doors {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> doorposts(
            DoorSettings settings, HubCertificate certificate, Refusal refusal, BadAddress badAddress) {
        return posts(settings, certificate, refusal, badAddress);
    }

    /** What every request passes before anything else looks at it. */
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> posts(
            DoorSettings settings, HubCertificate certificate, Refusal refusal, BadAddress badAddress) {
        return server -> {
            if (!settings.proxies().isEmpty()) {
                server.addEngineValves(believing(settings.proxies()));
            }
            server.addEngineValves(
                    new PatientDoor(),
                    new KnownHosts(settings.hosts(), certificate::names, refusal),
                    new ServicesOnly(refusal));
            server.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(badAddress.atTheServer()));
        };
    }

    /** Times of requests are measured where they come in; measuring each filter as well costs more than the filters do. */
    @Bean
    SecurityObservationSettings filtersUnmeasured() {
        return SecurityObservationSettings.noObservations();
    }

    /** Seconds go by evenly here, whatever is done to the clock of the machine. */
    @Bean
    TimeMeter timeOfCalls() {
        return TimeMeter.SYSTEM_NANOTIME;
    }

    /** Takes the caller's address, and whether he came by https, from what the proxy says. */
    private static RemoteIpValve believing(List<String> proxies) {
        RemoteIpValve proxy = new RemoteIpValve();
        proxy.setInternalProxies(proxies.stream().map(Pattern::quote).collect(Collectors.joining("|")));
        return proxy;
    }

    /** Whether the hub lives is no secret; what it does is told to whoever brings the token for it. */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http, MetricsToken token, Refusal refusal) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(door -> door.requestMatchers(EndpointRequest.to(HealthEndpoint.class))
                        .permitAll()
                        .requestMatchers(EndpointRequest.to("prometheus"))
                        .access((who, call) -> new AuthorizationDecision(
                                token.opens(call.getRequest().getHeader(HttpHeaders.AUTHORIZATION))))
                        .anyRequest()
                        .denyAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(closed -> closed.authenticationEntryPoint((request, response, cause) ->
                        refusal.answer(request, response, 401, new HubException(AgencyError.METRICS_CLOSED, Map.of()))))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http, ApiTokens tokens, RepeatedRequests requests, CallLimits limits, Refusal refusal)
            throws Exception {
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(door -> door.requestMatchers(HttpMethod.POST, TokensApi.PATH)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new ContentPolicyFilter(), HeaderWriterFilter.class)
                .addFilterBefore(new BearerFilter(tokens), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new CallFilter(limits, refusal), AuthorizationFilter.class)
                .addFilterAfter(new OnceFilter(requests, refusal), CallFilter.class)
                .csrf(csrf ->
                        csrf.disable()) // no cookie opens this door, so no other site can knock in somebody's name
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(closed -> closed.authenticationEntryPoint((request, response, cause) ->
                        refusal.answer(request, response, 401, new HubException(AgencyError.SIGN_IN_NEEDED, Map.of()))))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain console(
            HttpSecurity http,
            SignInProvider provider,
            SignInPages pages,
            ProviderSession session,
            Sessions sessions,
            Clock clock)
            throws Exception {
        return http.authenticationProvider(provider)
                .authorizeHttpRequests(door -> door.dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll() // the end of a stream whose beginning came through this door
                        .requestMatchers(
                                "/login",
                                IdentityProviders.RETURN + "/**",
                                ProviderSession.LEFT,
                                "/invitation",
                                "/invitation/**",
                                "/schemas/**",
                                "/static/**",
                                "/css/**",
                                "/js/**",
                                "/fonts/**",
                                "/img/**",
                                "/webjars/**",
                                "/favicon.ico",
                                "/favicon.svg",
                                "/error")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/login")
                        .usernameParameter("person")
                        .authenticationDetailsSource(SignInProvider.Form::of)
                        .successHandler(pages.entered())
                        .failureHandler(pages::refused))
                .exceptionHandling(closed -> closed.authenticationEntryPoint(toSignIn()))
                .logout(out -> out.addLogoutHandler(pages::leaving)
                        .addLogoutHandler(new HeaderWriterLogoutHandler(
                                new ClearSiteDataHeaderWriter(Directive.CACHE, Directive.STORAGE)))
                        .addLogoutHandler(session::leaving)
                        .logoutSuccessHandler((request, response, person) -> session.left(request, response, person))
                        .deleteCookies("LIENTHONG"))
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(frames -> frames.deny()))
                .addFilterBefore(new ContentPolicyFilter(), HeaderWriterFilter.class)
                .addFilterAfter(new SessionLimits(sessions, clock), SecurityContextHolderFilter.class)
                .build();
    }

    /**
     * To the sign-in page of this hub, and not of the host that a request names. A page's stream can show no sign-in page: it is
     * answered with 204, which tells a browser to ask no more.
     */
    private static AuthenticationEntryPoint toSignIn() {
        LoginUrlAuthenticationEntryPoint signIn = new LoginUrlAuthenticationEntryPoint("/login");
        signIn.setFavorRelativeUris(true);
        return (request, response, cause) -> {
            if (MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT))) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            } else {
                signIn.commence(request, response, cause);
            }
        };
    }
}
