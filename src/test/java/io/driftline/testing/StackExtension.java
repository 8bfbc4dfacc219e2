package io.driftline.testing;

import io.driftline.config.Config;
import io.driftline.testing.backends.Backends;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Stack}, or {@link Backends}, {@link Config} and {@link Vertx} of servers alone,
 * or the {@link Store} with nothing in it.
 *
 * <p>{@code @ExtendWith(StackExtension.class) class FooIT { @Test void bar(Stack stack) { … } }}
 */
public final class StackExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(StackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stack.class
                || type == Backends.class
                || type == Config.class
                || type == Vertx.class
                || type == Store.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // In the root store, so that it is started once and closed after the last test.
        Stack stack = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Stack.class, ignored -> new Stack(), Stack.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == Backends.class) {
            return stack.backends();
        }
        if (type == Config.class) {
            return stack.config();
        }
        if (type == Store.class) {
            return stack.store();
        }
        return type == Vertx.class ? stack.vertx() : stack.withGateway();
    }
}
