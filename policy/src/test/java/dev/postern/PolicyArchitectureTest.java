package dev.postern;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may know: its own layers from below, and nothing of the world. */
@AnalyzeClasses(packages = "dev.postern", importOptions = ImportOption.DoNotIncludeTests.class)
class PolicyArchitectureTest {

    @ArchTest
    static final ArchRule layersAreUsedFromAboveOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("crypto")
            .definedBy("dev.postern.crypto..")
            .layer("ccl")
            .definedBy("dev.postern.ccl..")
            .layer("yaml")
            .definedBy("dev.postern.yaml..")
            .layer("policy")
            .definedBy("dev.postern.policy..")
            .layer("evidence")
            .definedBy("dev.postern.evidence..")
            .layer("egress")
            .definedBy("dev.postern.egress..")
            .layer("covenant")
            .definedBy("dev.postern.covenant..")
            .layer("capability")
            .definedBy("dev.postern.capability..")
            .whereLayer("crypto")
            .mayNotAccessAnyLayer()
            .whereLayer("ccl")
            .mayOnlyAccessLayers("crypto")
            .whereLayer("yaml")
            .mayOnlyAccessLayers("crypto", "ccl")
            .whereLayer("policy")
            .mayOnlyAccessLayers("crypto", "ccl", "yaml")
            .whereLayer("evidence")
            .mayOnlyAccessLayers("crypto", "ccl", "policy")
            .whereLayer("egress")
            .mayOnlyAccessLayers("crypto", "ccl", "policy")
            .whereLayer("covenant")
            .mayOnlyAccessLayers("crypto", "ccl", "policy")
            .whereLayer("capability")
            .mayOnlyAccessLayers("crypto", "ccl", "policy", "covenant");

    @ArchTest
    static final ArchRule speaksNoProtocol = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "io.netty..", "com.google.protobuf..", "dev.postern.v1..", "org.slf4j..");

    @ArchTest
    static final ArchRule touchesNoFileOrSocket = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile|FileReader"
                    + "|FileWriter)|java\\.net\\.(Socket|ServerSocket|DatagramSocket|URL|URLConnection|InetAddress"
                    + "|InetSocketAddress)");

    @ArchTest
    static final ArchRule startsNoThread = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Timer|concurrent\\.(Executor.*|ThreadPool.*|ForkJoin.*"
                    + "|CompletableFuture|ScheduledExecutorService))")
            .orShould()
            .callConstructor(Thread.class, Runnable.class);

    @ArchTest
    static final ArchRule timeIsAnArgument = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now");
}
