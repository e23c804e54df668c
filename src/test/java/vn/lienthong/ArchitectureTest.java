package vn.lienthong;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.springframework.jdbc.core.simple.JdbcClient;

@AnalyzeClasses(packages = "vn.lienthong", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule vendorsStayInTheirConnector = noClasses()
            .that()
            .resideOutsideOfPackages("..connector.jdbc..", "..store..", "..sample..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "org.mariadb..")
            .because("only the connector of a database, and whoever starts such a server, knows its driver");

    @ArchTest
    static final ArchRule statementsStayWithConnectorsAndStarters = noClasses()
            .that()
            .resideOutsideOfPackages("..connector.jdbc..", "..store..", "..sample..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Connection.class,
                    Statement.class,
                    PreparedStatement.class,
                    CallableStatement.class,
                    DriverManager.class)
            .because(
                    "who asks the hub's own database goes through Spring's JdbcClient, which gives connections back; foreign "
                            + "databases are the connectors' own");

    @ArchTest
    static final ArchRule rowsAreTakenWhole = noClasses()
            .should()
            .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
            .because("a stream of rows keeps its connection until somebody closes it; a list gives it back");

    @ArchTest
    static final ArchRule xmlIsReadInOnePlace = noClasses()
            .that()
            .haveNameNotMatching("vn\\.lienthong\\.connector\\.file\\.(WorkbookXml|XmlNames)(\\$.*)?")
            .and()
            .haveNameNotMatching(
                    "vn\\.lienthong\\.connector\\.soap\\."
                            + "(Xml|BoundedXml|MaskedXml|Documents|Wire|Envelopes|Faults|MessageSecurity|SecurityHeaders)(\\$.*)?")
            .and()
            .haveNameNotMatching(
                    "vn\\.lienthong\\.service\\.(SoapEndpoint|SoapWire|SoapFaults|SoapHeaders|SoapDesk|QuestionSchema|EnvelopeSignature)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.xml..", "org.xml.sax..", "org.w3c.dom..")
            .because("a parser as Java gives it reads what a document names: files of this machine and whole networks");

    @ArchTest
    static final ArchRule parsersOfSoapAreMadeInOnePlace = noClasses()
            .that()
            .resideInAnyPackage("..connector.soap..", "..service..")
            .and()
            .doNotHaveSimpleName("Xml")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "javax\\.xml\\.(?!crypto\\.).*Factory|org\\.apache\\.cxf\\.staxutils\\.StaxUtils|javax\\.wsdl\\..*")
            .because("a factory that somebody forgets to harden is a way in; the one that is hardened is Xml");

    @ArchTest
    static final ArchRule soapStaysInItsConnector = noClasses()
            .that()
            .resideOutsideOfPackages("..connector.soap..", "..service..", "..sample..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.cxf..", "org.apache.wss4j..", "jakarta.xml..")
            .because("envelopes are a matter of who speaks SOAP; the rest of the hub knows datasets and questions");

    @ArchTest
    static final ArchRule theHubsOwnWayOutIsItsOnlyOne = noClasses()
            .that()
            .resideOutsideOfPackages("..sample..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.cxf.transport.http..", "org.apache.cxf.transport.servlet..")
            .because("CXF's own transports are there for the sample's partners; they know no list of destinations");

    @ArchTest
    static final ArchRule processesAreStartedForTheHubsOwnServers = noClasses()
            .that()
            .resideOutsideOfPackages("..store..", "..sample..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .because("what anybody writes must never become a command of this machine");

    @ArchTest
    static final ArchRule nothingIsMadeOfBytesOrLookedUpByName = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.naming..", "javax.script..")
            .because("objects that come out of foreign bytes, names or scripts do what their writer wants");

    @ArchTest
    static final ArchRule theEngineStaysInChanges = noClasses()
            .that()
            .resideOutsideOfPackage("..connector.changes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.apache.kafka..", "com.github.shyiko..")
            .because(
                    "the engine that follows a binary log can be exchanged, and is not loaded before a job follows one");

    @ArchTest
    static final ArchRule camelStaysInRoutes = noClasses()
            .that()
            .resideOutsideOfPackage("..route..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .because("Camel carries flows; what a flow does must be testable without it");

    @ArchTest
    static final ArchRule kernelKnowsNothingButJava = noClasses()
            .that()
            .resideInAPackage("..kernel..")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "com.fasterxml..")
            .because("every room leans on the kernel, so it leans on nothing")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule mappingIsPure = noClasses()
            .that()
            .resideInAPackage("..mapping..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "java.net..", "org.springframework.jdbc..", "org.springframework.web..")
            .because("a mapping decides values and nothing else, so that it can be tried on any row at any time");

    @ArchTest
    static final ArchRule webStaysInControllers = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Controller")
            .and()
            .haveSimpleNameNotEndingWith("Api")
            .and()
            .resideOutsideOfPackages("..console..", "..agency..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.web..")
            .because("a room's rules do not depend on who asks over HTTP")
            .allowEmptyShould(true);
}
