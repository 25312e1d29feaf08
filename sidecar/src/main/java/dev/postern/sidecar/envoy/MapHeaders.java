package dev.postern.sidecar.envoy;

import java.util.List;
import java.util.Map;

/** Headers as Envoy sends them unless told otherwise: a map, in which repeated ones were joined with commas. */
record MapHeaders(List<Map.Entry<String, String>> fields) implements HeaderFields {

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
        return fields.get(i).getValue();
    }

    @Override
    public int valueLength(int i) {
        return value(i).length();
    }

    @Override
    public boolean isText(int i) {
        return true;
    }
}
