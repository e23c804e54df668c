package vn.lienthong.route.made;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;

/**
 * {@code connector:name/dataset?act=…}: the only way by which hand-made routes reach a system. It gives a file what that file declares and
 * nothing more, whatever the text of an endpoint says.
 */
final class ConnectorComponent extends DefaultComponent {
    private final RowsDoor door;
    private final Turns turns;
    private final Map<String, MadeFile> files = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> reached = new ConcurrentHashMap<>();

    ConnectorComponent(RowsDoor door, Turns turns) {
        this.door = door;
        this.turns = turns;
    }

    /** What this version of a file declares counts from now on. */
    void admit(MadeFile file) {
        files.put(key(file), file);
    }

    void dismiss(MadeFile file) {
        files.remove(key(file));
        reached.remove(key(file));
    }

    /** What the steps of this version of a file reach. */
    Set<String> reached(MadeFile file) {
        return Set.copyOf(reached.getOrDefault(key(file), Set.of()));
    }

    private static String key(MadeFile file) {
        return file.name() + "." + file.tag();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String act = text(parameters, "act");
        MadeFile file = files.get(text(parameters, "file"));
        DatasetName dataset = DatasetName.parse(remaining);
        String list = act + "s";
        Set<DatasetName> declared = file == null
                ? Set.of()
                : switch (act) {
                    case "read" -> file.reads();
                    case "write" -> file.writes();
                    case "call" -> file.calls();
                    default -> Set.of();
                };
        if (!declared.contains(dataset)) {
            throw new HubException(MadeError.UNDECLARED, Map.of("dataset", dataset, "list", list));
        }
        String most = text(parameters, "most");
        Reach reach = new Reach(
                dataset,
                act,
                most.isEmpty() ? 1_000 : Integer.parseInt(most),
                Reach.pairs(text(parameters, "columns")),
                Reach.names(text(parameters, "key")),
                text(parameters, "mode").equals("upsert"),
                text(parameters, "route"),
                text(parameters, "step"));
        door.need(reach);
        if (file != null) {
            reached.computeIfAbsent(key(file), version -> ConcurrentHashMap.newKeySet())
                    .add(TurnMemo.step(reach));
        }
        return new ConnectorEndpoint(uri, this, reach, door, turns);
    }

    private static String text(Map<String, Object> parameters, String key) {
        Object value = parameters.remove(key);
        return value == null ? "" : value.toString();
    }
}
