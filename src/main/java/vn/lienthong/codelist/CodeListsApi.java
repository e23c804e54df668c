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

/** Code lists and crosswalks over REST. They are written in files, not here. */
@May(Act.SEE)
@RestController
@RequestMapping("/api/v1/codelists")
class CodeListsApi {
    private final CodeLists lists;

    CodeListsApi(CodeLists lists) {
        this.lists = lists;
    }

    /** A list without its entries. */
    record View(String name, Text title, @Nullable String source, boolean crosswalk, boolean dated, int codes) {
        static View of(CodeList list) {
            return new View(list.name(), list.title(), list.source(), list.crosswalk(), list.dated(), list.size());
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

    private CodeList get(String name) {
        return lists.find(name).orElseThrow(() -> new HubException(CodelistError.UNKNOWN, Map.of("name", name)));
    }
}
