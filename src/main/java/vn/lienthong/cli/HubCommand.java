package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import vn.lienthong.kernel.Text;

/** A command that asks a hub. */
abstract class HubCommand implements Callable<Integer> {
    final Surroundings surroundings;

    @Mixin
    private Place place = new Place();

    HubCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Asks and answers; gives the exit code. */
    abstract int ask(HubAccess hub) throws Exception;

    @Override
    public Integer call() throws Exception {
        try (HubAccess hub = HubAccess.open(surroundings, place)) {
            return ask(hub);
        }
    }

    boolean json() {
        return place.json();
    }

    /** The hub's answer as it came, for programs. */
    void answer(JsonNode answer) {
        surroundings.terminal().data(answer.toString());
    }

    void say(String key, Map<String, ?> arguments) {
        surroundings.terminal().line(surroundings.words().say(key, arguments));
    }

    /** A text of both languages, or one that the hub has chosen already. */
    String words(JsonNode text) {
        return text.isObject()
                ? surroundings
                        .words()
                        .say(new Text(text.path("vi").asText(), text.path("en").asText()))
                : text.asText();
    }
}
