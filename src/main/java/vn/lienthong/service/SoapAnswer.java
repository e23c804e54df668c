package vn.lienthong.service;

import java.util.List;
import java.util.Map;
import vn.lienthong.connector.soap.Xml;

/** Writes rows as the WSDL of their service has them. */
final class SoapAnswer {
    private SoapAnswer() {}

    static String of(ServiceId service, List<Map<String, Object>> rows) {
        StringBuilder text = new StringBuilder();
        text.append("<askResponse xmlns=\"").append(Xml.escaped(service.space()));
        text.append("\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
        for (Map<String, Object> row : rows) {
            text.append("<row>");
            row.forEach((column, value) -> {
                String name = XmlNames.of(column);
                text.append('<').append(name);
                if (value == null) {
                    text.append(" xsi:nil=\"true\"/>");
                } else {
                    text.append('>')
                            .append(Xml.escaped(Written.text(value)))
                            .append("</")
                            .append(name)
                            .append('>');
                }
            });
            text.append("</row>");
        }
        return text.append("</askResponse>").toString();
    }
}
