package vn.lienthong.service;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** The page on which a service is tried: what a program of a consumer would get, with what a reader may not see masked. */
@Controller
@RequestMapping("/services/{name}/{version}/try")
class TryController {
    /** Before the name of a column, so that no column is taken for another field of the form. */
    private static final String FIELD = "ask.";

    private final TryDesk desk;
    private final Agencies agencies;

    TryController(TryDesk desk, Agencies agencies) {
        this.desk = desk;
        this.agencies = agencies;
    }

    /** An agreement under which one may try, with the name of its consumer. */
    record Choice(String name, Text consumer, String state) {}

    /** A field of the form: what is asked, how it is written, and what was typed. */
    record Shown(
            TryDesk.Field field,
            @Nullable Text hint,
            boolean number,
            @Nullable String typed) {}

    @May(Act.EXAMINE)
    @GetMapping
    String page(
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam(defaultValue = "") String agreement,
            Model model) {
        return page(desk.open(name, version), new TryDesk.Order(agreement, Map.of(), "", false), model);
    }

    @May(Act.EXAMINE)
    @Confirmed(always = false)
    @PostMapping
    String attempt(
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam Map<String, String> form,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        TryDesk.Open open = desk.open(name, version);
        Map<String, String> given = new LinkedHashMap<>();
        open.service().ask().forEach(column -> given.put(column, form.getOrDefault(FIELD + column, "")));
        TryDesk.Order order = new TryDesk.Order(
                form.getOrDefault("agreement", ""), given, form.getOrDefault("reason", ""), form.containsKey("reveal"));
        try {
            String hub = ServletUriComponentsBuilder.fromContextPath(request).toUriString();
            model.addAttribute("tried", desk.carryOut(open, order, new Tries.Way(hub, locale)));
        } catch (HubException refused) {
            if (refused.code().kind() == ErrorKind.BUG || refused.code().kind() == ErrorKind.NOT_FOUND) {
                throw refused;
            }
            model.addAttribute("refused", refused);
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        }
        return page(open, order, model);
    }

    private String page(TryDesk.Open open, TryDesk.Order order, Model model) {
        List<Choice> choices = open.agreements().stream()
                .map(line -> new Choice(
                        line.agreement().name(),
                        agencies.name(line.agreement().consumer()),
                        line.standing().state().name()))
                .toList();
        model.addAttribute("open", open);
        model.addAttribute(
                "fields",
                open.fields().stream()
                        .map(field -> shown(field, order.given().get(field.column())))
                        .toList());
        model.addAttribute("order", order);
        model.addAttribute("choices", choices);
        return "service/try";
    }

    private static Shown shown(TryDesk.Field field, @Nullable String typed) {
        ValueType type = field.type();
        return new Shown(field, type == null ? null : ValueWords.of(type), type == ValueType.INTEGER, typed);
    }
}
