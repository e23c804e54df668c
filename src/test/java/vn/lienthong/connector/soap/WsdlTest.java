package vn.lienthong.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.ValueType;

/** Descriptions are read from what was handed in and nothing else, and hostile ones are refused quickly. */
class WsdlTest {
    private static final String WSDL = SoapStrangeAnswersTest.WSDL;
    private static final String TYPES = WSDL.substring(WSDL.indexOf("<x:schema"), WSDL.indexOf("</types>"));
    private static final String HEAD = WSDL.substring(0, WSDL.indexOf("<types>"));

    private static Shape answer(Map<String, String> documents) {
        return Wsdl.of(documents)
                .port(Optional.empty())
                .operations()
                .get("List")
                .output();
    }

    private static HubException refused(Map<String, String> documents) {
        HubException refused = catchThrowableOfType(HubException.class, () -> answer(documents));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(SoapError.WSDL_WRONG);
        return refused;
    }

    @Test
    void importsAndIncludesAreFoundAmongWhatWasHandedIn() {
        String main = WSDL.replace(
                TYPES,
                "<x:schema><x:import namespace='urn:t' schemaLocation='http://partner.example/svc?xsd=xsd/types.xsd'/></x:schema>");
        String types = TYPES.replaceFirst("<x:schema", "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema'")
                .replace(
                        "<x:element name=\"pupil\"",
                        "<x:element name=\"class\" type=\"C\" xmlns=\"urn:t\"/><x:element name=\"pupil\"")
                .replaceFirst("<x:element name", "<x:include schemaLocation='../common/class.xsd'/><x:element name");
        String included = "<x:schema xmlns:x='http://www.w3.org/2001/XMLSchema'><x:complexType name='C'><x:sequence>"
                + "<x:element name='year' type='x:int'/></x:sequence></x:complexType></x:schema>";
        Map<String, String> documents = new LinkedHashMap<>();
        documents.put("common/class.xsd", included);
        documents.put("http://partner.example/svc?xsd=xsd/types.xsd", types);
        documents.put("service.wsdl", main);
        HubException elsewhere = catchThrowableOfType(HubException.class, () -> answer(documents));
        assertThat(elsewhere).as("found by its last name").isNull();
        Shape output = answer(documents);
        assertThat(output.part("class").orElseThrow().part("year").orElseThrow().type())
                .isEqualTo(ValueType.INTEGER);
        documents.remove("common/class.xsd");
        assertThat(refused(documents).getMessage()).contains("class.xsd");
    }

    @Test
    void extensionsAttributesChoicesAndWhatIsPartOfItselfAreShapes() {
        String types = TYPES.replace("<x:sequence><x:element name=\"name\" type=\"x:string\"/></x:sequence>", """
                <x:complexContent><x:extension base="t:Base"><x:sequence>
                  <x:choice><x:element name="a" type="x:boolean"/><x:element name="b" type="t:Code"/></x:choice>
                </x:sequence></x:extension></x:complexContent>
                """)
                .replace("</x:schema>", """
                <x:complexType name="Base"><x:sequence><x:element name="id" type="x:long"/>
                  <x:element name="below" type="t:Base" minOccurs="0"/></x:sequence></x:complexType>
                <x:simpleType name="Code"><x:restriction base="x:date"/></x:simpleType></x:schema>
                """);
        Shape pupil = answer(Map.of("a.wsdl", WSDL.replace(TYPES, types)))
                .part("pupil")
                .orElseThrow();
        assertThat(pupil.parts()).extracting(Shape::step).containsExactly("id", "below", "a", "b", "@code");
        assertThat(pupil.part("a").orElseThrow().required()).isFalse();
        assertThat(pupil.part("b").orElseThrow().type()).isEqualTo(ValueType.DATE);
        assertThat(pupil.part("below").orElseThrow().open()).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> hostileDescriptionsAreRefusedQuickly() {
        Map<String, String> files = new LinkedHashMap<>();
        String root = "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'>";
        String bomb = IntStream.range(1, 12)
                .mapToObj(i -> "<!ENTITY e" + i + " '" + ("&e" + (i - 1) + ";").repeat(10) + "'>")
                .reduce("<!ENTITY e0 '001209000123'>", String::concat);
        files.put("a billion laughs", "<!DOCTYPE d [" + bomb + "]>" + root + "&e11;</definitions>");
        files.put(
                "a quadratic bomb",
                "<!DOCTYPE d [<!ENTITY a '" + "x".repeat(50_000) + "'>]>" + root + "&a;".repeat(50_000)
                        + "</definitions>");
        files.put(
                "a file of this machine",
                "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + root + "&a;</definitions>");
        files.put("an address", "<!DOCTYPE d [<!ENTITY a SYSTEM 'http://127.0.0.1:1/'>]>" + root + "&a;</definitions>");
        files.put("an outside document type", "<!DOCTYPE d SYSTEM 'http://127.0.0.1:1/x.dtd'>" + WSDL);
        files.put("a public document type", "<!DOCTYPE d PUBLIC '-//x' 'file:///etc/passwd'>" + WSDL);
        files.put("a parameter entity", "<!DOCTYPE d [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>" + WSDL);
        files.put("an empty document type", "<!DOCTYPE definitions>" + WSDL);
        files.put("default attributes", "<!DOCTYPE d [<!ATTLIST d a CDATA 'x'>]>" + WSDL);
        files.put("an unknown entity", root + "&nobody;</definitions>");
        files.put("depth", root + "<a>".repeat(50_000) + "</a>".repeat(50_000) + "</definitions>");
        files.put(
                "names",
                root
                        + IntStream.range(0, 20_000)
                                .mapToObj(i -> "<n" + i + "/>")
                                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                        + "</definitions>");
        files.put(
                "attributes",
                root + "<a "
                        + IntStream.range(0, 5_000)
                                .mapToObj(i -> "a" + i + "=''")
                                .reduce(
                                        new StringBuilder(),
                                        (all, one) -> all.append(one).append(' '),
                                        StringBuilder::append)
                        + "/></definitions>");
        files.put(
                "namespaces",
                root + "<a "
                        + IntStream.range(0, 5_000)
                                .mapToObj(i -> "xmlns:a" + i + "='u" + i + "'")
                                .reduce(
                                        new StringBuilder(),
                                        (all, one) -> all.append(one).append(' '),
                                        StringBuilder::append)
                        + "/></definitions>");
        files.put("no end", root + "<types>".repeat(3));
        files.put("nothing", "");
        files.put("no XML", "%PDF-1.7");
        files.put("a zero", WSDL.replace("List", "Li\u0000st"));
        files.put("two roots", "<a/>" + WSDL);
        files.put(
                "XInclude",
                WSDL.replace(
                                "<types>",
                                "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/><types>")
                        .replace(TYPES, ""));
        files.put(
                "an import from the network",
                WSDL.replace("<types>", "<import namespace='urn:x' location='http://127.0.0.1:1/x.wsdl'/><types>"));
        files.put(
                "an import from this machine",
                WSDL.replace("<types>", "<import namespace='urn:x' location='file:///etc/passwd'/><types>"));
        files.put(
                "a schema from the network",
                WSDL.replace(
                        TYPES,
                        "<x:schema><x:import namespace='urn:t' schemaLocation='http://127.0.0.1:1/x.xsd'/></x:schema>"));
        files.put(
                "a path out of the folder",
                WSDL.replace(TYPES, "<x:schema><x:include schemaLocation='../../../../etc/passwd'/></x:schema>"));
        files.put("groups that hold each other", WSDL.replace(TYPES, entangled()));
        return files.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> {
                    Instant start = Instant.now();
                    HubException refused = refused(Map.of("a.wsdl", file.getValue()));
                    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
                    assertThat(refused.getMessage())
                            .doesNotContain("001209000123")
                            .doesNotContain("root:");
                }));
    }

    private static String entangled() {
        String all = IntStream.range(0, 40)
                .mapToObj(i -> "<x:group ref='t:g" + i + "'/>")
                .reduce("", String::concat);
        String groups = IntStream.range(0, 40)
                .mapToObj(i -> "<x:group name='g" + i + "'><x:sequence>" + all + "</x:sequence></x:group>")
                .reduce("", String::concat);
        return TYPES.replace("</x:schema>", groups + "</x:schema>")
                .replace("<x:element name=\"pupil\"", "<x:group ref='t:g0'/><x:element name=\"pupil\"");
    }
}
