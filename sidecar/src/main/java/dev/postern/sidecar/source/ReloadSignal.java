package dev.postern.sidecar.source;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads on SIGHUP. The JDK's only way to hear of a signal is {@code sun.misc.Signal} of the module
 * {@code jdk.unsupported}; it is reached by reflection, because the compiler warns of it in a way that cannot be answered.
 */
public final class ReloadSignal {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadSignal.class);

    private ReloadSignal() {}

    /** Calls {@code reload} on every SIGHUP from now on; where there are no such signals it says so in the log. */
    public static void install(Runnable reload) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    ReloadSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                reload.run();
                                yield null;
                            }
                            case "equals" -> arguments != null && proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "reload on SIGHUP";
                        };
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
        } catch (ReflectiveOperationException unavailable) {
            Throwable cause =
                    unavailable instanceof InvocationTargetException wrapped ? wrapped.getCause() : unavailable;
            LOG.warn("no reload on SIGHUP here: {}", String.valueOf(cause));
        }
    }
}
