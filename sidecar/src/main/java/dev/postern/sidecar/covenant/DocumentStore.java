package dev.postern.sidecar.covenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.covenant.Covenant;
import dev.postern.covenant.CovenantReader;
import dev.postern.covenant.CovenantResult;
import dev.postern.crypto.ContentDigest;
import dev.postern.crypto.Sha256;
import dev.postern.sidecar.covenant.Documents.Body;
import dev.postern.sidecar.covenant.Documents.Document;
import java.io.IOException;
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
 * documents, and filters look at every one of them; what they saw is remembered for as long as a document stays the same.
 */
final class DocumentStore implements CovenantStore {

    private static final int PAGE = 1_000;
    private static final int MOST_REMEMBERED = 100_000;

    private final Documents documents;
    private final Form form;
    private final InstantSource clock;
    private final Listeners listeners = new Listeners();
    private final Cache<String, Seen> seen = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** What filters look at of a document, and the document's SHA-256. */
    private record Seen(ContentDigest digest, CovenantFacts facts) {}

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
        List<Body> picked = new ArrayList<>();
        if (form.tellsFacts()) {
            documents.list(filter, picked::add);
        } else {
            pick(filter, body -> picked.add(body) && picked.size() == filter.limit());
        }
        List<Covenant> found = new ArrayList<>(picked.size());
        for (Body body : picked) {
            found.add(covenant(body.id(), body.bytes()));
        }
        return found;
    }

    @Override
    public long count(CovenantFilter filter) throws IOException {
        if (form.tellsFacts()) {
            return documents.count(filter);
        }
        long[] count = {0};
        pick(filter, body -> ++count[0] < 0);
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

    /** Looks at everything, some at a time, and shows what {@code filter} picks until the sink has enough. */
    private void pick(CovenantFilter filter, Predicate<Body> enough) throws IOException {
        String after = filter.after();
        List<Body> page = new ArrayList<>();
        do {
            page.clear();
            documents.list(CovenantFilter.ALL.page(after, PAGE), page::add);
            for (Body body : page) {
                after = body.id();
                if (filter.picks(facts(body)) && enough.test(body)) {
                    return;
                }
            }
        } while (page.size() == PAGE);
    }

    private CovenantFacts facts(Body body) throws IOException {
        ContentDigest digest = Sha256.of(body.bytes());
        Seen before = seen.getIfPresent(body.id());
        if (before != null && before.digest.equals(digest)) {
            return before.facts;
        }
        CovenantFacts facts = CovenantFacts.of(covenant(body.id(), body.bytes()));
        seen.put(body.id(), new Seen(digest, facts));
        return facts;
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
