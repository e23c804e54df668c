package vn.lienthong.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.Testers;

/** Ways in for people with accounts. */
@HubTest
@Import(AtASetTime.class)
class SignInTest {
    @Autowired
    ApplicationContext hub;

    @Autowired
    TestRestTemplate http;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @Autowired
    Invitations invitations;

    @Autowired
    Enrolment enrolment;

    @Autowired
    Passwords passwords;

    @Autowired
    People people;

    @LocalServerPort
    int port;

    /** Every test is a day later than the one before: nobody waits for what another one guessed. */
    @BeforeEach
    void anotherDay() {
        clock.advance(Duration.ofDays(2));
    }

    @Test
    void anInvitationBecomesAnAccountWithAPhoneAndTenRecoveryCodesAndWorksOnce() {
        Testers.admit(state, "lan.nguyen", "viewer", null);
        String code = invitations.make("lan.nguyen", "test").code();
        assertThat(kept("select encode(hash, 'escape') from agency_invitations"))
                .doesNotContain(code);
        Visitor lan = new Visitor(port);
        Map<String, String> wanted = Map.of(
                "person",
                "lan.nguyen",
                "invitation",
                code,
                "password",
                "mưa rơi trên phố",
                "again",
                "mưa rơi trên phố");
        HttpResponse<String> phone = lan.post("/invitation", "/invitation", wanted);
        assertThat(phone.statusCode()).isEqualTo(200);
        assertThat(phone.body()).contains("d=\"M0 0h1v1h-1z").doesNotContain(code);
        byte[] secret = secret(phone.body());

        HttpResponse<String> wrong = lan.post("/invitation", "/invitation/phone", Map.of("code", "000000"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(hub.getBean(Accounts.class).find("lan.nguyen")).isEmpty();

        HttpResponse<String> done =
                lan.post("/invitation", "/invitation/phone", Map.of("code", Enrolled.code(secret, clock)));
        assertThat(recoveryCodes(done.body())).hasSize(10);
        assertThat(new Visitor(port).post("/invitation", "/invitation", wanted).body())
                .contains("mã đã dùng hay hết hạn");
        assertThat(kept("select encode(totp, 'hex') from agency_accounts"))
                .doesNotContain(java.util.HexFormat.of().formatHex(secret));
        assertThat(kept("select password from agency_accounts")).contains("$argon2id$v=19$m=19456,t=2,p=1$");

        assertThat(Visitor.where(lan.signIn("lan.nguyen", "mưa rơi trên phố", Enrolled.code(secret, clock))))
                .as("the code that set the phone up counts no more")
                .isEqualTo("/login?refused=account");
        clock.advance(Duration.ofSeconds(30));
        assertThat(Visitor.where(lan.signIn("lan.nguyen", "mưa rơi trên phố", Enrolled.code(secret, clock))))
                .isEqualTo("/");
        assertThat(lan.isIn()).isTrue();
    }

    @Test
    void anInvitationEndsAfterSevenDaysAndWithTheNext() {
        Testers.admit(state, "late", "viewer", null);
        String first = invitations.make("late", "test").code();
        String second = invitations.make("late", "test").code();
        assertRefused("late", first);
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(enrolment.begin(new SignIn.Given("late", "a long sentence", second, "192.0.2.7"), "a long sentence"))
                .isNotNull();
        clock.advance(Duration.ofSeconds(2));
        assertRefused("late", second);
    }

    private void assertRefused(String name, String code) {
        assertThatThrownBy(() -> enrolment.begin(
                        new SignIn.Given(name, "a long sentence", code, "192.0.2.7"), "a long sentence"))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(AgencyError.INVITATION_REFUSED));
    }

    @ParameterizedTest
    @CsvSource({
        "short pass,PASSWORD_LENGTH",
        "tran.van.binh.so,PASSWORD_IS_NAME",
        "Tran.Van.Binh.So,PASSWORD_IS_NAME",
        "Password1234,PASSWORD_COMMON",
        "matkhau123456,PASSWORD_COMMON",
        "abababababab,PASSWORD_COMMON"
    })
    void aPasswordThatEverybodyTriesFirstIsNotTaken(String password, AgencyError why) {
        assertThatThrownBy(() -> passwords.hash("tran.van.binh.so", password))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(why));
    }

    @Test
    void aPasswordIsTheSameHoweverItsLettersAreComposed() {
        String hash = passwords.hash("somebody", "mưa rơi trên phố Huế");
        assertThat(passwords.match(
                        java.text.Normalizer.normalize("mưa rơi trên phố Huế", java.text.Normalizer.Form.NFD), hash))
                .isTrue();
    }

    @Test
    void whoSignsInGetsANewSessionAndTheJournalSaysSo() {
        Enrolled minh = Enrolled.in(hub, "minh", "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        Visitor visitor = new Visitor(port);
        visitor.get("/login");
        String before = visitor.session();
        visitor.signIn("minh", minh.password(), minh.code());

        assertThat(visitor.session()).isNotEqualTo(before);
        assertThat(acts("minh")).contains("person.accepted done", "person.signed-in done");
        visitor.post("/me", "/logout", Map.of());
        assertThat(visitor.isIn()).isFalse();
        assertThat(acts("minh")).contains("person.signed-out done");
    }

    @Test
    void aCodeWorksOnceAndSoDoesARecoveryCode() {
        Enrolled thu = Enrolled.in(hub, "thu", "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        String code = thu.code();
        assertThat(in("thu", thu.password(), code)).isTrue();
        assertThat(in("thu", thu.password(), code)).isFalse();
        String recovery =
                thu.recoveryCodes().get(3).toUpperCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(in("thu", thu.password(), recovery)).isTrue();
        assertThat(in("thu", thu.password(), recovery)).isFalse();
        clock.advance(Duration.ofSeconds(61));
        String old = thu.code();
        clock.advance(Duration.ofSeconds(61));
        assertThat(in("thu", thu.password(), old)).as("a code of two steps ago").isFalse();
        assertThat(in("thu", "another long word", thu.code())).isFalse();
        assertThat(in("thu", thu.password(), "")).isFalse();
    }

    @Test
    void aRefusalNeverTellsWhetherThereIsSuchAName() {
        Enrolled known = Enrolled.in(hub, "known", "viewer", "H26");
        HttpResponse<String> wrong = new Visitor(port).signIn("known", "not the long word", "123456");
        HttpResponse<String> unknown = new Visitor(port).signIn("CANARY-nobody", "not the long word", "123456");

        assertThat(Visitor.where(wrong)).isEqualTo("/login?refused=account").isEqualTo(Visitor.where(unknown));
        assertThat(kept("select actor || subject || details::text from journal_entries"))
                .doesNotContain("CANARY");
        assertThat(acts("known")).contains("person.signed-in refused");
        assertThat(acts("stranger")).contains("person.signed-in refused");
        for (String name : List.of(known.name(), "nobody.at.all")) {
            for (int i = 0; i < 8; i++) {
                token(name, "wrong wrong wrong", "1");
            }
        }
        assertThat(token("known", known.password(), known.code())).isEqualTo("agency.SIGN_IN_WAIT");
        assertThat(token("nobody.at.all", "wrong wrong wrong", "1")).isEqualTo("agency.SIGN_IN_WAIT");
    }

    @Test
    void whoeverGuessesWaitsLongerAndLongerButNobodyForEver() {
        Enrolled target = Enrolled.in(hub, "target", "viewer", "H26");
        Attempts attempts = hub.getBean(Attempts.class);
        for (int i = 0; i < Attempts.FREE; i++) {
            attempts.begin("target", "192.0.2." + (10 + i));
        }
        List<Long> waits = new java.util.ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long wait = wait(attempts, "target", "198.51.100." + i);
            waits.add(wait);
            clock.advance(Duration.ofSeconds(wait));
            attempts.begin("target", "203.0.113." + i);
        }
        assertThat(waits).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 900L, 900L);
        assertThat(wait(attempts, "target", "198.51.100.99")).isEqualTo(900);

        clock.advance(Duration.ofMinutes(15));
        assertThat(in("target", target.password(), target.code()))
                .as("after the wait")
                .isTrue();
    }

    @Test
    void anAddressThatGuessesAtManyNamesWaitsAndManyGuessesAtOnceAreCounted() throws Exception {
        Attempts attempts = hub.getBean(Attempts.class);
        for (int i = 0; i < Attempts.FREE; i++) {
            attempts.begin("name-" + i, "2001:db8:1:2::" + i);
        }
        assertThat(wait(attempts, "other-name", "2001:db8:1:2:ffff::1")).isEqualTo(5);

        ExecutorService many = Executors.newFixedThreadPool(16);
        try {
            Callable<Boolean> guess = () -> {
                try {
                    attempts.begin("at-once", "192.0.2.200");
                    return true;
                } catch (HubException waits) {
                    return false;
                }
            };
            long begun = 0;
            for (Future<Boolean> one : many.invokeAll(java.util.Collections.nCopies(50, guess))) {
                begun += one.get() ? 1 : 0;
            }
            assertThat(begun).isEqualTo(Attempts.FREE);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void colleaguesBehindOneAddressDoNotWaitForEachOthersSuccess() {
        Attempts attempts = hub.getBean(Attempts.class);
        for (int i = 0; i < Attempts.FREE; i++) {
            attempts.begin("mistyped-" + i, "192.0.2.77");
        }
        clock.advance(Duration.ofSeconds(6));
        for (String colleague : List.of("an", "binh", "chi")) {
            assertThat(wait(attempts, colleague, "192.0.2.77")).as(colleague).isZero();
            attempts.succeeded(colleague, "192.0.2.77");
        }
        attempts.begin("mistyped-again", "192.0.2.77");
        assertThat(wait(attempts, "dung", "192.0.2.77"))
                .as("a failure counts on")
                .isEqualTo(10);
    }

    private long wait(Attempts attempts, String name, String address) {
        try {
            attempts.begin(name, address);
            return 0;
        } catch (HubException waits) {
            return ((Number) waits.arguments().get("seconds")).longValue();
        }
    }

    @Test
    void aSessionEndsHalfAnHourAfterTheLastActAndNotWhenItsPageLooksByItself() {
        Visitor idle = signedIn("idle");
        clock.advance(Duration.ofMinutes(29));
        assertThat(idle.isIn()).isTrue();
        clock.advance(Duration.ofMinutes(29));
        assertThat(idle.fetch("/me").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(2));
        assertThat(idle.fetch("/me").statusCode())
                .as("the page alone keeps nobody signed in")
                .isEqualTo(302);
        assertThat(idle.isIn()).isFalse();
    }

    @Test
    void aSessionEndsTwelveHoursAfterItBegan() {
        Visitor busy = signedIn("busy");
        for (int i = 0; i < 36; i++) {
            clock.advance(Duration.ofMinutes(20));
            assertThat(busy.isIn()).isTrue();
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(busy.isIn()).isFalse();
    }

    @Test
    void aNewPasswordEndsEveryOtherSessionAndAnEndedPersonIsOutAtOnce() {
        Enrolled hoa = Enrolled.in(hub, "hoa", "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        Visitor here = new Visitor(port);
        here.signIn("hoa", hoa.password(), hoa.code());
        clock.advance(Duration.ofSeconds(30));
        Visitor there = new Visitor(port);
        there.signIn("hoa", hoa.password(), hoa.code());
        assertThat(here.isIn() && there.isIn()).isTrue();

        clock.advance(Duration.ofSeconds(30));
        Map<String, String> change = Map.of(
                "password",
                hoa.password(),
                "code",
                hoa.code(),
                "fresh",
                "quite another word",
                "again",
                "quite another word");
        long program = token("hoa");
        assertThat(Visitor.where(here.post("/me", "/me/password", change))).isEqualTo("/me");
        assertThat(here.get("/me?lang=en").body()).contains("signed out everywhere else");
        assertThat(here.isIn()).isTrue();
        assertThat(there.isIn()).isFalse();
        assertShownNoMore(here, program);

        clock.advance(Duration.ofSeconds(30));
        there.signIn("hoa", "quite another word", hoa.code());
        assertThat(there.isIn()).isTrue();
        people.end("hoa", "test");
        assertThat(here.isIn() || there.isIn()).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(in("hoa", "quite another word", hoa.code())).isFalse();
    }

    @Test
    void passwordAndPhoneAreChangedOnlyByWhoeverShowsTheOldOnes() {
        Enrolled nga = Enrolled.in(hub, "nga", "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        Visitor visitor = new Visitor(port);
        visitor.signIn("nga", nga.password(), nga.code());
        clock.advance(Duration.ofSeconds(30));
        for (String[] shown : List.of(
                new String[] {"not the old one", nga.code()},
                new String[] {nga.password(), "000000"},
                new String[] {"", ""})) {
            Map<String, String> change = Map.of(
                    "password",
                    shown[0],
                    "code",
                    shown[1],
                    "fresh",
                    "quite another word",
                    "again",
                    "quite another word");
            visitor.post("/me", "/me/password", change);
            assertThat(visitor.post("/me", "/me/phone", Map.of("password", shown[0], "code", shown[1]))
                            .body())
                    .doesNotContain("d=\"M0 0h1v1h-1z");
            clock.advance(Duration.ofHours(25));
            visitor = new Visitor(port);
            visitor.signIn("nga", nga.password(), nga.code());
            clock.advance(Duration.ofSeconds(30));
        }
        assertThat(visitor.isIn()).isTrue();
        assertThat(acts("nga")).doesNotContain("person.password-changed done", "person.second-factor-changed done");
    }

    @Test
    void aNewPasswordEndsTokensForProgramsWhereThatIsAskedFor() {
        Enrolled tam = Enrolled.in(hub, "tam", "viewer", "H26");
        hub.getBean(ApiTokens.class).issue("tam", "nightly", Duration.ofDays(30));
        String living = "select count(*) from agency_tokens where person = 'tam' and revoked_at is null";

        enrolment.password("tam", "quite another word", "quite another word", false, null);
        assertThat(state.sql(living).query(Long.class).single()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(30));
        Visitor tamIn = new Visitor(port);
        tamIn.signIn("tam", "quite another word", tam.code());
        clock.advance(Duration.ofSeconds(30));
        Map<String, String> change = Map.of(
                "password", "quite another word",
                "code", tam.code(),
                "fresh", "and a third long word",
                "again", "and a third long word",
                "tokens", "true");
        assertThat(tamIn.get("/me").body()).contains("name=\"tokens\"");
        assertThat(Visitor.where(tamIn.post("/me", "/me/password", change))).isEqualTo("/me");
        assertThat(state.sql(living).query(Long.class).single()).isZero();
    }

    @Test
    void aNewPhoneTakesThePlaceOfTheOldOneAndOfItsRecoveryCodes() {
        Enrolled dung = Enrolled.in(hub, "dung", "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        Visitor visitor = new Visitor(port);
        visitor.signIn("dung", dung.password(), dung.code());
        clock.advance(Duration.ofSeconds(30));
        Visitor there = new Visitor(port);
        there.signIn("dung", dung.password(), dung.code());
        clock.advance(Duration.ofSeconds(30));
        long program = token("dung");
        byte[] secret =
                secret(visitor.post("/me", "/me/phone", Map.of("password", dung.password(), "code", dung.code()))
                        .body());
        HttpResponse<String> done = visitor.post("/me", "/me/phone/code", Map.of("code", Enrolled.code(secret, clock)));
        assertThat(recoveryCodes(done.body())).hasSize(10).doesNotContainAnyElementsOf(dung.recoveryCodes());
        assertThat(visitor.isIn()).isTrue();
        assertThat(there.isIn()).isFalse();
        assertShownNoMore(visitor, program);

        clock.advance(Duration.ofSeconds(30));
        assertThat(in("dung", dung.password(), dung.code())).isFalse();
        assertThat(in("dung", dung.password(), dung.recoveryCodes().get(0))).isFalse();
        assertThat(in("dung", dung.password(), Enrolled.code(secret, clock))).isTrue();
        assertThat(acts("dung")).contains("person.second-factor-changed done");
    }

    private long token(String person) {
        ApiTokens tokens = hub.getBean(ApiTokens.class);
        tokens.issue(person, "test", Duration.ofDays(1), Duration.ofHours(1), null);
        long number = tokens.valid().stream()
                .filter(one -> one.person().equals(person))
                .mapToLong(ApiTokens.Valid::number)
                .max()
                .orElseThrow();
        assertThat(tokens.confirmedUntil(number)).isPresent();
        return number;
    }

    /** What he showed before was shown by what he has no more. */
    private void assertShownNoMore(Visitor visitor, long token) {
        assertThat(visitor.get("/me/confirm").body()).doesNotContain("id=\"go-on\"");
        assertThat(hub.getBean(ApiTokens.class).confirmedUntil(token)).isEmpty();
    }

    @Test
    void peopleOfTheSampleGetInNowhereElse() throws Exception {
        SamplePeople sample = samplePeople(true);
        sample.provide();
        List<String> lines = java.nio.file.Files.readAllLines(sample.file());
        assertThat(lines).hasSize(6);
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                        java.nio.file.Files.getPosixFilePermissions(sample.file())))
                .isEqualTo("rw-------");
        String[] viewer = lines.get(0).split("  ");
        assertThat(in(viewer[0], viewer[1], "")).as("this hub has no sample").isFalse();
        String token = hub.getBean(ApiTokens.class)
                .issue(viewer[0], "test", Duration.ofHours(1))
                .token();

        sample.provide();
        assertThat(java.nio.file.Files.readAllLines(sample.file()))
                .as("written once")
                .isEqualTo(lines);
        samplePeople(false).hubIsReady();
        assertThat(hub.getBean(ApiTokens.class).bearer(token)).isEmpty();
    }

    private SamplePeople samplePeople(boolean enabled) {
        return new SamplePeople(
                enabled,
                hub.getBean(vn.lienthong.store.HubFolders.class),
                people,
                hub.getBean(Grants.class),
                hub.getBean(Accounts.class),
                passwords,
                hub.getBean(ApiTokens.class),
                hub.getBean(vn.lienthong.kernel.Journal.class));
    }

    @Test
    void manyWhoSignInAtOnceTakeTheMemoryOfFew() throws Exception {
        String hash = passwords.hash("crowd", "the word of a crowd");
        ExecutorService many = Executors.newFixedThreadPool(24);
        try {
            Callable<Boolean> one = () -> passwords.match("the word of a crowd", hash);
            long before = used();
            long right = 0;
            for (Future<Boolean> answer : many.invokeAll(java.util.Collections.nCopies(24, one))) {
                right += answer.get() ? 1 : 0;
            }
            assertThat(right).isEqualTo(24);
            assertThat(used() - before).as("what remains of it").isLessThan(64L << 20);
        } finally {
            many.shutdownNow();
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private Visitor signedIn(String name) {
        Enrolled who = Enrolled.in(hub, name, "viewer", "H26");
        clock.advance(Duration.ofSeconds(30));
        Visitor visitor = new Visitor(port);
        visitor.signIn(name, who.password(), who.code());
        return visitor;
    }

    private boolean in(String name, String password, String code) {
        Visitor visitor = new Visitor(port);
        return !Visitor.where(visitor.signIn(name, password, code)).startsWith("/login") && visitor.isIn();
    }

    private String token(String name, String password, String code) {
        ResponseEntity<JsonNode> answer = http.postForEntity(
                "/api/v1/tokens", Map.of("person", name, "password", password, "code", code), JsonNode.class);
        return answer.getStatusCode() == HttpStatus.CREATED
                ? "given"
                : answer.getBody().get("code").asText();
    }

    private List<String> acts(String actor) {
        return state.sql("select act || ' ' || outcome from journal_entries where actor = :actor order by id")
                .param("actor", actor)
                .query(String.class)
                .list();
    }

    private String kept(String query) {
        return String.join("\n", state.sql(query).query(String.class).list());
    }

    static byte[] secret(String page) {
        Matcher shown =
                Pattern.compile("<code id=\"secret\">([A-Z2-7 ]+)</code>").matcher(page);
        assertThat(shown.find()).as("a secret on the page").isTrue();
        String text = shown.group(1).replace(" ", "");
        byte[] secret = new byte[text.length() * 5 / 8];
        int held = 0;
        int bits = 0;
        int at = 0;
        for (char letter : text.toCharArray()) {
            held = held << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                secret[at++] = (byte) (held >> bits);
            }
        }
        return secret;
    }

    private static List<String> recoveryCodes(String page) {
        return Pattern.compile("<li>([a-z0-9]{4}(?:-[a-z0-9]{4}){5})</li>")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
