package vn.lienthong.console;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

/** Gives every template the object {@code #fig}: {@link Figures} in the language of its reader. */
@Component
class ConsoleDialect implements IExpressionObjectDialect, IExpressionObjectFactory {
    private static final String NAME = "fig";

    private final MessageSource words;
    private final Clock clock;
    private final ZoneId zone;

    ConsoleDialect(MessageSource words, Clock clock, @Value("${lienthong.zone:Asia/Ho_Chi_Minh}") String zone) {
        this.words = words;
        this.clock = clock;
        this.zone = ZoneId.of(zone);
    }

    @Override
    public String getName() {
        return "lienthong";
    }

    @Override
    public IExpressionObjectFactory getExpressionObjectFactory() {
        return this;
    }

    @Override
    public Set<String> getAllExpressionObjectNames() {
        return Set.of(NAME);
    }

    @Override
    public Object buildObject(IExpressionContext context, String name) {
        return new Figures(words, clock, zone, context.getLocale());
    }

    @Override
    public boolean isCacheable(String name) {
        return true;
    }
}
