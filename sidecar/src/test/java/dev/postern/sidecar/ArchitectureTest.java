package dev.postern.sidecar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.postern", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule pipelineKnowsNoDoor = noClasses()
            .that()
            .resideInAPackage("dev.postern.sidecar.decide..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.grpc..",
                    "com.google.protobuf..",
                    "dev.postern.v1..",
                    "io.envoyproxy..",
                    "dev.postern.sidecar.grpc..",
                    "dev.postern.sidecar.envoy..",
                    "dev.postern.sidecar.telemetry..",
                    "dev.postern.sidecar.source..",
                    "dev.postern.sidecar.cli..");

    @ArchTest
    static final ArchRule clientDoesNotSeeTheSidecar = noClasses()
            .that()
            .resideInAPackage("dev.postern.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.postern.sidecar..");

    @ArchTest
    static final ArchRule doorsDoNotFormatOnTheHotPath = noClasses()
            .that()
            .resideInAnyPackage("dev.postern.sidecar.decide..", "dev.postern.sidecar.envoy..")
            .should()
            .callMethod(String.class, "format", String.class, Object[].class);

    @ArchTest
    static final ArchRule wallClockIsAnArgument = noClasses()
            .that()
            .resideOutsideOfPackage("dev.postern.v1..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule noEmptyWords = classes()
            .that()
            .resideInAPackage("dev.postern..")
            .and()
            .resideOutsideOfPackage("dev.postern.v1..")
            .should()
            .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Processor|Data|Info)$");

    @ArchTest
    static final ArchRule onlyTheWiringSeesWhatAnOperatorSet = noClasses()
            .that()
            .resideOutsideOfPackages("dev.postern.sidecar", "dev.postern.sidecar.settings")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.postern.sidecar.settings");

    @ArchTest
    static final ArchRule packagesOfTheSidecarHaveNoCycles =
            slices().matching("dev.postern.sidecar.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheCommandLineHaveNoCycles =
            slices().matching("dev.postern.sidecar.cli.(*)..").should().beFreeOfCycles();
}
