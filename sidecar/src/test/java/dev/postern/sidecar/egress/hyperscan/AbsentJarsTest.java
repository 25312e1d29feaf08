package dev.postern.sidecar.egress.hyperscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class AbsentJarsTest {

    @Test
    void saysWhatIsNotThere() throws Exception {
        Class<?> hyperscan = new WithoutJars().loadClass(Hyperscan.class.getName());
        Object loading = hyperscan.getMethod("load").invoke(null);
        assertThat(loading.getClass().getSimpleName()).isEqualTo("NotLoaded");
        assertThat(loading.toString()).contains("com/gliwka/hyperscan/jni/hyperscan");
    }

    /** Knows this package anew, and of native code nothing. */
    private static final class WithoutJars extends ClassLoader {

        private static final String HERE = AbsentJarsTest.class.getPackageName();

        WithoutJars() {
            super(AbsentJarsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.gliwka.") || name.startsWith("org.bytedeco.")) {
                throw new ClassNotFoundException(name);
            }
            Class<?> known = findLoadedClass(name);
            return name.startsWith(HERE) ? known == null ? anew(name) : known : super.loadClass(name, resolve);
        }

        private Class<?> anew(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
