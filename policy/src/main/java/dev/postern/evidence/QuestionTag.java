package dev.postern.evidence;

/** The bytes that tell the parts of a question apart; docs/wire-format.md lists them. */
final class QuestionTag {

    static final int VERSION = 1;

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int INT = 3;
    static final int REAL = 4;
    static final int TEXT = 5;
    static final int ITEMS = 6;
    static final int FIELDS = 7;
    static final int ABSENT = 8;
    static final int COMMITTED = 9;

    private QuestionTag() {}
}
