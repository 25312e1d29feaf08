package dev.postern.sidecar.covenant;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A filter as the condition of a statement: its text holds no value, values are bound. Immutable. */
final class SqlFilter {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    SqlFilter(CovenantFilter filter) {
        add("id > ?", filter.after());
        if (filter.issuerId() != null) {
            add("issuer_id = ?", filter.issuerId());
        }
        if (filter.beneficiaryId() != null) {
            add("beneficiary_id = ?", filter.beneficiaryId());
        }
        if (filter.createdAfter() != null) {
            add("created_at >= ?", filter.createdAfter());
        }
        if (filter.createdBefore() != null) {
            add("created_at <= ?", filter.createdBefore());
        }
        if (filter.hasChain() != null) {
            add("has_chain = ?", filter.hasChain() ? 1 : 0);
        }
        for (String tag : filter.tags()) {
            add("id IN (SELECT id FROM covenant_tags WHERE tag = ?)", tag);
        }
    }

    String where() {
        return " WHERE " + String.join(" AND ", conditions);
    }

    /** Binds the values, from the first on; returns how many there were. */
    int bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return values.size();
    }

    private void add(String condition, Object value) {
        conditions.add(condition);
        values.add(value);
    }
}
