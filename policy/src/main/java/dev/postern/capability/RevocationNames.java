package dev.postern.capability;

/**
 * What a link can be revoked by.
 *
 * @param token its id
 * @param subject whom it was issued to
 * @param key that signed it
 */
public record RevocationNames(RevocationName token, RevocationName subject, RevocationName key) {

    static RevocationNames of(Link link) {
        Grant grant = link.grant();
        return new RevocationNames(
                RevocationName.ofToken(grant.tokenId()),
                RevocationName.ofSubject(grant.tenant(), grant.subject()),
                RevocationName.ofKey(link.keyId()));
    }
}
