package dev.postern.sidecar;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals of the process. The JDK's only way to hear of one is {@code sun.misc.Signal} of the module
 * {@code jdk.unsupported}; it is reached by reflection, because the compiler warns of it in a way that cannot be answered.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /**
     * Runs {@code action}, on a thread of its own, on every such signal from now on; where there is none the log says so.
     *
     * @param name without {@code SIG}, such as {@code HUP}
     */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                action.run();
                                yield null;
                            }
                            case "equals" -> arguments != null && proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "on SIG" + name;
                        };
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException unavailable) {
            Throwable cause =
                    unavailable instanceof InvocationTargetException wrapped ? wrapped.getCause() : unavailable;
            LOG.warn("SIG{} is not heard here: {}", name, String.valueOf(cause));
        }
    }
}
