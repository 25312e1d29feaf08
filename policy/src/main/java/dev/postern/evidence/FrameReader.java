package dev.postern.evidence;

import dev.postern.crypto.ByteBuilder;
import dev.postern.crypto.ByteReader;
import dev.postern.crypto.DamagedException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the leaves of frames back, in the order of their segment: first {@link #learn} each frame's forms, then turn to
 * any of the frames learnt. Gives either leaves or their bytes in the tree; for the latter no leaf is made. Not
 * thread-safe.
 */
public final class FrameReader {

    private static final int MOST_FORMS = 1 << 20;

    private final SegmentHeader header;
    private final List<Form> forms = new ArrayList<>();
    private final LaneNumbers lanes = new LaneNumbers();
    private final LeafText text = new LeafText();
    private final byte[] prevBytes = new byte[TreeHash.BYTES];
    private final Rests rests = new Rests();

    private Frame frame;
    private ByteReader in;
    private int left;
    private int kind;
    private int form;
    private int lane;
    private long number;
    private long mono;
    private long wall;
    private int questionAt;
    private Leaf other;

    private static final byte[] NO_QUESTION = new byte[TreeHash.BYTES];

    /** A reader of the segment that {@code header} begins. */
    public FrameReader(SegmentHeader header) {
        this.header = header;
        this.frame = new Frame(new byte[0], 0, false, 0, 0, 0, 0, 0, TreeHash.of(new byte[32]), 0, 0, 0, 0);
        this.in = new ByteReader(new byte[0]);
        this.other = new Leaf.ClockStep(new Leaf.Stamp("", "", 0, 0, frame.prev()), 0, 0);
        text.turnTo(header.origin(), header.instance(), header.boot());
    }

    /** Takes in the forms a frame brings; each frame of a segment once, in order. */
    public void learn(Frame next) throws DamagedException {
        ByteReader terms = next.termsReader();
        while (terms.remaining() > 0) {
            if (forms.size() == MOST_FORMS) {
                throw new DamagedException("more than " + MOST_FORMS + " forms in a segment");
            }
            forms.add(Form.read(terms));
        }
    }

    /** Turns to a frame that was learnt. */
    public void turnTo(Frame next) {
        frame = next;
        in = next.recordsReader();
        left = next.footer() ? 0 : next.count();
        lanes.clear();
        next.prev().copyTo(prevBytes, 0);
        form = 0;
        lane = 0;
        mono = next.monoNanos();
        wall = next.wallMillis();
    }

    /** Reads the next leaf; {@code false} after the last. */
    public boolean next() throws DamagedException {
        if (left == 0) {
            if (!frame.footer()) {
                in.end();
            }
            return false;
        }
        left--;
        int tag = in.u8();
        kind = tag & RecordTag.KIND;
        switch (kind) {
            case RecordTag.RECEIPT -> receipt(tag);
            case RecordTag.GAP -> other = gap();
            case RecordTag.BOOT -> other = boot();
            default -> other = clock();
        }
        return true;
    }

    /** Whether the leaf has an opening. */
    public boolean isOpenable() {
        return kind == RecordTag.RECEIPT && questionAt >= 0;
    }

    /** The leaf read last. */
    public Leaf leaf() {
        if (kind != RecordTag.RECEIPT) {
            return other;
        }
        TreeHash question = questionAt < 0 ? TreeHash.of(NO_QUESTION) : TreeHash.at(frame.bytes(), questionAt);
        return new Leaf.Receipt(
                stamp(wall), lane, number, mono, forms.get(form), question, rests.tokens(), rests.egress());
    }

    /** Appends the bytes of the leaf read last, as the tree hashes them. */
    public void text(ByteBuilder out) {
        if (kind == RecordTag.RECEIPT) {
            text.receipt(
                    out,
                    forms.get(form),
                    lane,
                    number,
                    mono,
                    wall,
                    prevBytes,
                    0,
                    questionAt < 0 ? NO_QUESTION : frame.bytes(),
                    Math.max(questionAt, 0),
                    rests);
        } else {
            text.write(other, out);
        }
    }

    private void receipt(int tag) throws DamagedException {
        if ((tag & RecordTag.SAME_FORM) == 0) {
            form = in.count(MOST_FORMS);
        }
        if (form >= forms.size()) {
            throw new DamagedException("receipt of unknown form " + form);
        }
        if ((tag & RecordTag.NEXT_NUMBER) == 0) {
            lane = in.count(LaneNumbers.MOST_LANES - 1);
            number = lanes.expected(lane) + in.zigzag();
        } else {
            number = lanes.expected(lane);
        }
        lanes.took(lane, number);
        mono += in.zigzag();
        if ((tag & RecordTag.SAME_WALL) == 0) {
            wall += in.zigzag();
        }
        questionAt = (tag & RecordTag.ASKED) == 0 ? -1 : in.skip(TreeHash.BYTES);
        if ((tag & RecordTag.RESTS) == 0) {
            rests.clear();
        } else {
            rests.read(in, frame.bytes());
        }
    }

    private Leaf gap() throws DamagedException {
        int gapLane = in.count(LaneNumbers.MOST_LANES - 1);
        long from = in.varint();
        long count = in.varint();
        String reason = in.text();
        lanes.took(gapLane, from + count - 1);
        return new Leaf.Gap(stamp(frame.wallMillis() + in.zigzag()), gapLane, from, count, reason);
    }

    private Leaf boot() throws DamagedException {
        long previous = in.u64();
        boolean clean = in.u8() == 1;
        SortedMap<Integer, Long> next = new TreeMap<>();
        for (int rest = in.count(LaneNumbers.MOST_LANES); rest > 0; rest--) {
            next.put(in.count(LaneNumbers.MOST_LANES), in.varint());
        }
        String version = in.text();
        return new Leaf.Boot(stamp(frame.wallMillis() + in.zigzag()), previous, clean, next, version);
    }

    private Leaf clock() throws DamagedException {
        long at = frame.monoNanos() + in.zigzag();
        long step = in.zigzag();
        return new Leaf.ClockStep(stamp(frame.wallMillis() + in.zigzag()), at, step);
    }

    private Leaf.Stamp stamp(long wallMillis) {
        return new Leaf.Stamp(header.origin(), header.instance(), header.boot(), wallMillis, frame.prev());
    }
}
