package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import vn.lienthong.agency.AgencyThings;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.ApiCaller;
import vn.lienthong.testing.Testers;

/** An agency's service answers another agency's program under an agreement, and nothing else to nobody else. */
class DataServiceTest extends ServiceGround {
    DataServiceTest() {
        super("bhxh-cards");
    }

    @Test
    void aProgramIsAnsweredTheFieldsOfItsAgreementAndNoOthers() {
        HttpResponse<String> answer = program.post(STATUS, token, AN);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"service\":\"pupil-status/1\",\"rows\":[{\"school_code\":\"s-1\",\"status\":\"studying\"}]}");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void theJournalHoldsTheCallBeforeItIsAnsweredAndNoValue() {
        program.post(STATUS, token, AN);

        Map<String, Object> entry = state.sql("""
                        select actor, subject, outcome, reason, details::text as details, under,
                            array_to_string(agencies, ' ') as agencies, encode(person, 'hex') as person
                        from journal_entries where act = 'service.called' and outcome = 'done'
                            and details ->> 'rows' = '1' and subject = 'service/pupil-status/1' order by id desc limit 1
                        """).query().singleRow();
        assertThat(entry)
                .containsEntry("actor", "caller/bhxh-cards")
                .containsEntry("under", "agreement/pupil-status.bhxh")
                .containsEntry("reason", "Xét cấp thẻ bảo hiểm y tế")
                .containsEntry("agencies", "G03 G26");
        assertThat(String.valueOf(entry.get("person"))).hasSize(32);
        assertThat(String.valueOf(entry.get("details"))).contains("school_code, status");
        assertThat(state.sql("select count(*) from journal_entries where row(journal_entries.*)::text ~ "
                                + "'001210000001|2010-02-03|studying'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsNotPermittedLooksLikeWhatIsNotThereToTheByte() {
        String other = program.token("other-program", registered("other-program", "G27"));
        Map<String, HttpResponse<String>> refused = new LinkedHashMap<>();
        refused.put("no such pupil", program.post(STATUS, token, AN.replace("0001\"", "0009\"")));
        refused.put("another birth date", program.post(STATUS, token, AN.replace("-03", "-04")));
        refused.put(
                "a pupil outside the filter",
                program.post(STATUS, token, "{\"personal_id\":\"048210000002\",\"birth_date\":\"2010-02-04\"}"));
        refused.put("no such service", program.post("/data/pupil-state/v1", token, AN));
        refused.put("no such version", program.post("/data/pupil-status/v2", token, AN));
        refused.put("no such path", program.post("/data/x", token, AN));
        refused.put("no such path by GET", program.get("/data/pupil-status/v1/x", token));
        refused.put("no service, and nothing readable", program.post("/data/none/v1", token, "{"));
        refused.put("a term that has not begun", program.post(STATUS, other, AN));
        refused.put("a term that has not begun, and nothing readable", program.post(STATUS, other, "{"));
        refused.put("a term that is over", program.get("/data/school/v3?school_code=s-1", other));
        suspensions.suspend("pupil-status.bhxh", "test", null);
        refused.put("a suspended agreement", program.post(STATUS, token, AN));
        refused.put("a suspended agreement, asked wrongly", program.get(STATUS, token));
        suspensions.lift("pupil-status.bhxh", "test");

        String first = Asking.whole(refused.get("no such pupil"));
        assertThat(first).startsWith("404\n").contains("service.NOTHING_HERE");
        refused.forEach(
                (why, answer) -> assertThat(Asking.whole(answer)).as(why).isEqualTo(first));
        assertThat(toldOfOther("G03"))
                .containsExactlyInAnyOrder(
                        "service.AGREEMENT_NONE service/pupil-status/1", "service.AGREEMENT_NONE service/school/3");
        assertThat(toldOfOther("G27")).containsExactly("service.NOTHING_HERE"); // nor does its auditor learn more
    }

    /** Why calls of a program without agreements came to nothing, as an agency reads it in the journal. */
    private List<String> toldOfOther(String agency) {
        return state.sql("""
                        select distinct details ->> 'why' || case subject when 'service' then '' else ' ' || subject end
                        from journal_entries
                        where actor = 'caller/other-program' and act = 'service.called' and :agency = any(agencies)
                        """).param("agency", agency).query(String.class).list();
    }

    @Test
    void whoeverMayAskLearnsWhatIsWrongWithWhatHeAsks() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("{\"personal_id\":\"CANARY\"}", "service.ASK_OTHERS");
        wrong.put(AN.replace("}", ",\"full_name\":\"CANARY\"}"), "service.ASK_OTHERS");
        wrong.put(AN.replace("2010-02-03", "CANARY"), "service.ASK_TYPE");
        wrong.put(AN.replace("\"001210000001\"", "1210000001"), "service.ASK_TYPE");
        wrong.put(AN.replace("2010-02-03", "+300000-02-03"), "service.ASK_TYPE");
        wrong.put(AN.replace("\"001210000001\"", "null"), "service.ASK_UNREADABLE");
        wrong.put(AN.replace("\"001210000001\"", "[\"CANARY\"]"), "service.ASK_UNREADABLE");
        wrong.put(AN.replace("{", "{\"birth_date\":\"2010-02-03\","), "service.ASK_UNREADABLE");
        wrong.put(AN + AN, "service.ASK_UNREADABLE");
        wrong.put("CANARY", "service.ASK_UNREADABLE");
        wrong.put("{\"personal_id\":\"" + "9".repeat(20_000) + "\"}", "service.ASK_UNREADABLE");
        wrong.forEach((body, code) -> {
            HttpResponse<String> answer = program.post(STATUS, token, body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(Asking.code(answer)).as(body).isEqualTo(code);
            assertThat(answer.body()).doesNotContain("CANARY", "Exception");
        });
        pupils.update(
                "insert into pupils select 100 + i, 'same', '2011-01-01', 'x', 's', 'y', '01' from generate_series(1, 101) i");
        HttpResponse<String> many =
                program.post(STATUS, token, "{\"personal_id\":\"same\",\"birth_date\":\"2011-01-01\"}");
        assertThat(many.statusCode()).isEqualTo(422);
        assertThat(Asking.code(many)).isEqualTo("service.TOO_MANY");
        pupils.update("delete from pupils where pupil_id > 101");
        pupils.update("update pupils set status = repeat('ă', 1100000) where pupil_id = 101");
        HttpResponse<String> large =
                program.post(STATUS, token, "{\"personal_id\":\"same\",\"birth_date\":\"2011-01-01\"}");
        assertThat(Asking.code(large)).isEqualTo("service.TOO_LARGE");
        assertThat(large.body()).doesNotContain("ăă");
        HttpResponse<String> inAddress = program.get(STATUS + "?personal_id=001210000001&birth_date=2010-02-03", token);
        assertThat(Asking.code(inAddress)).isEqualTo("service.ASK_BY_POST");
    }

    @Test
    void noHeaderOfACallerSteersARoute() {
        HttpResponse<String> answer = program.post(
                STATUS,
                token,
                AN,
                "CamelHttpUri",
                "http://127.0.0.1:1/",
                "CAmelSqlQuery",
                "drop table pupils",
                "CamelBeanMethodName",
                "find",
                "org.apache.camel.file",
                "x",
                "breadcrumbId",
                "y");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("camel") || name.equals("breadcrumbid"));
    }

    @Test
    void whatACallerHoldsOpensNoOtherDoorAndNoPersonsTokenOpensThisOne() {
        String person =
                tokens.issue(Testers.TESTER, "test", Duration.ofMinutes(5)).token();
        String none = Asking.whole(program.post(STATUS, null, AN));
        assertThat(none).startsWith("401\n").contains("service.TOKEN_NEEDED", "www-authenticate: [Bearer");
        for (String held : List.of(person, secret, token + "x", "x")) {
            assertThat(Asking.whole(program.post(STATUS, held, AN))).isEqualTo(none);
            assertThat(Asking.whole(program.post("/data/none/v1", held, AN))).isEqualTo(none);
        }
        for (String held : List.of(token, secret)) {
            assertThat(program.get("/api/v1/jobs", held).statusCode()).isEqualTo(401);
            assertThat(program.get("/jobs", held).statusCode()).isEqualTo(302);
            assertThat(program.post("/api/v1/callers", held, "{}").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aTokenIsGivenForTheSecretInBothWaysAndForNothingElse() {
        HttpResponse<String> given =
                program.tokenByPost("grant_type=client_credentials&client_id=bhxh-cards&client_secret=" + secret);
        assertThat(Asking.json(given).path("token_type").asText()).isEqualTo("Bearer");
        assertThat(Asking.json(given).path("expires_in").asLong()).isBetween(590L, 600L);
        assertThat(given.headers().firstValue("cache-control")).hasValue("no-store");
        String text = Asking.json(given).path("access_token").asText();
        assertThat(program.post(STATUS, text, AN).statusCode()).isEqualTo(200);
        assertThat(state.sql("select count(*) from service_tokens where position(:text in encode(hash, 'escape')) > 0")
                        .param("text", text)
                        .query(Long.class)
                        .single())
                .isZero();

        assertThat(Asking.json(program.tokenByPost("grant_type=password&client_id=a&client_secret=b"))
                        .path("error")
                        .asText())
                .isEqualTo("unsupported_grant_type");
        for (String wrong : List.of(
                "client_id=bhxh-cards&client_secret=" + secret,
                "grant_type=client_credentials&client_id=bhxh-cards",
                "grant_type=client_credentials&client_id=a&client_id=b&client_secret=c")) {
            HttpResponse<String> answer = program.tokenByPost(wrong);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Asking.json(answer).path("error").asText()).isEqualTo("invalid_request");
        }
        state.sql("update service_tokens set expires_at = now() where hash = :hash")
                .param("hash", Unguessable.hash(text))
                .update();
        assertThat(program.post(STATUS, text, AN).statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverGuessesSecretsWaitsAndTheProgramItselfDoesNot() {
        String right = registered("guessed-at", "G26");
        HttpResponse<String> none = program.tokenByBasic("no\0name", right);
        HttpResponse<String> first = program.tokenByBasic("guessed-at", "guess");
        assertThat(none.body()).isEqualTo(first.body());
        assertThat(first.statusCode()).isEqualTo(401);
        assertThat(Asking.json(first).path("error").asText()).isEqualTo("invalid_client");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            statuses.add(program.tokenByBasic("guessed-at", "guess" + i).statusCode());
        }
        assertThat(statuses).contains(429);
        assertThat(program.tokenByBasic("guessed-at", right).statusCode()).isEqualTo(200);
        state.sql("delete from agency_attempts").update();
    }

    @Test
    void aProgramThatAsksForTokensWithoutEndWaits() {
        String wild = registered("wild", "G26");
        state.sql(
                        "insert into service_limits values ('token/wild', now(), 0, (now() at time zone 'Asia/Ho_Chi_Minh')::date, 10000)")
                .update();
        HttpResponse<String> refused = program.tokenByBasic("wild", wild);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(program.tokenByBasic("bhxh-cards", secret).statusCode()).isEqualTo(200);
    }

    @Test
    void aSecretIsChangedWithoutAGapAndTwoCountAtMost() {
        String old = registered("rotating", "G26");
        String oldToken = program.token("rotating", old);
        String fresh = api.write(HttpMethod.POST, "callers/rotating/secrets", Map.of("overlapHours", 24))
                .getBody()
                .path("secret")
                .asText();
        String freshToken = program.token("rotating", fresh);
        assertThat(program.tokenByBasic("rotating", old).statusCode()).isEqualTo(200);
        assertThat(api.write(HttpMethod.POST, "callers/rotating/secrets", Map.of())
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("service.TWO_SECRETS");

        JsonNode line = line("rotating");
        assertThat(line.path("secrets")).hasSize(2);
        assertThat(line.toString()).doesNotContain(old, fresh);
        long number = line.at("/secrets/0/number").asLong();
        assertThat(api.write(HttpMethod.DELETE, "callers/rotating/secrets/" + number, null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(program.post(STATUS, oldToken, AN).statusCode()).isEqualTo(401);
        assertThat(program.post(STATUS, freshToken, AN).statusCode()).isEqualTo(200);

        assertThat(api.write(HttpMethod.DELETE, "callers/rotating", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(program.post(STATUS, freshToken, AN).statusCode()).isEqualTo(401);
        assertThat(program.tokenByBasic("rotating", fresh).statusCode()).isEqualTo(401);
        assertThat(line("rotating").path("counts").asBoolean()).isFalse();
        assertThat(state.sql("select act from journal_entries where subject = 'caller/rotating' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("caller.registered", "caller.rotated", "caller.secret-ended", "caller.ended");
        state.sql("delete from agency_attempts").update();
    }

    private JsonNode line(String name) {
        for (JsonNode line : api.get("callers").getBody()) {
            if (line.path("name").asText().equals(name)) {
                return line;
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void whatCannotBeRecordedIsNotAnswered() {
        state.sql("create function no_calls() returns trigger language plpgsql as "
                        + "$$ begin raise exception 'the disk is full'; end $$")
                .update();
        state.sql("create trigger no_calls before insert on journal_entries for each row "
                        + "when (new.act = 'service.called') execute function no_calls()")
                .update();
        try {
            for (HttpResponse<String> answer : List.of(
                    program.post(STATUS, token, AN),
                    program.post(STATUS, token, AN.replace("0001\"", "0009\"")),
                    program.post("/data/none/v1", token, AN))) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(Asking.code(answer)).isEqualTo("service.UNRECORDED");
                assertThat(answer.body()).doesNotContain("studying", "disk");
            }
        } finally {
            state.sql("drop trigger no_calls on journal_entries").update();
            state.sql("drop function no_calls()").update();
        }
        assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverCallsTooOftenIsToldWhenToComeAgain() {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) { // more than two minutes would allow
            answers.add(program.get("/data/school/v3?school_code=s-1", token));
        }
        assertThat(answers.get(0).body()).contains("\"name\":\"Trường một\",\"pupils\":40");
        HttpResponse<String> refused = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1L, 60L);
        assertThat(Asking.code(refused)).isEqualTo("service.LIMIT_REACHED");
    }

    @Test
    void twoNodesLetInNoMoreTogetherThanOneAlone() throws Exception {
        List<AgreementLimits> nodes = List.of(new AgreementLimits(batches), new AgreementLimits(batches));
        ExecutorService crowd = Executors.newFixedThreadPool(16);
        try {
            long before;
            long allowed;
            int attempt = 0;
            do {
                String key = "shared-" + attempt++;
                before = minute();
                List<Callable<Boolean>> calls = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    AgreementLimits node = nodes.get(i % 2);
                    calls.add(() -> node.take(key, 25, 1_000).allowed());
                    calls.add(() -> node.take(key + "-day", 1_000, 25).allowed());
                }
                allowed = 0;
                for (Future<Boolean> call : crowd.invokeAll(calls)) {
                    allowed += call.get() ? 1 : 0;
                }
            } while (minute() != before);
            assertThat(allowed).isEqualTo(50);
            assertThat(nodes.get(0).take("day", 100, 1).allowed()).isTrue();
            AgreementLimits.Verdict over = nodes.get(1).take("day", 100, 1);
            assertThat(over.allowed()).isFalse();
            assertThat(over.seconds()).isBetween(1L, 86_400L);
        } finally {
            crowd.shutdownNow();
        }
    }

    @Test
    void aSuspendedAgreementAnEndedSecretAndAnEndedProgramStopAtTheNextCall() {
        String secret = registered("stopped-program", "G26");
        String first = program.token("stopped-program", secret);
        assertThat(program.post(STATUS, first, AN).statusCode()).isEqualTo(200);
        suspensions.suspend("pupil-status.bhxh", "test", null);
        assertThat(program.post(STATUS, first, AN).statusCode()).isEqualTo(404);
        suspensions.lift("pupil-status.bhxh", "test");
        assertThat(program.post(STATUS, first, AN).statusCode()).isEqualTo(200);

        state.sql("update service_secrets set ends_at = now() where caller = 'stopped-program'")
                .update();
        assertThat(program.post(STATUS, first, AN).statusCode()).isEqualTo(401);
        state.sql("update service_secrets set ends_at = null where caller = 'stopped-program'")
                .update();
        assertThat(program.post(STATUS, first, AN).statusCode()).isEqualTo(200);
        state.sql("update service_callers set ended_at = now(), ended_by = 'test' where name = 'stopped-program'")
                .update();
        assertThat(program.post(STATUS, first, AN).statusCode()).isEqualTo(401);
    }

    @Test
    void whatANodeCountsItSeesAtOnceAndOthersSoon() {
        CallUses other = new CallUses(batches, Clock.systemUTC());
        CallUses.Count before = other.last("pupil-status.bhxh", Duration.ofHours(1), null);
        assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(200);

        assertThat(uses.last("pupil-status.bhxh", Duration.ofHours(1), null))
                .isEqualTo(before.and(new CallUses.Count(1, 0, 0)));
        assertThat(other.last("pupil-status.bhxh", Duration.ofHours(1), null))
                .isEqualTo(before.and(new CallUses.Count(1, 0, 0)));
    }

    @Test
    void whatWasCountedIsKeptUntilItCanBeAddedAndAtTheEndOfANode() {
        state.sql("create function no_counts() returns trigger language plpgsql as "
                        + "$$ begin raise exception 'the disk is full'; end $$")
                .update();
        state.sql("create trigger no_counts before insert on service_program_uses for each row "
                        + "when (new.agreement = 'kept.counts') execute function no_counts()")
                .update();
        CallUses node = new CallUses(batches, Clock.systemUTC());
        node.note("kept.counts", "one", new CallUses.Count(1, 2, 3));
        try {
            node.addLater();
        } finally {
            state.sql("drop trigger no_counts on service_program_uses").update();
            state.sql("drop function no_counts()").update();
        }
        node.note("kept.counts", "one", new CallUses.Count(1, 0, 0));
        node.close();
        assertThat(uses.last("kept.counts", Duration.ofHours(1), null)).isEqualTo(new CallUses.Count(2, 2, 3));
    }

    private long minute() {
        return state.sql("select extract(epoch from date_trunc('minute', now()))::bigint")
                .query(Long.class)
                .single();
    }

    @Test
    void whoeverTriesOnePersonAfterTheOtherIsStoppedUntilSomebodyLooked() {
        uses.note("pupil-status.bhxh", "bhxh-cards", new CallUses.Count(20, MissWatch.FEWEST, 0));
        assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(200);

        assertThat(program.post(STATUS, token, AN.replace("0001\"", "0009\"")).statusCode())
                .isEqualTo(404);

        assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(404);
        assertThat(suspensions.all()).containsKey("pupil-status.bhxh");
        assertThat(state.sql("select actor from journal_entries where act = 'agreement.suspended'"
                                + " and subject = 'agreement/pupil-status.bhxh'")
                        .query(String.class)
                        .list())
                .containsExactly("hub");
        suspensions.lift("pupil-status.bhxh", "test");
        assertThat(program.post(STATUS, token, AN.replace("0001\"", "0009\"")).statusCode())
                .isEqualTo(404);
        assertThat(program.post(STATUS, token, AN).statusCode())
                .as("what was before counts no more")
                .isEqualTo(200);
        state.sql("delete from service_program_uses").update();
    }

    @Test
    void anAgreementOfTheHubTakesTwoPeople() {
        String other = program.token("agreed-program", registered("agreed-program", "G03"));
        LocalDate today = LocalDate.now(ServiceCall.ZONE);
        String yaml = """
                agreement: school.own
                service: school/3
                consumer: G03
                purpose: { vi: Thống kê, en: Statistics }
                legal_basis: [tt-42-2021]
                answer: [name]
                limits: { per_minute: 50, per_day: 500 }
                from: %s
                until: %s
                """.formatted(today, today.plusDays(1));
        String asked = "/data/school/v3?school_code=s-1";
        assertThat(api.yaml(HttpMethod.POST, "agreements?reason=x", yaml.replace("[name]", "[budget]"))
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("document.INVALID");
        ResponseEntity<JsonNode> request = api.yaml(HttpMethod.POST, "agreements?reason=x", yaml);
        assertThat(request.getStatusCode().value())
                .as(String.valueOf(request.getBody()))
                .isEqualTo(202);
        assertThat(api.yaml(HttpMethod.POST, "agreements?reason=x", yaml.replace("[name]", "[name, pupils]"))
                        .getBody()
                        .path("code")
                        .asText())
                .as("nobody takes the request of somebody else for his own")
                .isEqualTo("service.AGREEMENT_WAITS");
        assertThat(api.write(
                                HttpMethod.POST,
                                "approvals/"
                                        + request.getBody().path("approval").asLong() + "/approve",
                                Map.of("reason", "x"))
                        .getStatusCode()
                        .value())
                .as("whoever asked cannot approve")
                .isEqualTo(403);
        assertThat(program.get(asked, other).statusCode()).isEqualTo(404);

        assertThat(api.approved(request).getStatusCode().is2xxSuccessful()).isTrue();
        assertThat(program.get(asked, other).body())
                .isEqualTo("{\"service\":\"school/3\",\"rows\":[{\"name\":\"Trường một\"}]}");
        assertThat(api.write(HttpMethod.DELETE, "agreements/school.bhxh", null)
                        .getBody()
                        .path("code")
                        .asText())
                .isEqualTo("service.AGREEMENT_OF_FILE");
        assertThat(api.write(HttpMethod.POST, "agreements/school.own/suspend", Map.of("reason", "x"))
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(program.get(asked, other).statusCode()).isEqualTo(404);
        assertThat(api.write(HttpMethod.POST, "agreements/school.own/lift", Map.of("reason", "x"))
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(program.get(asked, other).statusCode()).isEqualTo(200);
        assertThat(api.write(HttpMethod.DELETE, "agreements/school.own", null)
                        .getStatusCode()
                        .value())
                .isEqualTo(204);
        assertThat(program.get(asked, other).statusCode()).isEqualTo(404);
        assertThat(state.sql("select act || coalesce(' ' || regexp_replace(under, '[0-9]+', 'n'), '') from"
                                + " journal_entries where subject = 'agreement/school.own' order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "approval.asked",
                        "approval.approved",
                        "agreement.concluded approval/n",
                        "agreement.suspended",
                        "agreement.lifted",
                        "agreement.ended");
    }

    @Test
    void aSystemThatWasStartedAnewIsAskedAnewAndOneThatIsGoneStaysUnnamed() {
        assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(200);
        pupils.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lienthong reader'"
                        + " and datname = current_database()");
        assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(200);

        pupils.execute("alter table pupils rename to pupils_moved");
        HttpResponse<String> gone = program.post(STATUS, token, AN);
        pupils.execute("alter table pupils_moved rename to pupils");
        assertThat(gone.statusCode()).isEqualTo(503);
        assertThat(Asking.code(gone)).isEqualTo("service.NO_ANSWER_NOW");
        assertThat(gone.body()).doesNotContain("data-csdl", "pupils");
        assertThat(program.post(STATUS, token, AN).statusCode()).isEqualTo(200);
    }

    @Test
    void rowsOfOthersAreNotThereHoweverManyThereAre() throws IOException {
        write("by-school.service.yaml", """
                service: by-school
                version: 1
                title: { vi: Theo trường, en: By school }
                agency: G03
                dataset: data-csdl/pupils
                ask: [school_code]
                answer: [full_name, school_code, status]
                """);
        agreement(
                "by-school.bhxh", "by-school/1", "G26", 100, 0, 30, "school_code, status", "where: row.status == 'y'");
        services.refresh();
        pupils.update("insert into pupils select 1000 + i, 'n' || i, '2011-01-01', 'x', 's-many', 'hidden', '48'"
                + " from generate_series(1, 150) i");
        String many = "{\"school_code\":\"s-many\"}";
        HttpResponse<String> none = program.post("/data/by-school/v1", token, "{\"school_code\":\"s-none\"}");
        assertThat(Asking.whole(program.post("/data/by-school/v1", token, many)))
                .startsWith("404\n")
                .isEqualTo(Asking.whole(none));

        pupils.update("update pupils set status = 'y' where pupil_id = 1150");
        assertThat(program.post("/data/by-school/v1", token, many).body())
                .contains("\"rows\":[{\"school_code\":\"s-many\",\"status\":\"y\"}]");

        pupils.update("update pupils set status = 'hidden' where pupil_id = 1150");
        pupils.update("insert into pupils select 2000 + i, 'n' || i, '2011-01-01', 'x', 's-many', 'hidden', '48'"
                + " from generate_series(1, 1000) i");
        assertThat(Asking.whole(program.post("/data/by-school/v1", token, many)))
                .isEqualTo(Asking.whole(none));
        pupils.update("delete from pupils where pupil_id > 1000");
    }

    @Test
    void whatTheServiceOffersNoMoreIsAnsweredNoMore() throws IOException {
        String offered = """
                service: narrowed
                version: 1
                title: { vi: Hẹp lại, en: Narrowed }
                agency: G03
                dataset: data-csdl/pupils
                ask: [personal_id]
                answer: [%s]
                """;
        write("narrowed.service.yaml", offered.formatted("full_name, school_code"));
        agreement("narrowed.bhxh", "narrowed/1", "G26", 100, 0, 30, "full_name, school_code", "contact: a@b.example");
        services.refresh();
        String asked = "{\"personal_id\":\"001210000001\"}";
        assertThat(program.post("/data/narrowed/v1", token, asked).body()).contains("Ánh");

        write("narrowed.service.yaml", offered.formatted("school_code"));
        services.refresh();
        assertThat(program.post("/data/narrowed/v1", token, asked).body())
                .isEqualTo("{\"service\":\"narrowed/1\",\"rows\":[{\"school_code\":\"s-1\"}]}");
        write("narrowed.service.yaml", offered.formatted("status"));
        services.refresh();
        assertThat(Asking.whole(program.post("/data/narrowed/v1", token, asked)))
                .isEqualTo(Asking.whole(program.post("/data/none/v1", token, asked)));
        Files.delete(folders.routes().resolve("narrowed.bhxh.agreement.yaml"));
        services.refresh();
    }

    @Test
    void anAgreementIsNotApprovedOnceTheServiceIsAnother() throws IOException {
        String service = """
                service: changing
                version: 1
                title: { vi: Đổi, en: Changing }
                agency: G03
                dataset: data-csdl/pupils
                ask: [%s]
                answer: [status]
                """;
        write("changing.service.yaml", service.formatted("personal_id, birth_date"));
        services.refresh();
        LocalDate today = LocalDate.now(ServiceCall.ZONE);
        ResponseEntity<JsonNode> request =
                api.yaml(HttpMethod.POST, "agreements?reason=x", """
                agreement: changing.own
                service: changing/1
                consumer: G26
                purpose: { vi: Thống kê, en: Statistics }
                legal_basis: [tt-42-2021]
                answer: [status]
                limits: { per_minute: 50, per_day: 500 }
                from: %s
                until: %s
                """.formatted(today, today.plusDays(1)));
        assertThat(request.getStatusCode().value()).isEqualTo(202);

        write("changing.service.yaml", service.formatted("school_code"));
        services.refresh();
        assertThat(api.approved(request).getStatusCode().value()).isEqualTo(409);
        assertThat(services.agreement("changing.own")).isEmpty();
    }

    @Test
    void aPersonIsTheSameHoweverItsNumberIsWritten() throws IOException {
        pupils.execute("create table numbered (number numeric(12) primary key, status text)");
        pupils.update("insert into numbered values (1210000010, 'studying')");
        Files.writeString(
                folders.connectors().resolve("data-csdl.connector.yaml"),
                Files.readString(folders.connectors().resolve("data-csdl.connector.yaml"))
                        + "  numbered: { from: public.numbered, classes: { \"*\": personal } }\n");
        write("numbered.service.yaml", """
                service: numbered
                version: 1
                title: { vi: Theo số, en: By number }
                agency: G03
                dataset: data-csdl/numbered
                ask: [number]
                answer: [status]
                person: number
                """);
        agreement("numbered.bhxh", "numbered/1", "G26", 100, 0, 30, "status", "contact: a@b.example");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            services.refresh();
            return services.problems().isEmpty();
        });
        for (String number : List.of("1210000010", "\"1210000010.0\"", "1.21000001e9")) {
            assertThat(program.post("/data/numbered/v1", token, "{\"number\":" + number + "}")
                            .statusCode())
                    .as(number)
                    .isEqualTo(200);
        }
        assertThat(state.sql("select count(distinct encode(person, 'hex')) from journal_entries"
                                + " where subject = 'service/numbered/1'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void peopleOfAConsumerSeeNeitherWhatStandsBehindNorWhoElseAsks() {
        Testers.admit(state, "bhxh-viewer", "viewer", "G26");
        Testers.admit(state, "provider-viewer", "viewer", "G03");

        JsonNode own = service("provider-viewer");
        assertThat(own.path("dataset").asText()).isEqualTo("data-csdl/schools");
        JsonNode consumer = service("bhxh-viewer");
        assertThat(consumer.path("answer")).hasSize(2);
        assertThat(consumer.toString()).doesNotContain("data-csdl", "routes/");
    }

    private JsonNode service(String person) {
        for (JsonNode one : new ApiCaller(http, tokens, person).get("services").getBody()) {
            if (one.path("service").asText().equals("school/3")) {
                return one;
            }
        }
        throw new AssertionError(person);
    }

    @Test
    void anAgencyWhoseProgramsAskIsInUse() throws IOException {
        agreement("school.unlisted", "school/3", "G29", 100, 0, 30);
        services.refresh();
        assertThat(things.of(new AgencyCode("G29")))
                .as("whoever takes it in can register programs that are answered, so it takes two")
                .extracting(AgencyThings.Thing::name)
                .containsExactly("school.unlisted");
        assertThat(things.agencies()).contains(new AgencyCode("G29"), new AgencyCode("G03"));

        assertThat(api.write(
                                HttpMethod.POST,
                                "agencies",
                                Map.of("code", "G28", "name", Map.of("vi", "Mới", "en", "New"), "reason", "x"))
                        .getStatusCode()
                        .is2xxSuccessful())
                .isTrue();
        registered("left-behind", "G28");
        ResponseEntity<JsonNode> used = api.write(HttpMethod.POST, "agencies/G28/end", Map.of("reason", "x"));
        assertThat(used.getBody().path("code").asText()).isEqualTo("agency.AGENCY_IN_USE");
        assertThat(used.getBody().toString()).contains("left-behind");
        api.write(HttpMethod.DELETE, "callers/left-behind", null);
        assertThat(api.write(HttpMethod.POST, "agencies/G28/end", Map.of("reason", "x"))
                        .getStatusCode()
                        .is2xxSuccessful())
                .isTrue();
    }

    @Test
    void aSystemThatHangsHoldsOnlySomeOfTheDoorsThreads() throws Exception {
        OpenLookUps.Question question = new OpenLookUps.Question(
                DatasetName.parse("data-csdl/pupils"), List.of("personal_id"), List.of("status"), 5);
        lookUps.find(question, List.of("nobody"));
        ExecutorService crowd = Executors.newFixedThreadPool(60);
        try (Connection hanging = pupils.getDataSource().getConnection()) {
            hanging.setAutoCommit(false);
            try (Statement lock = hanging.createStatement()) {
                lock.execute("lock table pupils in access exclusive mode");
            }
            CompletionService<Object> calls = new ExecutorCompletionService<>(crowd);
            for (int i = 0; i < 60; i++) {
                calls.submit(() -> lookUps.find(question, List.of("nobody")));
            }
            Future<Object> first = calls.poll(4, TimeUnit.SECONDS); // less than anybody waits
            hanging.rollback();
            assertThat(first).as("refused at once").isNotNull();
            assertThatThrownBy(first::get).cause().isInstanceOfSatisfying(HubException.class, refused -> assertThat(
                            refused.code())
                    .isEqualTo(ServiceError.SYSTEM_BUSY));
        } finally {
            crowd.shutdown();
            assertThat(crowd.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
