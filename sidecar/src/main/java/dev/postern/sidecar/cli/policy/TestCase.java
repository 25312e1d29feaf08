package dev.postern.sidecar.cli.policy;

import dev.postern.ccl.Span;
import dev.postern.sidecar.cli.ask.Question;

/** One check of a test file and what it should be answered. */
record TestCase(String name, Span span, Question question, Expectation expected) {}
