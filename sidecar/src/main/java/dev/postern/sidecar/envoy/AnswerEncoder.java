package dev.postern.sidecar.envoy;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.postern.policy.Check;
import dev.postern.policy.Template;
import dev.postern.sidecar.decide.CacheLabel;
import dev.postern.sidecar.decide.Decision;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions as {@code CheckResponse} messages. What depends on the template alone is encoded once and remembered;
 * of each answer only its name, how a cache took part and the headers that come from its check are written anew. Thread-safe without locks: a
 * remembered answer is immutable, and threads that race for a slot write equal ones.
 */
final class AnswerEncoder {

    static final String ID_HEADER = "x-postern-decision-id";
    private static final String ID_METADATA = "decision_id";
    private static final String CACHE_METADATA = "cache";
    private static final String AGE_METADATA = "cache_age_millis";

    /* Numbers of the fields of the entries of any protobuf map. */
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    /** A power of two, more than the templates that are in use at a time in most bundles. */
    private static final int SLOTS = 1 << 10;

    private final Map<CacheLabel, byte[]> labels = new EnumMap<>(CacheLabel.class);
    private final UpstreamHeaders upstream;
    private final AtomicReferenceArray<PreparedAnswer> prepared = new AtomicReferenceArray<>(SLOTS);

    AnswerEncoder(EnvoyConfig.Upstream upstream) {
        this.upstream = new UpstreamHeaders(upstream);
        for (CacheLabel label : CacheLabel.values()) {
            labels.put(label, entry(CACHE_METADATA, Value.newBuilder().setStringValue(label.word())));
        }
    }

    /** The answer to {@code check}, which is {@code null} when the request never became one. */
    byte[] encode(Decision decision, @Nullable Check check) {
        return encode(decision, check, List.of());
    }

    /** The same with further headers for the upstream, where the request passes. */
    byte[] encode(Decision decision, @Nullable Check check, List<HeaderMutation> more) {
        PreparedAnswer common = prepared(decision.template());
        String id = decision.id().toString();
        List<HeaderMutation> headers =
                common.allowed() ? passed(check, more) : List.of(new HeaderMutation(ID_HEADER, id));
        int httpSize = common.http().length + headersSize(common.allowed(), headers);
        byte[] cache = cache(decision);
        int metadataSize =
                common.metadata().length + cache.length + Wire.size(Struct.FIELDS_FIELD_NUMBER, idEntrySize(id));
        int httpField =
                common.allowed() ? CheckResponse.OK_RESPONSE_FIELD_NUMBER : CheckResponse.DENIED_RESPONSE_FIELD_NUMBER;
        byte[] bytes = new byte
                [common.status().length
                        + Wire.size(httpField, httpSize)
                        + Wire.size(CheckResponse.DYNAMIC_METADATA_FIELD_NUMBER, metadataSize)];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeRawBytes(common.status());
            Wire.open(out, httpField, httpSize);
            out.writeRawBytes(common.http());
            writeHeaders(out, common.allowed(), headers);
            Wire.open(out, CheckResponse.DYNAMIC_METADATA_FIELD_NUMBER, metadataSize);
            out.writeRawBytes(common.metadata());
            out.writeRawBytes(cache);
            writeIdEntry(out, id);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    /** Entries of a struct, which are merged with those before and after them. */
    private byte[] cache(Decision decision) {
        byte[] label = Objects.requireNonNull(labels.get(decision.cache()));
        if (decision.cacheAgeMillis() == 0) {
            return label;
        }
        byte[] age = entry(AGE_METADATA, Value.newBuilder().setNumberValue((double) decision.cacheAgeMillis()));
        byte[] both = Arrays.copyOf(label, label.length + age.length);
        System.arraycopy(age, 0, both, label.length, age.length);
        return both;
    }

    private static byte[] entry(String name, Value.Builder value) {
        return Struct.newBuilder().putFields(name, value.build()).build().toByteArray();
    }

    private List<HeaderMutation> passed(@Nullable Check check, List<HeaderMutation> more) {
        List<HeaderMutation> headers = upstream.of(check);
        if (more.isEmpty()) {
            return headers;
        }
        List<HeaderMutation> all = new ArrayList<>(headers);
        all.addAll(more);
        return all;
    }

    @SuppressWarnings("ReferenceEquality") // Comparing whole templates would take longer than the rest of an answer.
    private PreparedAnswer prepared(Template template) {
        int hash = System.identityHashCode(template);
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        PreparedAnswer common = prepared.getAcquire(slot);
        if (common == null || common.template() != template) {
            common = PreparedAnswer.of(template, upstream.removed());
            prepared.setRelease(slot, common);
        }
        return common;
    }

    private static int headersSize(boolean allowed, List<HeaderMutation> headers) {
        int size = 0;
        for (HeaderMutation header : headers) {
            size += isRemoval(header)
                    ? CodedOutputStream.computeStringSize(OkHttpResponse.HEADERS_TO_REMOVE_FIELD_NUMBER, header.name())
                    : header.size(headersField(allowed));
        }
        return size;
    }

    private static void writeHeaders(CodedOutputStream out, boolean allowed, List<HeaderMutation> headers)
            throws IOException {
        for (HeaderMutation header : headers) {
            if (isRemoval(header)) {
                out.writeString(OkHttpResponse.HEADERS_TO_REMOVE_FIELD_NUMBER, header.name());
            } else {
                header.write(out, headersField(allowed));
            }
        }
    }

    private static boolean isRemoval(HeaderMutation header) {
        return header.value().isEmpty();
    }

    private static int headersField(boolean allowed) {
        return allowed ? OkHttpResponse.HEADERS_FIELD_NUMBER : DeniedHttpResponse.HEADERS_FIELD_NUMBER;
    }

    private static int idEntrySize(String id) {
        return CodedOutputStream.computeStringSize(ENTRY_KEY, ID_METADATA) + Wire.size(ENTRY_VALUE, idValueSize(id));
    }

    private static int idValueSize(String id) {
        return CodedOutputStream.computeStringSize(Value.STRING_VALUE_FIELD_NUMBER, id);
    }

    private static void writeIdEntry(CodedOutputStream out, String id) throws IOException {
        Wire.open(out, Struct.FIELDS_FIELD_NUMBER, idEntrySize(id));
        out.writeString(ENTRY_KEY, ID_METADATA);
        Wire.open(out, ENTRY_VALUE, idValueSize(id));
        out.writeString(Value.STRING_VALUE_FIELD_NUMBER, id);
    }
}
