package dev.postern.policy;

import java.util.Arrays;

/** A growing list of integers that never gives memory back: for working memory and for building. Not thread-safe. */
final class IntList {

    private int[] items = new int[16];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return items[index];
    }

    void set(int index, int item) {
        items[index] = item;
    }

    void clear() {
        size = 0;
    }

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = item;
    }

    void sort(int from) {
        Arrays.sort(items, from, size);
    }

    int hash() {
        int hash = size;
        for (int i = 0; i < size; i++) {
            hash = (hash ^ items[i]) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash;
    }

    boolean holds(int[] others) {
        return Arrays.equals(items, 0, size, others, 0, others.length);
    }

    int[] copy() {
        return Arrays.copyOf(items, size);
    }
}
