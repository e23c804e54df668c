package vn.lienthong.agency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Text;

/** What templates ask about who looks at them: {@code ${@may.act('run-jobs')}}. What a page does not offer is refused all the same. */
@Component("may")
public class PageCaller {
    private final Callers callers;
    private final People people;
    private final Grants grants;
    private final ObjectProvider<Owned> rooms;
    private final Identities identities;
    private final IdentityProviders providers;

    PageCaller(
            Callers callers,
            People people,
            Grants grants,
            ObjectProvider<Owned> rooms,
            Identities identities,
            IdentityProviders providers) {
        this.identities = identities;
        this.providers = providers;
        this.rooms = rooms;
        this.callers = callers;
        this.people = people;
        this.grants = grants;
    }

    /** Whether he may do it somewhere. */
    public boolean act(String code) {
        return callers.current().may(Act.of(code).orElseThrow());
    }

    /** Whether he may do it in this agency; null asks whether everywhere. */
    public boolean act(String code, @Nullable AgencyCode agency) {
        return callers.current().may(Act.of(code).orElseThrow(), agency);
    }

    /** Whether he may do it to a thing of a room, by what the room calls its things. */
    public boolean owned(String code, String kind, Object id) {
        Act act = Act.of(code).orElseThrow();
        return rooms.stream()
                .filter(room -> room.kind().equals(kind))
                .findFirst()
                .flatMap(room -> room.owners(String.valueOf(id)))
                .filter(owners -> callers.current().may(act, owners.owner()))
                .isPresent();
    }

    /** Whether he has shown lately that it is still he, so that no form needs to ask. */
    public boolean confirmed() {
        return callers.current().confirmed();
    }

    /** How he signs in, and so what he is asked for to show that it is still he. */
    public String way() {
        return people.find(name()).map(person -> person.way().code()).orElse("none");
    }

    /** The sign-in providers at which he can show that it is still he. */
    public List<IdentityProviders.Offered> providers() {
        return identities.of(name()).stream()
                .flatMap(one -> providers.ofIssuer(one.issuer()).stream())
                .toList();
    }

    /** His name for signing in. */
    public String name() {
        return callers.current().name();
    }

    /** What others call him; null where nobody said. */
    public @Nullable String title() {
        return people.find(name()).map(People.Person::title).orElse(null);
    }

    /** What he is, each once. */
    public List<Text> roles() {
        return grants.all(name()).stream()
                .map(grant -> grant.role().words())
                .distinct()
                .toList();
    }

    /** Two letters for a small picture of him. */
    public String initials() {
        String shown = title() == null ? name() : title();
        return Arrays.stream(shown.split("[\\s.-]+"))
                .filter(word -> !word.isEmpty() && Character.isLetter(word.codePointAt(0)))
                .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(),
                        letters -> letters.size() < 2
                                ? String.join("", letters)
                                : letters.get(0) + letters.get(letters.size() - 1)));
    }
}
