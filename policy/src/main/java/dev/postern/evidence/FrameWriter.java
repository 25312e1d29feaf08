package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes one frame after another of one segment. Receipts come as parts and cost about their commitment and eight bytes
 * more; what repeats is left out as docs/wire-format.md says. Not thread-safe; allocates nothing for receipts whose form
 * is known.
 */
public final class FrameWriter {

    private final Map<Form, Integer> numbers = new HashMap<>();
    private final LaneNumbers lanes = new LaneNumbers();
    private final ByteBuilder terms = new ByteBuilder(1 << 10);
    private final ByteBuilder records = new ByteBuilder(1 << 16);
    private final ByteBuilder frame = new ByteBuilder(1 << 17);
    private long firstLeaf;
    private long baseWall;
    private long baseMono;
    private TreeHash prev = TreeHash.of(new byte[TreeHash.BYTES]);
    private int count;
    private int lastForm;
    private int lastLane;
    private long lastMono;
    private long lastWall;

    /** Begins a frame whose first leaf will have this index. */
    public void begin(long leafIndex, TreeHash released, long wallMillis, long monoNanos) {
        terms.clear();
        records.clear();
        lanes.clear();
        firstLeaf = leafIndex;
        prev = released;
        baseWall = wallMillis;
        baseMono = monoNanos;
        count = 0;
        lastForm = 0;
        lastLane = 0;
        lastWall = wallMillis;
        lastMono = monoNanos;
    }

    /** How many leaves the frame holds so far. */
    public int count() {
        return count;
    }

    /** Bytes of the leaves so far. */
    public int size() {
        return terms.size() + records.size();
    }

    /** The number of a form in this segment; a new one is written into the frame. */
    public int form(Form form) {
        Integer known = numbers.get(form);
        if (known == null) {
            known = numbers.size();
            numbers.put(form, known);
            form.write(terms);
        }
        return known;
    }

    /** A receipt; a negative {@code questionAt} says that the request never became a check. */
    public void receipt(
            int form, int lane, long number, long mono, long wall, byte[] question, int questionAt, Rests rests) {
        boolean asked = questionAt >= 0;
        boolean expected = lane == lastLane && number == lanes.expected(lane);
        records.u8(RecordTag.RECEIPT
                | (form == lastForm ? RecordTag.SAME_FORM : 0)
                | (expected ? RecordTag.NEXT_NUMBER : 0)
                | (asked ? RecordTag.ASKED : 0)
                | (wall == lastWall ? RecordTag.SAME_WALL : 0)
                | (rests.isEmpty() ? 0 : RecordTag.RESTS));
        if (form != lastForm) {
            records.varint(form);
        }
        if (!expected) {
            records.varint(lane).zigzag(number - lanes.expected(lane));
        }
        records.zigzag(mono - lastMono);
        if (wall != lastWall) {
            records.zigzag(wall - lastWall);
        }
        if (asked) {
            records.bytes(question, questionAt, TreeHash.BYTES);
        }
        if (!rests.isEmpty()) {
            rests.write(records);
        }
        lanes.took(lane, number);
        lastForm = form;
        lastLane = lane;
        lastMono = mono;
        lastWall = wall;
        count++;
    }

    /** Receipts that were shed. */
    public void gap(int lane, long from, long shed, String reason, long wall) {
        records.u8(RecordTag.GAP)
                .varint(lane)
                .varint(from)
                .varint(shed)
                .text(reason)
                .zigzag(wall - baseWall);
        lanes.took(lane, from + shed - 1);
        count++;
    }

    /** The run begins. */
    public void boot(Leaf.Boot boot) {
        records.u8(RecordTag.BOOT).u64(boot.previous()).u8(boot.clean() ? 1 : 0);
        records.varint(boot.next().size());
        boot.next().forEach((lane, next) -> records.varint(lane).varint(next));
        records.text(boot.version()).zigzag(boot.stamp().wallMillis() - baseWall);
        count++;
    }

    /** The wall clock was set. */
    public void clock(long mono, long stepNanos, long wall) {
        records.u8(RecordTag.CLOCK).zigzag(mono - baseMono).zigzag(stepNanos).zigzag(wall - baseWall);
        count++;
    }

    /**
     * Ends the frame, with its openings as they are wrapped and with the note of the checkpoint before, either of which
     * may be empty.
     *
     * @return the whole frame; valid until the next is begun
     */
    public ByteBuilder end(int openingsForm, ByteBuilder openings, byte[] checkpoint) {
        return end(0, openingsForm, openings, checkpoint);
    }

    /** Ends the segment; {@code leafIndex} is that of the leaf that would come next. */
    public ByteBuilder footer(long leafIndex, SegmentFooter footer, long wallMillis) {
        begin(leafIndex, prev, wallMillis, 0);
        footer.write(records);
        return end(1, 0, new ByteBuilder(0), new byte[0]);
    }

    private ByteBuilder end(int kind, int openingsForm, ByteBuilder openings, byte[] checkpoint) {
        frame.clear();
        frame.u32(Frame.MAGIC).u32(0);
        frame.u32(terms.size() + records.size() + openings.size() + checkpoint.length);
        frame.u32(count).u64(firstLeaf);
        frame.u32(terms.size()).u32(records.size()).u32(openings.size()).u32(checkpoint.length);
        frame.u8(kind).u8(openingsForm).u8(0).u8(0);
        frame.u64(baseWall).u64(baseMono).bytes(prev.toByteArray());
        frame.bytes(terms.array(), 0, terms.size());
        frame.bytes(records.array(), 0, records.size());
        frame.bytes(openings.array(), 0, openings.size());
        frame.bytes(checkpoint);
        frame.setU32(Integer.BYTES, Frame.sum(frame.array(), 0, frame.size()));
        return frame;
    }
}
