package dev.postern.sidecar.evidence;

import dev.postern.policy.Program;
import dev.postern.policy.Template;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The receipts on one lane: a bounded ring between one producer, who answers, and one consumer, who appends. Numbers and
 * references lie in arrays by slot, questions with what follows them one after another in a ring of bytes; nothing is allocated for a receipt,
 * and nothing that belongs to a request is held. Neither side takes a lock or waits for the other.
 */
final class LaneRing {

    private final int slotMask;
    private final int byteMask;
    private final long[] numbers;
    private final long[] monos;
    private final long[] walls;
    private final int[] lengths;
    private final int[] labels;
    private final @Nullable Template[] templates;
    private final @Nullable Program[] programs;
    private final byte[] bytes;

    /** Slots ever filled; written by the producer. */
    private final AtomicLong tail = new AtomicLong();
    /** Slots ever emptied; written by the consumer. */
    private final AtomicLong head = new AtomicLong();
    /** Bytes ever emptied; written by the consumer. */
    private final AtomicLong byteHead = new AtomicLong();

    // The producer's own.
    private long filled;
    private long byteTail;
    private long knownHead;
    private long knownByteHead;

    // The consumer's own.
    private long taken;
    private long byteTaken;

    /** A ring of {@code slots} receipts and {@code bytes} bytes of questions, each a power of two. */
    LaneRing(int slots, int bytes) {
        this.slotMask = slots - 1;
        this.byteMask = bytes - 1;
        this.numbers = new long[slots];
        this.monos = new long[slots];
        this.walls = new long[slots];
        this.lengths = new int[slots];
        this.labels = new int[slots];
        this.templates = new Template[slots];
        this.programs = new Program[slots];
        this.bytes = new byte[bytes];
    }

    /**
     * Producer: puts a receipt, unless there is no room.
     *
     * @param label as {@link Label} packs it
     * @param length bytes of the question with what follows it, -1 when there is none
     */
    boolean offer(
            long number,
            long mono,
            long wall,
            int label,
            Template template,
            @Nullable Program program,
            byte[] question,
            int length) {
        int room = Math.max(length, 0);
        if (!hasRoom(room)) {
            return false;
        }
        int slot = (int) filled & slotMask;
        numbers[slot] = number;
        monos[slot] = mono;
        walls[slot] = wall;
        labels[slot] = label;
        lengths[slot] = length;
        templates[slot] = template;
        programs[slot] = program;
        int at = (int) byteTail & byteMask;
        int first = Math.min(room, bytes.length - at);
        System.arraycopy(question, 0, bytes, at, first);
        System.arraycopy(question, first, bytes, 0, room - first);
        byteTail += room;
        tail.setRelease(++filled);
        return true;
    }

    /** Whether a question of {@code length} bytes finds room when there is next to no load: it fills half the ring at most. */
    boolean fits(int length) {
        return length <= bytes.length / 2;
    }

    /** Producer: whether an eighth of the ring is taken, which is enough to be written without waiting for more. */
    boolean isFilling() {
        if (!seemsToBeFilling()) {
            return false;
        }
        look();
        return seemsToBeFilling();
    }

    private boolean seemsToBeFilling() {
        return filled - knownHead > slotMask >> 3 || byteTail - knownByteHead > byteMask >> 3;
    }

    private void look() {
        knownHead = head.getAcquire();
        knownByteHead = byteHead.getAcquire();
    }

    private boolean hasRoom(int more) {
        if (filled - knownHead > slotMask || byteTail - knownByteHead + more > byteMask) {
            look();
            return filled - knownHead <= slotMask && byteTail - knownByteHead + more <= byteMask;
        }
        return true;
    }

    /** Any thread: whether nothing waits to be taken. */
    boolean isEmpty() {
        return tail.getAcquire() == head.getAcquire();
    }

    /** Any thread: whether no more than half of the slots are taken. */
    boolean isHalfEmpty() {
        return tail.getAcquire() - head.getAcquire() <= (slotMask + 1) / 2;
    }

    /** Consumer: whether a receipt waits; it is then read by the accessors and passed by {@link #pass}. */
    boolean peek() {
        return taken < tail.getAcquire();
    }

    long number() {
        return numbers[slot()];
    }

    long mono() {
        return monos[slot()];
    }

    long wall() {
        return walls[slot()];
    }

    int label() {
        return labels[slot()];
    }

    int length() {
        return lengths[slot()];
    }

    Template template() {
        Template template = templates[slot()];
        if (template == null) {
            throw new IllegalStateException("a filled slot holds no template");
        }
        return template;
    }

    @Nullable
    Program program() {
        return programs[slot()];
    }

    /** Consumer: copies {@code length} bytes from {@code skipped} on of the question and what follows it. */
    void copy(int skipped, int length, byte[] into, int at) {
        int from = (int) (byteTaken + skipped) & byteMask;
        int first = Math.min(length, bytes.length - from);
        System.arraycopy(bytes, from, into, at, first);
        System.arraycopy(bytes, 0, into, at + first, length - first);
    }

    /** Consumer: turns to the next receipt; the room of those passed is given back by {@link #release}. */
    void pass() {
        byteTaken += Math.max(lengths[slot()], 0);
        taken++;
    }

    /** Consumer: gives back the room of all that was passed. */
    void release() {
        byteHead.setRelease(byteTaken);
        head.setRelease(taken);
    }

    private int slot() {
        return (int) taken & slotMask;
    }
}
