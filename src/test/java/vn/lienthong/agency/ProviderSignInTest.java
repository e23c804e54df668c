package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.test.context.ContextConfiguration;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestHub;
import vn.lienthong.testing.Testers;

/** Sign-in by way of a provider that runs beside the hub. */
@HubTest
@ContextConfiguration(initializers = {TestHub.class, Provided.class})
@Import(AtASetTime.class)
class ProviderSignInTest {
    private static final String UNKNOWN = "/login?refused=identity";

    @Autowired
    ApplicationContext hub;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @Autowired
    Invitations invitations;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    @BeforeEach
    void begin() {
        state.sql("delete from agency_attempts").update();
        Provided.know(port, clock);
    }

    @Test
    void anInvitationBindsAnIdentityWhichThenOpensTheHubWithoutAPassword() {
        Visitor lan = new Visitor(port);
        HttpResponse<String> in = accepted(lan, new Abroad(), "oidc.lan", "sub-lan");
        assertThat(Visitor.where(in)).isEqualTo("/");
        assertThat(lan.isIn()).isTrue();
        assertThat(hub.getBean(Accounts.class).find("oidc.lan")).isEmpty();
        assertThat(people.find("oidc.lan").orElseThrow().way()).isEqualTo(People.Way.PROVIDER);
        assertThat(acts("oidc.lan")).containsExactly("person.accepted done", "person.signed-in done");

        Visitor again = new Visitor(port);
        again.get("/jobs");
        String before = again.session();
        HttpResponse<String> back = new Abroad().signIn(again, "moet", "sub-lan");
        assertThat(Visitor.where(back)).as("the page that was wanted").contains("/jobs");
        assertThat(again.session()).as("a session of its own").isNotEqualTo(before);
        assertThat(again.isIn()).isTrue();
        assertThat(again.get("/people/oidc.lan?lang=en").body()).contains("sign-in provider");
    }

    @Test
    void anIdentityThatNobodyHasOpensNothingWhateverItsAddressIs() {
        Visitor mai = new Visitor(port);
        accepted(mai, new Abroad(), "oidc.mai", "sub-mai");
        Visitor other = new Visitor(port);
        HttpResponse<String> back = new Abroad().signIn(other, "moet", "another-sub");
        assertThat(Visitor.where(back)).as("the same e-mail, another subject").isEqualTo(UNKNOWN);
        assertThat(other.isIn()).isFalse();
        assertThat(other.get(UNKNOWN + "&lang=en").body())
                .contains("belongs to nobody in this hub", "Ask the administrator of your agency");
        assertThat(state.sql(
                                "select details ->> 'why' from journal_entries where actor = 'stranger' order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("IDENTITY_UNKNOWN");
        assertThat(state.sql("select count(*) from journal_entries where details::text like '%another-sub%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void anIdentityBelongsToOnePersonAndAnInvitationStaysWhereItCannotBeGiven() {
        accepted(new Visitor(port), new Abroad(), "oidc.first", "sub-shared");
        Visitor second = new Visitor(port);
        HttpResponse<String> in = accepted(second, new Abroad(), "oidc.second", "sub-shared");
        assertThat(Visitor.where(in)).isEqualTo("/login?refused=taken");
        assertThat(second.isIn()).isFalse();
        assertThat(second.get("/login?refused=taken&lang=en").body()).contains("cannot be added");
        assertThat(invitations.inviter("oidc.second")).as("still counts").isPresent();
    }

    /** Whoever had used the browser before would come to own the account. */
    @Test
    void anInvitationWantsThatTheProviderAsksAnew() {
        Abroad shared = new Abroad();
        shared.signIn(new Visitor(port), "moet", "sub-before");
        clock.advance(Duration.ofMinutes(5));
        Providers.MOET.asksAnew(false);
        Visitor nga = new Visitor(port);
        HttpResponse<String> in = accepted(nga, shared, "oidc.nga", "sub-nga");
        assertThat(Visitor.where(in)).isEqualTo("/login?refused=stale");
        assertThat(nga.get("/login?refused=stale&lang=en").body()).contains("did not ask", "Sign out at the provider");
        assertThat(nga.isIn()).isFalse();
        assertThat(acts("oidc.nga")).containsExactly("person.accepted refused");
        assertThat(invitations.inviter("oidc.nga")).as("still counts").isPresent();

        Providers.MOET.straighten();
        Providers.MOET.bend(claims -> claims.claims(all -> all.remove("auth_time")));
        assertThat(Visitor.where(accepted(nga, new Abroad(), "oidc.nga", "sub-nga")))
                .as("it does not say when")
                .isEqualTo("/login?refused=stale");
        Providers.MOET.straighten();
        accepted(nga, new Abroad(), "oidc.nga", "sub-nga");
        assertThat(nga.isIn()).isTrue();
    }

    @Test
    void aWrongInvitationSendsNobodyAnywhere() {
        Testers.admit(state, "oidc.wrong", "viewer", null);
        HttpResponse<String> page = new Visitor(port)
                .post("/invitation", "/invitation/oidc/moet", Map.of("person", "oidc.wrong", "invitation", "guessed"));
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.headers().firstValue("Refresh")).isEmpty();
    }

    @Test
    void aProviderThatIsAwayKeepsNobodyOutWhoHasAnAccount() {
        for (String id : List.of("away", "liar")) {
            Visitor visitor = new Visitor(port);
            HttpResponse<String> answer = visitor.post("/login", "/login/oidc/" + id, Map.of());
            assertThat(Visitor.where(answer)).as(id).isEqualTo("/login?refused=away");
            assertThat(visitor.get("/login?refused=away&lang=en").body()).contains("get in all the same");
        }
        Enrolled minh = Enrolled.in(hub, "oidc.minh", "platform-administrator", null);
        clock.advance(Duration.ofSeconds(30));
        Visitor local = new Visitor(port);
        local.signIn("oidc.minh", minh.password(), minh.code());
        assertThat(local.isIn()).isTrue();
        assertThat(local.get("/settings?lang=en").body())
                .contains("Education account", "http://localhost:9", "Did not answer as it should", "amr otp")
                .doesNotContain(vn.lienthong.testing.TestProvider.SECRET);
    }

    @Test
    void aProviderThatGoesAwayMeanwhileIsNoGuessOfThePerson() {
        Providers.LEAVING.know(port, "leaving");
        Visitor visitor = new Visitor(port);
        String path = new Abroad().there(Abroad.sent(visitor, "leaving"), "sub-away");
        Providers.LEAVING.close();
        assertThat(Visitor.where(Abroad.finish(visitor, path))).isEqualTo("/login?refused=away");
        assertThat(state.sql("select coalesce(sum(failures), 0) from agency_attempts")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whereTheOperatorAsksForASecondFactorTheProviderHasToNameIt() {
        Visitor visitor = new Visitor(port);
        assertThat(Abroad.on(Abroad.sent(visitor, "strict"))).contains("acr_values=silver%20gold");
        List<Consumer<JwtClaimsSet.Builder>> tooLittle = List.of(
                claims -> {},
                claims -> claims.claim("amr", List.of("pwd", "otp")),
                claims -> claims.claim("acr", "gold").claim("amr", List.of("pwd")),
                claims -> claims.claim("acr", "bronze").claim("amr", List.of("pwd", "otp")));
        for (Consumer<JwtClaimsSet.Builder> claims : tooLittle) {
            Providers.STRICT.bend(claims);
            assertThat(Visitor.where(new Abroad().signIn(visitor, "strict", "sub-strict")))
                    .isEqualTo("/login?refused=factor");
        }
        Providers.STRICT.bend(claims -> claims.claim("acr", "gold").claim("amr", List.of("pwd", "otp")));
        assertThat(Visitor.where(new Abroad().signIn(visitor, "strict", "sub-strict")))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void somebodyWhoIsEndedIsOutAtOnceAndHisIdentityOpensNothing() {
        Visitor hoa = new Visitor(port);
        accepted(hoa, new Abroad(), "oidc.hoa", "sub-hoa");
        assertThat(hoa.isIn()).isTrue();
        people.end("oidc.hoa", "test");
        assertThat(hoa.isIn()).isFalse();
        assertThat(Visitor.where(new Abroad().signIn(new Visitor(port), "moet", "sub-hoa")))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aSessionEndsAsAllOthersDoAndSigningOutEndsItAtTheProviderToo() {
        Visitor idle = new Visitor(port);
        Abroad abroad = new Abroad();
        accepted(idle, abroad, "oidc.idle", "sub-idle");
        HttpResponse<String> left = idle.post("/me", "/logout", Map.of());
        assertThat(left.statusCode()).isEqualTo(200);
        assertThat(Abroad.on(left)).startsWith(Providers.MOET.issuer() + "/connect/logout?id_token_hint=");
        assertThat(idle.isIn()).isFalse();
        assertThat(acts("oidc.idle")).contains("person.signed-out done");
        HttpResponse<String> there = abroad.get(Abroad.on(left));
        assertThat(Visitor.where(there)).isEqualTo("http://127.0.0.1:" + port + "/login/left");
        assertThat(Visitor.where(idle.get("/login/left"))).isEqualTo("/login?left");

        abroad.signIn(idle, "moet", "sub-idle");
        assertThat(idle.isIn()).isTrue();
        clock.advance(SessionLimits.IDLE.plusSeconds(1));
        assertThat(idle.isIn()).isFalse();
    }

    private HttpResponse<String> accepted(Visitor visitor, Abroad abroad, String name, String subject) {
        Testers.admit(state, name, "viewer", null);
        String code = invitations.make(name, "test").code();
        HttpResponse<String> page =
                visitor.post("/invitation", "/invitation/oidc/moet", Map.of("person", name, "invitation", code));
        return Abroad.finish(visitor, abroad.there(page, subject));
    }

    private List<String> acts(String actor) {
        return state.sql("select act || ' ' || outcome from journal_entries where actor = :actor order by id")
                .param("actor", actor)
                .query(String.class)
                .list();
    }
}
