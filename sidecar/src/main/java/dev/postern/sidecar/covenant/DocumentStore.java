package dev.postern.sidecar.covenant;

import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantReader;
import dev.postern.covenant.CovenantResult;
import dev.postern.sidecar.covenant.Documents.Body;
import dev.postern.sidecar.covenant.Documents.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Covenants as documents in some place and some form. Where the form tells nothing, nothing but ids lies beside the
 * documents, and filters open every one of them.
 */
final class DocumentStore implements CovenantStore {

    private static final int PAGE = 1_000;

    private final Documents documents;
    private final Form form;
    private final InstantSource clock;
    private final Listeners listeners = new Listeners();

    DocumentStore(Documents documents, Form form, InstantSource clock) {
        this.documents = documents;
        this.form = form;
        this.clock = clock;
    }

    @Override
    public void put(Collection<Covenant> covenants) throws IOException {
        Fitness.require(covenants);
        Map<String, Document> last = new LinkedHashMap<>();
        for (Covenant covenant : covenants) {
            last.put(covenant.id(), document(covenant));
        }
        documents.put(last.values());
        for (Covenant covenant : covenants) {
            listeners.tell(new StoreEvent.Put(covenant, clock.instant()));
        }
    }

    @Override
    public List<@Nullable Covenant> get(List<String> ids) throws IOException {
        Map<String, byte[]> bodies =
                documents.get(ids.stream().filter(Fitness::isId).distinct().toList());
        List<@Nullable Covenant> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            byte[] body = bodies.get(id);
            found.add(body == null ? null : covenant(id, body));
        }
        return found;
    }

    @Override
    public int delete(Collection<String> ids) throws IOException {
        LinkedHashSet<String> wanted = new LinkedHashSet<>(ids);
        wanted.removeIf(id -> !Fitness.isId(id));
        List<String> deleted = documents.delete(wanted);
        for (String id : deleted) {
            listeners.tell(new StoreEvent.Deleted(id, clock.instant()));
        }
        return deleted.size();
    }

    @Override
    public List<Covenant> list(CovenantFilter filter) throws IOException {
        List<Covenant> found = new ArrayList<>();
        if (form.tellsFacts()) {
            each(filter, found::add);
        } else {
            open(filter, covenant -> found.size() == filter.limit() || !found.add(covenant));
        }
        return found;
    }

    @Override
    public long count(CovenantFilter filter) throws IOException {
        if (form.tellsFacts()) {
            return documents.count(filter);
        }
        long[] count = {0};
        open(filter, covenant -> ++count[0] < 0);
        return count[0];
    }

    @Override
    public Runnable listen(Consumer<StoreEvent> listener) {
        return listeners.add(listener);
    }

    @Override
    public void close() throws IOException {
        documents.close();
    }

    /** Opens everything, some at a time, and shows what {@code filter} picks until the sink has enough. */
    private void open(CovenantFilter filter, Predicate<Covenant> enough) throws IOException {
        String after = filter.after();
        List<Covenant> page = new ArrayList<>();
        do {
            page.clear();
            each(CovenantFilter.ALL.page(after, PAGE), page::add);
            for (Covenant covenant : page) {
                after = covenant.id();
                if (filter.picks(CovenantFacts.of(covenant)) && enough.test(covenant)) {
                    return;
                }
            }
        } while (page.size() == PAGE);
    }

    private void each(CovenantFilter filter, Consumer<Covenant> sink) throws IOException {
        try {
            documents.list(filter, body -> sink.accept(opened(body)));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Covenant opened(Body body) {
        try {
            return covenant(body.id(), body.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private Document document(Covenant covenant) {
        byte[] text = covenant.print().getBytes(StandardCharsets.UTF_8);
        CovenantFacts facts = form.tellsFacts() ? CovenantFacts.of(covenant) : CovenantFacts.NONE;
        return new Document(covenant.id(), form.close(covenant.id(), text), facts);
    }

    private Covenant covenant(String id, byte[] body) throws IOException {
        CovenantResult result = CovenantReader.read(form.open(id, body));
        if (result instanceof CovenantResult.Read read && read.covenant().id().equals(id)) {
            return read.covenant();
        }
        throw new IOException("what is kept as covenant " + id + " is none, or another");
    }
}
