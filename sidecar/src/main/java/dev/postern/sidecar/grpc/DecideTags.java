package dev.postern.sidecar.grpc;

import dev.postern.v1.DecideRequest;
import dev.postern.v1.Fields;
import dev.postern.v1.Items;
import dev.postern.v1.Principal;
import dev.postern.v1.Value;

/** The tags of the fields of a {@link DecideRequest} and of what it holds. */
final class DecideTags {

    static final int ID = DecideRequest.ID_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int TENANT = DecideRequest.TENANT_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int PRINCIPAL = DecideRequest.PRINCIPAL_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int ACTION = DecideRequest.ACTION_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int RESOURCE = DecideRequest.RESOURCE_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int CONTEXT = DecideRequest.CONTEXT_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int TOKEN = DecideRequest.TOKEN_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int PROOF = DecideRequest.PROOF_FIELD_NUMBER << 3 | WireTags.LENGTH;

    static final int PRINCIPAL_ID = Principal.ID_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int ROLES = Principal.ROLES_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int ATTRIBUTES = Principal.ATTRIBUTES_FIELD_NUMBER << 3 | WireTags.LENGTH;

    static final int NULL = Value.NULL_FIELD_NUMBER << 3 | WireTags.VARINT;
    static final int BOOL = Value.BOOL_FIELD_NUMBER << 3 | WireTags.VARINT;
    static final int INT = Value.INT_FIELD_NUMBER << 3 | WireTags.VARINT;
    static final int REAL = Value.REAL_FIELD_NUMBER << 3 | WireTags.FIXED64;
    static final int TEXT = Value.TEXT_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int ITEMS = Value.ITEMS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int FIELDS = Value.FIELDS_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int ITEM = Items.VALUES_FIELD_NUMBER << 3 | WireTags.LENGTH;
    static final int FIELD = Fields.VALUES_FIELD_NUMBER << 3 | WireTags.LENGTH;

    private DecideTags() {}
}
