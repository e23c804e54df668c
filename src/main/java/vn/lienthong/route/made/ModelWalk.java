package vn.lienthong.route.made;

import java.util.Set;
import org.apache.camel.NamedNode;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemovePropertyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.SimpleExpression;

/**
 * The second look: at what Camel made of a file, so that a difference between the hub's reading and Camel's lets nothing through. What it
 * refuses the first look has passed, which is a fault of the hub.
 */
final class ModelWalk {
    private static final Set<Class<?>> STEPS = Set.of(
            ToDefinition.class,
            LogDefinition.class,
            ChoiceDefinition.class,
            WhenDefinition.class,
            OtherwiseDefinition.class,
            FilterDefinition.class,
            MulticastDefinition.class,
            SetHeaderDefinition.class,
            SetPropertyDefinition.class,
            RemoveHeaderDefinition.class,
            RemovePropertyDefinition.class,
            DelayDefinition.class,
            StopDefinition.class);
    private static final String BEGINS = "(direct|timer):[a-z0-9.-]+(\\?.*)?";
    private static final String REACHES =
            "(direct:camel\\.[a-z0-9.-]+|connector:(//)?[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(\\?.*)?)";

    private ModelWalk() {}

    /** Throws unless everything in the route is allowed. */
    static void look(RouteDefinition route) {
        need(route.getInput().getEndpointUri().matches(BEGINS), route);
        Object handler =
                route.getErrorHandler() == null ? null : route.getErrorHandler().getErrorHandlerType();
        need(handler != null, route);
        need(
                handler.getClass() == DefaultErrorHandlerDefinition.class
                        || handler.getClass() == DeadLetterChannelDefinition.class,
                route);
        DefaultErrorHandlerDefinition plain = (DefaultErrorHandlerDefinition) handler;
        need(
                plain.getRetryWhileRef() == null
                        && plain.getOnRedeliveryRef() == null
                        && plain.getOnPrepareFailureRef() == null
                        && plain.getLoggerRef() == null
                        && plain.getExecutorServiceRef() == null,
                route);
        if (handler instanceof DeadLetterChannelDefinition channel) {
            need(channel.getDeadLetterUri().matches("direct:camel\\.[a-z0-9.-]+"), route);
        }
        need(route.getInputType() == null && route.getOutputType() == null && route.getRoutePolicyRef() == null, route);
        route.getOutputs().forEach(ModelWalk::step);
    }

    private static void step(ProcessorDefinition<?> step) {
        need(STEPS.contains(step.getClass()), step);
        if (step instanceof ToDefinition to) {
            need(to.getEndpointUri().matches(REACHES), step);
        }
        if (step instanceof LogDefinition log) {
            need(log.getLogger() == null, step);
            need(Expressions.simple(log.getMessage(), false), step);
        }
        if (step instanceof MulticastDefinition cast) {
            need(cast.getAggregationStrategy() == null && cast.getExecutorService() == null, step);
            need(cast.getOnPrepare() == null, step);
        }
        if (step instanceof ExpressionNode holder) {
            expression(holder.getExpression(), step);
        }
        if (step instanceof ChoiceDefinition choice) {
            choice.getWhenClauses().forEach(when -> {
                expression(when.getExpression(), choice);
                when.getOutputs().forEach(ModelWalk::step);
            });
            if (choice.getOtherwise() != null) {
                choice.getOtherwise().getOutputs().forEach(ModelWalk::step);
            }
            return;
        }
        step.getOutputs().forEach(ModelWalk::step);
    }

    private static void expression(ExpressionDefinition expression, NamedNode step) {
        if (expression instanceof ConstantExpression constant) {
            need(Expressions.constant(constant.getExpression()), step);
            return;
        }
        need(expression instanceof SimpleExpression, step);
        String text = expression.getExpression();
        need(Expressions.simple(text, true) || Expressions.simple(text, false), step);
    }

    private static void need(boolean allowed, NamedNode where) {
        if (!allowed) {
            throw new IllegalStateException("not allowed: " + where.getShortName());
        }
    }
}
