package dev.postern.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 §2.1 word by word: recursive, over all leaf hashes, slow. */
final class NaiveTree {

    private NaiveTree() {}

    /** MTH(D[n]) over hashed leaves. */
    static TreeHash root(List<TreeHash> leaves) {
        if (leaves.isEmpty()) {
            return sha256();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = split(leaves.size());
        return node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** PATH(m, D[n]). */
    static List<TreeHash> path(int m, List<TreeHash> leaves) {
        List<TreeHash> path = new ArrayList<>();
        int n = leaves.size();
        if (n == 1) {
            return path;
        }
        int k = split(n);
        if (m < k) {
            path.addAll(path(m, leaves.subList(0, k)));
            path.add(root(leaves.subList(k, n)));
        } else {
            path.addAll(path(m - k, leaves.subList(k, n)));
            path.add(root(leaves.subList(0, k)));
        }
        return path;
    }

    /** PROOF(m, D[n]). */
    static List<TreeHash> consistency(int m, List<TreeHash> leaves) {
        return subProof(m, leaves, true);
    }

    private static List<TreeHash> subProof(int m, List<TreeHash> leaves, boolean whole) {
        List<TreeHash> proof = new ArrayList<>();
        int n = leaves.size();
        if (m == n) {
            if (!whole) {
                proof.add(root(leaves));
            }
            return proof;
        }
        int k = split(n);
        if (m <= k) {
            proof.addAll(subProof(m, leaves.subList(0, k), whole));
            proof.add(root(leaves.subList(k, n)));
        } else {
            proof.addAll(subProof(m - k, leaves.subList(k, n), false));
            proof.add(root(leaves.subList(0, k)));
        }
        return proof;
    }

    /** The largest power of two smaller than n. */
    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    static TreeHash node(TreeHash left, TreeHash right) {
        return sha256(new byte[] {1}, left.toByteArray(), right.toByteArray());
    }

    static TreeHash leaf(byte[] bytes) {
        return sha256(new byte[] {0}, bytes);
    }

    private static TreeHash sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return TreeHash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
