package vn.lienthong.service;

import vn.lienthong.connector.soap.Xml;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ValueType;

/** The messages of a service as an XML schema: what its WSDL shows is what questions are judged by. */
final class ServiceSchema {
    static final String SPACE = "http://www.w3.org/2001/XMLSchema";

    /** What is asked, and with {@code Response} behind it what is answered. */
    static final String ASK = "ask";

    static final String ANSWER = "askResponse";
    static final String ROW = "row";
    static final String PROBLEM = "problem";
    static final String PROBLEM_SPACE = "https://lienthong.vn/services/problem";

    private final ServiceShape shape;
    private final StringBuilder text = new StringBuilder();

    private ServiceSchema(ServiceShape shape) {
        this.shape = shape;
    }

    /** What is asked and answered. */
    static String messages(ServiceShape shape) {
        ServiceSchema schema = new ServiceSchema(shape);
        schema.begin();
        schema.question();
        schema.answer();
        return schema.text.append("</xs:schema>").toString();
    }

    /** What is asked alone. */
    static String question(ServiceShape shape) {
        ServiceSchema schema = new ServiceSchema(shape);
        schema.begin();
        schema.question();
        return schema.text.append("</xs:schema>").toString();
    }

    /** Why something is refused: the same for every service, there or not. */
    static String problem() {
        StringBuilder text = new StringBuilder();
        begin(text, PROBLEM_SPACE);
        text.append("<xs:element name=\"problem\"><xs:complexType><xs:sequence>");
        text.append("<xs:element name=\"code\" type=\"xs:string\"/><xs:element name=\"remedy\" type=\"xs:string\"/>");
        text.append("<xs:element name=\"seconds\" type=\"xs:long\" minOccurs=\"0\"/>");
        return text.append("</xs:sequence></xs:complexType></xs:element></xs:schema>")
                .toString();
    }

    private void begin() {
        begin(text, Xml.escaped(shape.id().space()));
    }

    private static void begin(StringBuilder text, String space) {
        text.append(
                "<xs:schema xmlns:xs=\"%s\" xmlns:tns=\"%s\" targetNamespace=\"%s\" elementFormDefault=\"qualified\">"
                        .formatted(SPACE, space, space));
    }

    private void question() {
        open(ASK);
        for (Column column : shape.ask()) {
            text.append("<xs:element name=\"")
                    .append(XmlNames.of(column.name()))
                    .append("\">");
            text.append("<xs:simpleType>").append(asked(column.type())).append("</xs:simpleType></xs:element>");
        }
        close();
    }

    private void answer() {
        open(ANSWER);
        text.append("<xs:element name=\"").append(ROW).append("\" maxOccurs=\"").append(ServiceCall.MOST_ROWS);
        text.append("\"><xs:complexType><xs:sequence>");
        for (Column column : shape.answer()) {
            text.append("<xs:element name=\"")
                    .append(XmlNames.of(column.name()))
                    .append("\" nillable=\"true\" type=\"");
            text.append(base(column.type())).append("\"/>");
        }
        text.append("</xs:sequence></xs:complexType></xs:element>");
        close();
    }

    private void open(String element) {
        text.append("<xs:element name=\"").append(element).append("\"><xs:complexType><xs:sequence>");
    }

    private void close() {
        text.append("</xs:sequence></xs:complexType></xs:element>");
    }

    private static String asked(ValueType type) {
        return switch (type) {
            case TEXT ->
                "<xs:restriction base=\"xs:string\"><xs:minLength value=\"1\"/><xs:maxLength value=\"" + Asked.MOST_TEXT
                        + "\"/></xs:restriction>";
            case DECIMAL -> patterned(type, "-?[0-9]{1,30}(\\.[0-9]{1,20})?");
            case BOOLEAN -> patterned(type, "true|false");
            case DATE -> patterned(type, "[0-9]{4}-[0-9]{2}-[0-9]{2}"); // days have no zone
            case TIME -> patterned(type, "[0-9:.]+");
            case TIMESTAMP -> patterned(type, "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+");
            case MOMENT -> patterned(type, ".+(Z|[+\\-][0-9]{2}:[0-9]{2})");
            case INTEGER, BYTES -> "<xs:restriction base=\"" + base(type) + "\"/>";
        };
    }

    private static String patterned(ValueType type, String pattern) {
        return "<xs:restriction base=\"" + base(type) + "\"><xs:pattern value=\"" + pattern + "\"/></xs:restriction>";
    }

    private static String base(ValueType type) {
        return switch (type) {
            case TEXT -> "xs:string";
            case INTEGER -> "xs:long";
            case DECIMAL -> "xs:decimal";
            case BOOLEAN -> "xs:boolean";
            case DATE -> "xs:date";
            case TIME -> "xs:time";
            case TIMESTAMP, MOMENT -> "xs:dateTime";
            case BYTES -> "xs:base64Binary";
        };
    }
}
