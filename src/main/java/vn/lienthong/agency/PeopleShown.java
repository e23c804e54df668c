package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** People and agencies as pages show them. */
@Component
class PeopleShown {
    /** So many agencies are shown even where nobody is in them. */
    private static final int MOST_EMPTY = 100;

    private final People people;
    private final Grants grants;
    private final Agencies agencies;

    PeopleShown(People people, Grants grants, Agencies agencies) {
        this.people = people;
        this.grants = grants;
        this.agencies = agencies;
    }

    /** A role of somebody; everywhere where it names no agency. */
    record Has(Grants.Grant grant, Text role, @Nullable Text where) {}

    /** Somebody with his roles. */
    record Line(People.Person person, @Nullable Text agency, List<Has> roles) {}

    /**
     * An agency with its people.
     *
     * @param code null for the platform itself
     * @param depth how many agencies stand above it
     */
    record Branch(@Nullable AgencyCode code, @Nullable Text name, int depth, List<Line> people) {}

    /** An agency to choose. */
    record Choice(AgencyCode code, Text name) {}

    Line line(People.Person person) {
        return new Line(
                person,
                person.agency() == null ? null : agencies.name(person.agency()),
                grants.all(person.name()).stream()
                        .map(grant -> new Has(
                                grant,
                                grant.role().words(),
                                grant.agency() == null ? null : agencies.name(grant.agency())))
                        .toList());
    }

    /**
     * The agencies that may be seen, each below the one above it; people of none of them first. Of very many only those with people and
     * those above them: the others stand on the page of the tree.
     */
    List<Branch> tree(Predicate<@Nullable AgencyCode> seen) {
        List<People.Person> all = people.all();
        List<Branch> tree = new ArrayList<>();
        if (seen.test(null)) {
            tree.add(new Branch(null, null, 0, lines(all, null)));
        }
        List<AgencyTree.Placed> listed = agencies.tree().inOrder().stream()
                .filter(one -> seen.test(one.agency().code()))
                .toList();
        Set<AgencyCode> peopled = all.stream()
                .map(People.Person::agency)
                .filter(Objects::nonNull)
                .flatMap(code -> agencies.upwards(code).stream())
                .collect(Collectors.toSet());
        listed.stream()
                .filter(one -> listed.size() <= MOST_EMPTY
                        || peopled.contains(one.agency().code()))
                .forEach(one -> tree.add(new Branch(
                        one.agency().code(),
                        one.agency().name(),
                        one.depth(),
                        lines(all, one.agency().code()))));
        return tree;
    }

    /** The agencies that pass, in the order of the tree. */
    List<Choice> agencies(Predicate<AgencyCode> seen) {
        return agencies.tree().inOrder().stream()
                .map(AgencyTree.Placed::agency)
                .filter(agency -> seen.test(agency.code()))
                .map(agency -> new Choice(agency.code(), agency.name()))
                .toList();
    }

    private List<Line> lines(List<People.Person> all, @Nullable AgencyCode agency) {
        return all.stream()
                .filter(person -> agency == null ? person.agency() == null : agency.equals(person.agency()))
                .map(this::line)
                .toList();
    }

    /** Does something that a form asked for; where it is refused the page says why. */
    static String told(RedirectAttributes after, String page, Runnable act) {
        try {
            act.run();
            return page;
        } catch (HubException refused) {
            return trouble(after, page, refused);
        }
    }

    static String trouble(RedirectAttributes after, String page, HubException refused) {
        after.addFlashAttribute("trouble", words(refused));
        return page;
    }

    /** What, and what to do. */
    static List<Text> words(HubException refused) {
        return List.of(refused.problem(), refused.remedy());
    }
}
