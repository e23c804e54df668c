package vn.lienthong.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The health insurer's own program: asks the ministry over the hub's door for programs, as anybody's would, whether holders of its cards
 * go to school and where. Its requests pass everything that others pass. For every thread.
 */
final class InsurerProgram {
    /** How the hub knows it. */
    static final String NAME = "sample-bhyt";

    static final String AGENCY = "G26";
    private static final String SERVICE = "/data/pupil-status/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InsuranceRoll roll;
    private final Supplier<URI> hub;
    private @Nullable HttpClient http;
    private @Nullable String secret;
    private @Nullable String token;

    /** @param hub where the hub answers now */
    InsurerProgram(InsuranceRoll roll, Supplier<URI> hub) {
        this.roll = roll;
        this.hub = hub;
    }

    /**
     * What came of a round of questions.
     *
     * @param known how many pupils were found
     * @param absent how many are not there, or not for the insurer
     * @param refused how many were not answered
     * @param status what the hub said last where something was not answered; null where it said nothing
     */
    record Round(
            int known, int absent, int refused, @Nullable Integer status) {
        /** How many questions it were. */
        public int asked() {
            return known + absent + refused;
        }
    }

    /** What the hub gave it; with another secret the token before is forgotten. */
    synchronized void secret(String given) {
        secret = given;
        token = null;
    }

    /** Whether the hub knows it. */
    synchronized boolean isRegistered() {
        return secret != null;
    }

    /** Asks about some holders of cards, others at each turn. */
    synchronized Round ask(int questions, long turn) {
        List<InsuranceRoll.Card> cards = about(questions, turn);
        int known = 0;
        int absent = 0;
        Integer last = null;
        for (InsuranceRoll.Card card : cards) {
            Integer status = status(card);
            known += Integer.valueOf(200).equals(status) ? 1 : 0;
            absent += Integer.valueOf(404).equals(status) ? 1 : 0;
            last = Integer.valueOf(200).equals(status) || Integer.valueOf(404).equals(status) ? last : status;
        }
        return new Round(known, absent, cards.size() - known - absent, last);
    }

    /** The cards whose holders it asks about at a turn. */
    List<InsuranceRoll.Card> about(int questions, long turn) {
        Dice dice = new Dice(SmallSector.SEED + 3, turn);
        long first = dice.below((int) Math.min(Integer.MAX_VALUE, roll.size()));
        return roll.from(first).limit(questions).toList();
    }

    /** What the hub says to one question; null where it does not answer. A token that counts no more is replaced once. */
    private @Nullable Integer status(InsuranceRoll.Card card) {
        try {
            return answer(
                            SERVICE,
                            Map.of(
                                    "personal_id",
                                    card.personalId(),
                                    "birth_date",
                                    card.birthDate().toString()))
                    .statusCode();
        } catch (IOException unreachable) {
            return null; // the answer: told to whoever looks at the page
        }
    }

    /** What the hub says to one question about a service at this path, or to the program itself where it gives it no token. */
    synchronized HttpResponse<byte[]> answer(String service, Map<String, String> asked) throws IOException {
        HttpResponse<byte[]> answer = null;
        for (int turn = 0; turn < 2 && (answer == null || answer.statusCode() == 401); turn++) {
            if (token == null || turn == 1) {
                HttpResponse<byte[]> given = token();
                if (given.statusCode() != 200) {
                    return given;
                }
                token = JSON.readTree(given.body()).path("access_token").asText();
            }
            answer = send(HttpRequest.newBuilder(hub.get().resolve(service))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(asked))));
        }
        return answer;
    }

    private HttpResponse<byte[]> token() throws IOException {
        String shown = URLEncoder.encode(NAME, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(String.valueOf(secret), StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(hub.get().resolve("/oauth2/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(shown.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        if (http == null) {
            http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
        }
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
