package dev.postern.sidecar.envoy;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import java.util.List;

/** Headers in a list of values that nothing was done to. */
record RawHeaders(List<HeaderValue> fields) implements HeaderFields {

    @Override
    public int count() {
        return fields.size();
    }

    @Override
    public String name(int i) {
        return fields.get(i).getKey();
    }

    @Override
    public String value(int i) {
        ByteString bytes = fields.get(i).getRawValue();
        return bytes.isEmpty() ? fields.get(i).getValue() : bytes.toStringUtf8();
    }

    @Override
    public int valueLength(int i) {
        ByteString bytes = fields.get(i).getRawValue();
        return bytes.isEmpty() ? fields.get(i).getValue().length() : bytes.size();
    }

    @Override
    public boolean isText(int i) {
        return fields.get(i).getRawValue().isValidUtf8();
    }
}
