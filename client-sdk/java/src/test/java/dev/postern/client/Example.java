package dev.postern.client;

import java.time.Duration;

/** The example of the README, which a test keeps equal to it. */
final class Example {

    private Example() {}

    static String run(String target) {
        // README begin
        try (PosternClient postern =
                PosternClient.builder(target).deadline(Duration.ofSeconds(2)).build()) {
            CheckRequest question = CheckRequest.of("file.read", "/docs/42")
                    .principal("alice")
                    .context(AttributeMap.EMPTY.with("size", 12));
            Answer answer = postern.check(question);
            return answer.allowed() ? "go ahead: " + answer.rule() : "no: " + answer.reason();
        }
        // README end
    }
}
