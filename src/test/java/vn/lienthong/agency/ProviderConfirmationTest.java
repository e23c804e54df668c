package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestHub;
import vn.lienthong.testing.Testers;

/** Whoever comes by a provider shows there that it is still he; and what he adds to his account and takes from it. */
@HubTest
@ContextConfiguration(initializers = {TestHub.class, Provided.class})
@Import(AtASetTime.class)
class ProviderConfirmationTest {
    private static final String EXPORT = "/journal/export.csv";
    private static final String CONFIRM = "/me/confirm?lang=en";
    private static final Duration LATER = Confirmations.VALID.plusSeconds(1);

    @Autowired
    ApplicationContext hub;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @Autowired
    Identities identities;

    @LocalServerPort
    int port;

    @BeforeEach
    void begin() {
        state.sql("delete from agency_attempts").update();
        Provided.know(port, clock);
    }

    @Test
    void theProviderAsksOnceMoreAndOnlyAFreshAnswerCounts() {
        Visitor an = new Visitor(port);
        Abroad abroad = new Abroad();
        in(an, abroad, "fresh.an", "sub-an");
        assertThat(an.get(EXPORT).statusCode())
                .as("the provider asked at sign-in, just now")
                .isEqualTo(200);

        clock.advance(LATER);
        assertThat(Visitor.where(an.get(EXPORT))).endsWith("/me/confirm");
        assertThat(an.get(CONFIRM).body())
                .contains("Confirm with Education account")
                .doesNotContain("own-password");
        HttpResponse<String> page = an.post("/me/confirm", "/me/confirm/oidc/moet", Map.of());
        assertThat(Abroad.on(page)).contains("prompt=login", "max_age=0", "code_challenge_method=S256", "nonce=");
        assertThat(Visitor.where(Abroad.finish(an, abroad.there(page, "sub-an"))))
                .isEqualTo("/me/confirm");
        assertThat(an.get(CONFIRM).body()).contains("id=\"go-on\"").contains(EXPORT);
        clock.advance(Duration.ofMinutes(4));
        assertThat(an.get(EXPORT).statusCode()).isEqualTo(200);
        assertThat(acts("fresh.an")).contains("person.confirmed done");
    }

    @Test
    void aProviderThatKnewHimFromBeforeAndDidNotAskIsNotEnough() {
        Visitor binh = new Visitor(port);
        Abroad abroad = new Abroad();
        in(binh, abroad, "stale.binh", "sub-binh");
        later(binh);
        Providers.MOET.asksAnew(false);
        assertThat(Visitor.where(confirmed(binh, abroad, "sub-binh"))).isEqualTo("/me/confirm");
        assertThat(binh.get(CONFIRM).body())
                .contains("did not ask once more who you are")
                .doesNotContain("id=\"go-on\"");
        assertThat(binh.get(EXPORT).statusCode()).isEqualTo(302);
        assertThat(acts("stale.binh")).contains("person.confirmed refused");

        Providers.MOET.straighten();
        Providers.MOET.bend(claims -> claims.claims(all -> all.remove("auth_time")));
        confirmed(binh, abroad, "sub-binh");
        assertThat(binh.get(EXPORT).statusCode()).as("it does not say when").isEqualTo(302);
        Providers.MOET.straighten();
        confirmed(binh, abroad, "sub-binh");
        assertThat(binh.get(EXPORT).statusCode()).isEqualTo(200);
    }

    /** One who signs in by what a browser still knows has shown nothing. */
    @Test
    void signingInByAnOldSessionAtTheProviderConfirmsNothing() {
        Abroad abroad = new Abroad();
        Visitor chi = new Visitor(port);
        in(chi, abroad, "old.chi", "sub-chi");
        Providers.MOET.signedInEarlier("sub-chi", Duration.ofHours(3));
        Visitor later = new Visitor(port);
        abroad.signIn(later, "moet", "sub-chi");
        assertThat(later.isIn()).isTrue();
        assertThat(Visitor.where(later.get(EXPORT))).endsWith("/me/confirm");
    }

    @Test
    void whoeverComesAfterSomebodyElseInTheSameBrowserFindsNothingOfHis() {
        Abroad abroad = new Abroad();
        Visitor shared = new Visitor(port);
        in(shared, abroad, "before.phuc", "sub-phuc");
        clock.advance(LATER);
        confirmed(shared, abroad, "sub-phuc");
        assertThat(shared.get(EXPORT).statusCode()).isEqualTo(200);
        Abroad other = new Abroad();
        in(new Visitor(port), other, "after.quy", "sub-quy");
        Providers.MOET.signedInEarlier("sub-quy", Duration.ofHours(3));
        String before = shared.session();
        other.signIn(shared, "moet", "sub-quy");
        assertThat(shared.get("/me").body()).contains("after.quy").doesNotContain("before.phuc");
        assertThat(shared.session()).isNotEqualTo(before);
        assertThat(shared.get(EXPORT).statusCode())
                .as("what the other one showed")
                .isEqualTo(302);
    }

    @Test
    void somebodyElseAtTheProviderConfirmsNothing() {
        Visitor dung = new Visitor(port);
        in(dung, new Abroad(), "other.dung", "sub-dung");
        Visitor colleague = new Visitor(port);
        in(colleague, new Abroad(), "other.colleague", "sub-colleague");
        later(dung);
        for (String other : List.of("sub-colleague", "sub-of-nobody")) {
            assertThat(Visitor.where(confirmed(dung, new Abroad(), other))).isEqualTo("/me/confirm");
            assertThat(dung.get(CONFIRM).body()).contains("is not who is signed in here");
            assertThat(dung.get(EXPORT).statusCode()).isEqualTo(302);
        }
        assertThat(colleague.get(EXPORT).statusCode()).isEqualTo(302);
        String meant = new Abroad().there(dung.post("/me/confirm", "/me/confirm/oidc/moet", Map.of()), "sub-dung");
        colleague.post("/me/confirm", "/me/confirm/oidc/moet", Map.of());
        Abroad.finish(colleague, meant);
        assertThat(colleague.get(EXPORT).statusCode())
                .as("what another browser was sent for")
                .isEqualTo(302);
    }

    @Test
    void aFormSendsWhoeverHasNoPasswordToHisProvider() {
        Visitor em = new Visitor(port);
        in(em, new Abroad(), "form.em", "sub-em");
        clock.advance(LATER);
        assertThat(em.get("/people/new?lang=en").body())
                .contains("Show it, in another tab")
                .doesNotContain("own-password", "own-code");
        HttpResponse<String> sent = em.post("/people/new", "/people", Map.of("name", "x.y", "own-password", "guess"));
        assertThat(sent.statusCode()).as("no password is his").isEqualTo(403);
    }

    @Test
    void whoeverHasAnAccountAddsAnIdentityAndTakesItAwayAgain() {
        Enrolled ha = Enrolled.in(hub, "both.ha", "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        Visitor visitor = new Visitor(port);
        visitor.signIn("both.ha", ha.password(), ha.code());
        clock.advance(Duration.ofSeconds(30));
        Visitor elsewhere = new Visitor(port);
        elsewhere.signIn("both.ha", ha.password(), ha.code());
        Abroad abroad = new Abroad();
        HttpResponse<String> page = visitor.post("/me", "/me/identities/moet", Map.of());
        assertThat(Visitor.where(Abroad.finish(visitor, abroad.there(page, "sub-ha"))))
                .isEqualTo("/me");
        assertThat(visitor.get("/me?lang=en").body()).contains("Added.", "Take it away");
        assertThat(elsewhere.isIn()).as("did not add it").isFalse();
        Visitor byProvider = new Visitor(port);
        abroad.signIn(byProvider, "moet", "sub-ha");
        assertThat(byProvider.isIn()).isTrue();

        long number = identities.of("both.ha").get(0).number();
        HttpResponse<String> end = visitor.post("/me", "/me/identities/" + number + "/end", Map.of());
        assertThat(Visitor.where(end)).isEqualTo("/login?unbound");
        assertThat(byProvider.isIn() || visitor.isIn()).as("out everywhere").isFalse();
        assertThat(Visitor.where(abroad.signIn(new Visitor(port), "moet", "sub-ha")))
                .isEqualTo("/login?refused=identity");
        assertThat(acts("both.ha")).contains("person.identity-added done", "person.identity-removed done");
    }

    @Test
    void anIdentityIsAddedOnlyWhereTheProviderAskedAnew() {
        Enrolled yen = Enrolled.in(hub, "adds.yen", "viewer", "H26");
        Abroad shared = new Abroad();
        shared.signIn(new Visitor(port), "moet", "sub-adds-before");
        clock.advance(Duration.ofMinutes(5));
        Visitor visitor = new Visitor(port);
        visitor.signIn("adds.yen", yen.password(), yen.code());
        Providers.MOET.asksAnew(false);
        HttpResponse<String> page = visitor.post("/me", "/me/identities/moet", Map.of());

        assertThat(Visitor.where(Abroad.finish(visitor, shared.there(page, "sub-yen"))))
                .isEqualTo("/me");
        assertThat(visitor.get("/me?lang=en").body()).contains("did not ask once more who you are");
        assertThat(identities.of("adds.yen")).isEmpty();
        assertThat(acts("adds.yen")).contains("person.identity-added refused");
    }

    @Test
    void nobodyTakesAnotherOnesIdentityNorHisOwnOnlyWayIn() {
        Visitor khoa = new Visitor(port);
        in(khoa, new Abroad(), "only.khoa", "sub-khoa");
        Visitor lien = new Visitor(port);
        in(lien, new Abroad(), "only.lien", "sub-lien");
        long khoas = identities.of("only.khoa").get(0).number();
        lien.post("/me", "/me/identities/" + khoas + "/end", Map.of());
        assertThat(identities.of("only.khoa")).hasSize(1);
        assertThat(Visitor.where(khoa.post("/me", "/me/identities/" + khoas + "/end", Map.of())))
                .isEqualTo("/me");
        assertThat(khoa.get("/me?lang=en").body()).contains("You would then get in by nothing.");
        assertThat(identities.of("only.khoa")).hasSize(1);

        Providers.STRICT.bend(claims -> claims.claim("amr", List.of("otp")).claim("acr", "gold"));
        HttpResponse<String> taken = lien.post("/me", "/me/identities/strict", Map.of());
        Abroad.finish(lien, new Abroad().there(taken, "sub-lien"));
        assertThat(identities.of("only.lien")).as("one at each issuer").hasSize(2);
    }

    @Test
    void aNewInvitationTakesTheIdentityAway() {
        Visitor nam = new Visitor(port);
        in(nam, new Abroad(), "again.nam", "sub-nam");
        hub.getBean(Appointments.class)
                .inviteAgain(new vn.lienthong.testing.Everybody("tester"), "again.nam", "lost his access");
        assertThat(nam.isIn()).isFalse();
        assertThat(Visitor.where(new Abroad().signIn(new Visitor(port), "moet", "sub-nam")))
                .isEqualTo("/login?refused=identity");
    }

    @Test
    void theFirstAdministratorKeepsToTheToken() throws Exception {
        Visitor first = new Visitor(port);
        SignInToken token = hub.getBean(SignInToken.class);
        token.provide();
        first.post(
                "/login",
                "/login",
                Map.of("token", java.nio.file.Files.readString(token.file()).strip()));
        assertThat(first.get("/me").body()).doesNotContain("/me/identities/");
        HttpResponse<String> page = first.post("/me", "/me/identities/moet", Map.of());
        Abroad.finish(first, new Abroad().there(page, "sub-first"));
        assertThat(identities.of(People.FIRST_ADMINISTRATOR)).isEmpty();
    }

    /** Somebody with every right who comes by this subject, and has come just now. */
    private void in(Visitor visitor, Abroad abroad, String name, String subject) {
        Testers.admit(state, name, "platform-administrator", null);
        identities.bind(new Identity(Providers.MOET.issuer(), subject, null, ""), name);
        abroad.signIn(visitor, "moet", subject);
        assertThat(visitor.isIn()).as(name).isTrue();
    }

    /** More than five minutes after he came. */
    private void later(Visitor visitor) {
        clock.advance(LATER);
        assertThat(visitor.get(EXPORT).statusCode()).isEqualTo(302);
    }

    private static HttpResponse<String> confirmed(Visitor visitor, Abroad abroad, String subject) {
        HttpResponse<String> page = visitor.post("/me/confirm", "/me/confirm/oidc/moet", Map.of());
        return Abroad.finish(visitor, abroad.there(page, subject));
    }

    private List<String> acts(String actor) {
        return state.sql("select act || ' ' || outcome from journal_entries where actor = :actor order by id")
                .param("actor", actor)
                .query(String.class)
                .list();
    }
}
