package io.driftline.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection that is cut, with its process, at the second call of a kind: just before it, or just after. */
final class DyingConnection {
    /** As sudden as a kill: nothing catches it. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Connection real;
    private final String kind;
    private final boolean afterwards;
    private int calls;

    private DyingConnection(Connection real, String kind, boolean afterwards) {
        this.real = real;
        this.kind = kind;
        this.afterwards = afterwards;
    }

    /** @param kind a method of connections or statements, such as {@code commit} */
    static Connection of(Connection real, String kind, boolean afterwards) {
        return new DyingConnection(real, kind, afterwards).wrap(Connection.class, real);
    }

    private <T> T wrap(Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                DyingConnection.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(target, method, arguments)));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        boolean last = method.getName().equals(kind) && ++calls == 2;
        if (last && !afterwards) {
            throw death();
        }
        Object answer = answer(target, method, arguments);
        if (last) {
            throw death();
        }
        return answer instanceof Statement ? wrap(method.getReturnType(), answer) : answer;
    }

    private static Object answer(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private Death death() throws SQLException {
        real.abort(Runnable::run);
        return new Death();
    }
}
