package dev.postern.sidecar.grpc;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that signs certificates for tests and writes them as PEM files. */
public final class Certificates {

    /** Long past and far away, so that the tests do not end with the year. */
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    private static final Instant TO = FROM.plus(Duration.ofDays(36_500));

    private final X500Name name;
    private final KeyPair keys = keyPair();
    private final X509Certificate certificate;

    public Certificates(String name) throws GeneralSecurityException {
        this.name = new X500Name("CN=" + name);
        this.certificate = sign(this.name, keys, new GeneralName(GeneralName.dNSName, name), true);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Writes the authority's certificate. */
    public void writeTo(Path file) {
        write(file, "CERTIFICATE", encoded(certificate));
    }

    /** Issues a certificate that bears a DNS name, or a URI, and writes it and its key; returns it. */
    public X509Certificate issue(String alternative, Path certificateFile, Path keyFile)
            throws GeneralSecurityException {
        KeyPair pair = keyPair();
        boolean uri = alternative.contains("://");
        GeneralName general =
                new GeneralName(uri ? GeneralName.uniformResourceIdentifier : GeneralName.dNSName, alternative);
        X500Name subject = new X500Name(uri ? "CN=workload" : "CN=" + alternative);
        X509Certificate issued = sign(subject, pair, general, false);
        write(certificateFile, "CERTIFICATE", encoded(issued));
        writeKey(keyFile, pair.getPrivate());
        return issued;
    }

    static void writeKey(Path file, PrivateKey key) {
        write(file, "PRIVATE KEY", key.getEncoded());
    }

    static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate sign(X500Name subject, KeyPair pair, GeneralName alternative, boolean authority)
            throws GeneralSecurityException {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.valueOf(subject.hashCode() & 0xffffL).add(BigInteger.ONE),
                            Date.from(FROM),
                            Date.from(TO),
                            subject,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternative));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Path file, String type, byte[] der) {
        StringWriter pem = new StringWriter();
        pem.append("-----BEGIN ").append(type).append("-----\n");
        pem.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
        pem.append("\n-----END ").append(type).append("-----\n");
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, pem.toString());
            Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
