package dev.postern.sidecar.cli;

import dev.postern.ccl.Span;

/** One check of a test file and what it should be answered. */
record TestCase(String name, Span span, Question question, Expectation expected) {}
