package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.Owners;

/** The tree of agencies as pages show it: to each reader those that he sees. */
@Component
class AgenciesShown {
    private static final int ON_A_PAGE = 200;
    private static final int MOST_CHOICES = 500;

    private final Agencies agencies;

    AgenciesShown(Agencies agencies) {
        this.agencies = agencies;
    }

    /**
     * Some of the agencies, from top to bottom.
     *
     * @param all how many there are to see
     * @param found how many of them fit what is looked for
     * @param from how many of these stand before the page
     * @param next from where the next page goes on; 0 on the last one
     */
    record Listed(List<AgencyTree.Placed> lines, int all, int found, int from, int next) {}

    /** The agencies in whose code or name all words stand, marks of letters left aside. */
    Listed list(Caller caller, String words, int from) {
        List<AgencyTree.Placed> seen = seen(caller);
        List<String> wanted = List.of(Folded.of(words).split(" "));
        List<AgencyTree.Placed> found = seen.stream()
                .filter(one -> {
                    Agency agency = one.agency();
                    String text = Folded.of(agency.code() + " " + agency.given() + " "
                            + agency.name().vi() + " " + agency.name().en());
                    return wanted.stream().allMatch(text::contains);
                })
                .toList();
        int start = Math.max(0, Math.min(from, found.size()));
        int end = Math.min(found.size(), start + ON_A_PAGE);
        return new Listed(found.subList(start, end), seen.size(), found.size(), start, end < found.size() ? end : 0);
    }

    /** Those that a reader sees; one whose place he does not see stands at his top. */
    private List<AgencyTree.Placed> seen(Caller caller) {
        List<AgencyTree.Placed> seen = agencies.tree().inOrder().stream()
                .filter(one -> caller.sees(new Owners(one.agency().code())))
                .toList();
        int least = seen.stream().mapToInt(AgencyTree.Placed::depth).min().orElse(0);
        return seen.stream()
                .map(one -> new AgencyTree.Placed(one.agency(), one.depth() - least))
                .toList();
    }

    /** Those above an agency that the reader sees, the uppermost first. */
    List<Agency> above(Caller caller, Agency agency) {
        List<Agency> above = new ArrayList<>();
        for (AgencyCode code : agencies.upwards(agency.code())) {
            if (!code.equals(agency.code()) && caller.sees(new Owners(code))) {
                agencies.find(code).ifPresent(above::add);
            }
        }
        Collections.reverse(above);
        return above;
    }

    List<Agency> below(Caller caller, Agency agency) {
        return agencies.tree().below(agency.code()).stream()
                .filter(one -> caller.sees(new Owners(one.code())))
                .toList();
    }

    /** Where the reader may put agencies, to choose from; more than a list can show are written by their code. */
    List<Agency> managed(Caller caller) {
        return agencies.tree().inOrder().stream()
                .map(AgencyTree.Placed::agency)
                .filter(agency -> caller.may(Act.MANAGE_AGENCIES, agency.code()))
                .limit(MOST_CHOICES)
                .toList();
    }
}
