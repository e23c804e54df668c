package vn.lienthong.route.made;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.lienthong.route.failed.Failed;
import vn.lienthong.route.failed.HeldTurns;

/** Takes turns of hand-made routes up where they failed. */
@Component
class HeldMade implements HeldTurns {
    private final ObjectProvider<KnownMade> made;

    /** @param made asked for at each turn: what is in effect leans on much that leans on what failed */
    HeldMade(ObjectProvider<KnownMade> made) {
        this.made = made;
    }

    @Override
    public @Nullable Failed again(String route, byte @Nullable [] content, Keeping keeping) {
        TurnContent.Read read = content == null ? new TurnContent.Read(List.of(), Map.of()) : TurnContent.read(content);
        TurnMemo memo = TurnMemo.again(
                read.done(), read.asked(), now -> keeping.keep(TurnContent.write(now.done(), now.asked())));
        return made.getObject().again(route, memo);
    }

    @Override
    public boolean unknown(byte[] content) {
        return TurnContent.read(content).asked().containsValue(TurnMemo.UNTOLD);
    }

    @Override
    public byte[] sure(byte[] content) {
        return TurnContent.write(TurnContent.read(content).done(), Map.of());
    }

    @Override
    public byte @Nullable [] without(byte[] content, BiPredicate<String, String> gone) {
        return TurnContent.without(content, gone);
    }
}
