package dev.postern.sidecar.covenant;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who are told of changes. Thread-safe. */
final class Listeners {

    private final List<Consumer<StoreEvent>> all = new CopyOnWriteArrayList<>();

    Runnable add(Consumer<StoreEvent> listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void tell(StoreEvent event) {
        all.forEach(each -> each.accept(event));
    }
}
