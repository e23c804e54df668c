package vn.lienthong.service;

import java.util.List;
import java.util.Locale;
import vn.lienthong.connector.soap.Xml;

/** Describes a service as WSDL 1.1: document/literal wrapped, one operation, by SOAP 1.1 and 1.2. */
final class ServiceWsdl {
    private static final String HTTP = "http://schemas.xmlsoap.org/soap/http";

    private ServiceWsdl() {}

    /** @param hub the address of the hub as its reader sees it, without a path */
    static String of(ServiceShape shape, String hub, Locale locale) {
        String address = Xml.escaped(hub + shape.id().soapAddress());
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.append("<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\"");
        text.append(" xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\"");
        text.append(" xmlns:soap12=\"http://schemas.xmlsoap.org/wsdl/soap12/\"");
        String space = Xml.escaped(shape.id().space());
        text.append(" xmlns:hub=\"%s\"".formatted(ServiceSchema.PROBLEM_SPACE));
        text.append(" xmlns:tns=\"%s\" targetNamespace=\"%s\" name=\"service\">".formatted(space, space));
        text.append("<wsdl:documentation>").append(Xml.escaped(shape.title().in(locale)));
        if (shape.retirement().announced()) {
            text.append(". ")
                    .append(Xml.escaped(AgreementNotices.ending(shape.id(), shape.retirement())
                            .in(locale)));
        }
        text.append("</wsdl:documentation>");
        text.append("<wsdl:types>").append(ServiceSchema.messages(shape));
        text.append(ServiceSchema.problem()).append("</wsdl:types>");
        message(text, ServiceSchema.ASK, "parameters", "tns");
        message(text, ServiceSchema.ANSWER, "parameters", "tns");
        message(text, ServiceSchema.PROBLEM, "problem", "hub");
        text.append("<wsdl:portType name=\"service\"><wsdl:operation name=\"ask\"><wsdl:input message=\"tns:ask\"/>");
        text.append("<wsdl:output message=\"tns:askResponse\"/><wsdl:fault name=\"problem\" message=\"tns:problem\"/>");
        text.append("</wsdl:operation></wsdl:portType>");
        binding(text, "soap");
        binding(text, "soap12");
        text.append("<wsdl:service name=\"service\">");
        for (String way : List.of("soap", "soap12")) {
            text.append("<wsdl:port name=\"%s\" binding=\"tns:%s\"><%s:address location=\"%s\"/></wsdl:port>"
                    .formatted(way, way, way, address));
        }
        return text.append("</wsdl:service></wsdl:definitions>").toString();
    }

    private static void message(StringBuilder text, String name, String part, String prefix) {
        text.append("<wsdl:message name=\"%s\"><wsdl:part name=\"%s\" element=\"%s:%s\"/></wsdl:message>"
                .formatted(name, part, prefix, name));
    }

    private static void binding(StringBuilder text, String way) {
        text.append("<wsdl:binding name=\"%s\" type=\"tns:service\">".formatted(way));
        text.append("<%s:binding style=\"document\" transport=\"%s\"/>".formatted(way, HTTP));
        text.append("<wsdl:operation name=\"ask\"><%s:operation soapAction=\"\"/>".formatted(way));
        text.append("<wsdl:input><%s:body use=\"literal\"/></wsdl:input>".formatted(way));
        text.append("<wsdl:output><%s:body use=\"literal\"/></wsdl:output>".formatted(way));
        text.append("<wsdl:fault name=\"problem\"><%s:fault name=\"problem\" use=\"literal\"/></wsdl:fault>"
                .formatted(way));
        text.append("</wsdl:operation></wsdl:binding>");
    }
}
