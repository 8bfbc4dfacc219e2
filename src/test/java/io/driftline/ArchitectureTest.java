package io.driftline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.driftline.bus.Address;
import io.driftline.bus.RequestAddress;
import io.vertx.core.eventbus.EventBus;
import io.vertx.sqlclient.DatabaseException;

/** The rules that the tree rests on. */
@AnalyzeClasses(packages = "io.driftline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule stepsDoNotImportEachOther = slices().matching(
                    "io.driftline.(api|dispatch|staging|status|push)..")
            .should()
            .notDependOnEachOther();

    /** What a job is, who somebody is, what sequences are and what can be wrong: values and rules; of Vert.x values alone. */
    private static final String[] PURE = {
        "io.driftline.job..",
        "io.driftline.identity..",
        "io.driftline.sequences..",
        "io.driftline.problem..",
        "io.driftline.words.."
    };

    @ArchTest
    static final ArchRule pureRoomsKnowNothingButEachOther = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.vertx..", "io.driftline..")
                    .and(not(resideInAnyPackage(PURE)))
                    .and(not(resideInAnyPackage("io.vertx.core.json..", "io.vertx.core.buffer.."))));

    @ArchTest
    static final ArchRule theBusAndTheWireKnowPureRoomsOnly = noClasses()
            .that()
            .resideInAnyPackage("io.driftline.bus..", "io.driftline.wire..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.driftline..")
                    .and(not(resideInAnyPackage(PURE)))
                    .and(not(resideInAnyPackage("io.driftline.bus..", "io.driftline.wire.."))));

    @ArchTest
    static final ArchRule portsKnowNoDatabase = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.driftline.jobs",
                    "io.driftline.jobs.events",
                    "io.driftline.accounts",
                    "io.driftline.accounts.credentials",
                    "io.driftline.accounts.institute",
                    "io.driftline.accounts.passwords")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "io.driftline.database..", "..mysql..");

    @ArchTest
    static final ArchRule onlyAddressesCallTheEventBus = noClasses()
            .that()
            .doNotBelongToAnyOf(Address.class, RequestAddress.class, io.driftline.bus.RecordCodec.class)
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo(EventBus.class))));

    @ArchTest
    static final ArchRule onlyAdaptersKnowTheirClientLibraries = noClasses()
            .that()
            .resideInAnyPackage("..api..", "..dispatch..", "..bus..", "..wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.mysqlclient..", "io.vertx.redis..", "io.vertx.rabbitmq..", "com.rabbitmq..");

    @ArchTest
    static final ArchRule onlyTheDatabaseKnowsWhatItsDriverFailsWith = noClasses()
            .that()
            .resideOutsideOfPackage("..database..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.vertx.mysqlclient..")
                    .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(DatabaseException.class)));

    @ArchTest
    static final ArchRule onlyStagingPushTheRosterAndTheWiringKnowRedis = noClasses()
            .that()
            .resideOutsideOfPackages("..staging..", "..push..", "..roster..", "..wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.redis..");

    @ArchTest
    static final ArchRule onlyStatusKnowsTheBroker = noClasses()
            .that()
            .resideOutsideOfPackage("..status..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.rabbitmq..", "com.rabbitmq..");

    @ArchTest
    static final ArchRule onlyTracingKnowsOpenTelemetry = noClasses()
            .that()
            .resideOutsideOfPackage("..tracing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..", "io.vertx.tracing..");

    @ArchTest
    static final ArchRule onlyTheWiringAndTheCommandLineUseWhatIsEmbedded = noClasses()
            .that()
            .resideOutsideOfPackages("..embedded..", "..cli..", "io.driftline")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..embedded..");

    @ArchTest
    static final ArchRule roomsOfTheApiHaveNoCycles =
            slices().matching("io.driftline.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfAccountsHaveNoCycles =
            slices().matching("io.driftline.accounts.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatProvesSomebodyKnowsNoAccounts = noClasses()
            .that()
            .resideInAnyPackage("io.driftline.accounts.credentials", "io.driftline.accounts.passwords")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.driftline.accounts");

    @ArchTest
    static final ArchRule roomsOfWhatIsReadHaveNoCycles =
            slices().matching("io.driftline.input.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsOfTheCommandLineHaveNoCycles =
            slices().matching("io.driftline.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule operationsDoNotKnowTheServerThatRunsThem = noClasses()
            .that()
            .resideInAPackage("io.driftline.api..")
            .and()
            .resideOutsideOfPackage("io.driftline.api.server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.driftline.api.server");

    @ArchTest
    static final ArchRule whoCallsIsKnownBeforeAnythingIsReadOrAnswered = noClasses()
            .that()
            .resideInAPackage("io.driftline.api.caller")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.driftline.api..").and(not(resideInAPackage("io.driftline.api.caller"))));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.driftline.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheFlowAndTheDoctorKnowTheWiring = noClasses()
            .that()
            .resideOutsideOfPackage("io.driftline.wiring")
            .and()
            .doNotHaveFullyQualifiedName("io.driftline.App")
            .and()
            .doNotHaveFullyQualifiedName("io.driftline.Doctor")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.driftline.wiring");

    @ArchTest
    static final ArchRule nothingKnowsTheEntry = noClasses()
            .that()
            .resideInAPackage("io.driftline.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.driftline");

    /** Commands, the process, and the flow: each knows the next one only. */
    @ArchTest
    static final ArchRule theEntryGoesOneWay =
            slices().assignedFrom(eachClassOf("io.driftline")).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("sleep")));

    @ArchTest
    static final ArchRule onlyTheEntryReadsTheEnvironment = noClasses()
            .that()
            .resideOutsideOfPackage("io.driftline")
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv");

    private static SliceAssignment eachClassOf(String room) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass each) {
                return each.getPackageName().equals(room)
                        ? SliceIdentifier.of(each.getName().replaceFirst("\\$.*", ""))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "classes of " + room;
            }
        };
    }
}
