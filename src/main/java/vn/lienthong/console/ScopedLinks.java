package vn.lienthong.console;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.spring6.SpringTemplateEngine;
import vn.lienthong.agency.Scopes;

/** Writes links, and keeps in those between pages that can be narrowed to one agency what the page is narrowed to. */
@Component
class ScopedLinks extends StandardLinkBuilder {
    @Autowired
    void use(SpringTemplateEngine templates) {
        templates.setLinkBuilder(this);
    }

    @Override
    protected String processLink(IExpressionContext context, String link) {
        String written = super.processLink(context, link);
        if (!(context.getVariable(Frame.NAME) instanceof Frame.Around around)
                || around.scope() == null
                || around.scope().code() == null) {
            return written;
        }
        UriComponents parts = UriComponentsBuilder.fromUriString(written).build();
        return Scoping.PAGES.contains(String.valueOf(parts.getPath()))
                ? UriComponentsBuilder.fromUriString(written)
                        .replaceQueryParam(Scopes.PARAMETER, around.scope().code())
                        .build()
                        .toUriString()
                : written;
    }
}
