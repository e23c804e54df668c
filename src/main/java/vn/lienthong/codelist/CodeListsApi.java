package vn.lienthong.codelist;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Text;

/** Code lists and crosswalks over REST, as they are in use. {@link ListDraftApi} amends them. */
@May(Act.SEE)
@RestController
@RequestMapping("/api/v1/codelists")
class CodeListsApi {
    private final CodeLists lists;
    private final Amendments amendments;

    CodeListsApi(CodeLists lists, Amendments amendments) {
        this.lists = lists;
        this.amendments = amendments;
    }

    /**
     * A list without its entries.
     *
     * @param dated whether mappings have to say as of which day they ask
     * @param amended how many codes people have amended
     */
    record View(
            String name,
            Text title,
            @Nullable String source,
            boolean crosswalk,
            boolean dated,
            int codes,
            int amended) {
        static View of(CodeList list) {
            return new View(
                    list.name(),
                    list.title(),
                    list.source(),
                    list.crosswalk(),
                    list.dated(),
                    list.size(),
                    list.amendedCodes().size());
        }
    }

    private record Numbered(int number, CodeList.Entry entry) {}

    @GetMapping
    Page<View> all(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        return Page.after(after, lists.all(), limit, CodeList::name).map(View::of);
    }

    @GetMapping("/{name}")
    View one(@PathVariable String name) {
        return View.of(get(name));
    }

    /** The entries by code; one code may have several, each with its days. */
    @GetMapping("/{name}/entries")
    Page<CodeList.Entry> entries(
            @PathVariable String name,
            @RequestParam(defaultValue = "0") int after,
            @RequestParam(defaultValue = "100") int limit) {
        List<CodeList.Entry> all = get(name).entries();
        int size = Page.size(limit);
        int first = Math.max(0, Math.min(after, all.size()));
        List<Numbered> found = IntStream.range(first, Math.min(all.size(), first + size + 1))
                .mapToObj(number -> new Numbered(number + 1, all.get(number)))
                .toList();
        return Page.of(found, size, Numbered::number).map(Numbered::entry);
    }

    /** What people have amended, the newest version first. */
    @GetMapping("/{name}/versions")
    Page<Amendments.Version> versions(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer after,
            @RequestParam(defaultValue = "100") int limit) {
        get(name);
        int size = Page.size(limit);
        return Page.of(
                amendments.before(name, after == null ? Integer.MAX_VALUE : after, size + 1),
                size,
                Amendments.Version::version);
    }

    private CodeList get(String name) {
        return lists.find(name).orElseThrow(() -> new HubException(CodelistError.UNKNOWN, Map.of("name", name)));
    }
}
