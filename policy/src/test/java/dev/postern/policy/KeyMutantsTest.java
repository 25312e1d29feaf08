package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keys of the cache with a part left out are caught: each class is compiled with one mistake in it, and then some test of
 * the keys fails. Prints which.
 */
class KeyMutantsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/postern/policy");
    private static final List<Class<?>> TESTS = List.of(ProjectionTest.class, CertificateProofTest.class);

    @TempDir
    private Path classes;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Projection     | .text(bundle)                                     |
            Projection     | .text(check.tenant())                             |
            Projection     | .text(check.action())                             |
            Projection     | .text(check.resource())                           |
            Projection     | RawBytes.write(out, field.read(check, time));     |
            Projection     | return boundaries.next(check, time);              | return Long.MAX_VALUE;
            Projection     | check.facts() != Attributes.NONE                  | false
            RawBytes       | out.u8(TEXT).text(text)                           | out.u8(TEXT).plain(text)
            RawBytes       | out.u8(TEXT).text(text)                           | out.text(text)
            RawBytes       | .varint(list.size())                              |
            RawBytes       | .varint(names.length)                             |
            RawBytes       | out.text(name);                                   |
            RawBytes       | out.u8(REAL).u64(Double.doubleToRawLongBits(number.value())) | out.u8(INT).zigzag((long) number.value())
            RawBytes       | bool.value() ? TRUE : FALSE                       | TRUE
            TimeBoundaries | boundary > now                                    | boundary >= now
            TimeBoundaries | next = Math.min(next, after(now, literal));       |
            TimeBoundaries | isVolatile = true;                                |
            CertificateKey | .bytes(comparison.digest())                       |
            CertificateKey | .text(text)                                       | .plain(text)
            CertificateProof | !Arrays.equals(reader.bytes(Sha256.BYTES), comparison.digest()) | reader.bytes(Sha256.BYTES).length == 0
            CertificateProof | comparison.on(text) ? Truth.TRUE : Truth.FALSE  | Truth.TRUE
            """)
    void aMistakeIsCaught(String className, String right, @Nullable String wrong) throws Exception {
        String source = Files.readString(SOURCES.resolve(className + ".java"));
        assertThat(source).contains(right);
        compile(className, source.replace(right, wrong == null ? "" : wrong));

        List<String> failed = failures();

        System.out.printf("%s without %s: caught by %s%n", className, right, failed);
        assertThat(failed).isNotEmpty();
    }

    @Test
    void withoutAMistakeNothingFails() throws Exception {
        assertThat(failures()).isEmpty();
    }

    private void compile(String className, String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        assertThat(compiler.getTask(messages, null, null, options, null, List.of(file))
                        .call())
                .as("%s", messages)
                .isTrue();
    }

    /** Tests that fail when the classes of this project are those in {@link #classes}, the rest as ever. */
    private List<String> failures() throws Exception {
        List<String> failures = new ArrayList<>();
        try (URLClassLoader loader = new Mutated(urls())) {
            for (Class<?> test : TESTS) {
                Class<?> mutated = loader.loadClass(test.getName());
                for (Method method : mutated.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Test.class) && !passes(mutated, method)) {
                        failures.add(method.getName());
                    }
                }
            }
        }
        return failures;
    }

    private static boolean passes(Class<?> test, Method method) throws ReflectiveOperationException {
        try {
            var constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();
            for (Method each : test.getDeclaredMethods()) {
                if (each.isAnnotationPresent(BeforeEach.class)) {
                    call(instance, each);
                }
            }
            call(instance, method);
            return true;
        } catch (InvocationTargetException failed) {
            return false;
        }
    }

    private static void call(Object instance, Method method) throws ReflectiveOperationException {
        method.setAccessible(true);
        method.invoke(instance);
    }

    private URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    /** Loads this project's classes itself. */
    private static final class Mutated extends URLClassLoader {

        Mutated(URL[] urls) {
            super(urls, KeyMutantsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("dev.postern.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }
    }
}
