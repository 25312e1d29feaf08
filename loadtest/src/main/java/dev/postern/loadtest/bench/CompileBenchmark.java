package dev.postern.loadtest.bench;

import dev.postern.policy.Compilation;
import dev.postern.policy.Program;
import dev.postern.policy.SourceFile;
import dev.postern.sidecar.decide.ActiveProgram;
import dev.postern.sidecar.source.BundleCaps;
import dev.postern.sidecar.source.BundleReader;
import dev.postern.sidecar.source.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ten thousand rules to a program that answers, from text and from a file: once in a cold JVM, and warm. */
@State(Scope.Thread)
@BenchmarkMode({Mode.SingleShotTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {

    private final List<SourceFile> files = ShopRules.files(10_000);
    private final ActiveProgram active = new ActiveProgram();

    @SuppressWarnings("NullAway.Init") // written before the first call
    private Path bundle;

    @Setup
    public void write() throws IOException {
        bundle = Files.createTempDirectory("bundle");
        for (SourceFile file : files) {
            Files.writeString(bundle.resolve(file.path()), file.text());
        }
    }

    @TearDown
    public void delete() throws IOException {
        for (SourceFile file : files) {
            Files.delete(bundle.resolve(file.path()));
        }
        Files.delete(bundle);
    }

    @Benchmark
    public Compilation compile() {
        return Program.compile(files);
    }

    @Benchmark
    public ActiveProgram fromFileToServing() {
        Reading reading = new BundleReader(bundle, BundleCaps.DEFAULTS).read();
        Compilation compilation = Program.compile(((Reading.Files) reading).files());
        active.set(((Compilation.Compiled) compilation).program());
        return active;
    }
}
