package vn.lienthong.connector.soap;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import vn.lienthong.connector.ConnectorContract;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ContractRows;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.testing.SoapPartner;

class SoapContractTest extends ConnectorContract {
    private static final String OPERATIONS = """
            rows:
              operation: ListPupils
              rows: /page/pupils/pupil
              columns:
                code: /code
                name: /name
                grade: { at: /grade, type: integer }
                born: { at: /born, type: date }
                source: /source
              paging: { by: page, parameter: page, size_parameter: size, size: 7 }
            find:
              operation: FindPupil
            """;

    private static @Nullable SoapPartner partner;
    private static Map<String, String> wsdl = Map.of();

    private static SoapPartner partner() {
        if (partner == null) {
            partner = new SoapPartner();
            wsdl = partner.wsdl();
            for (@Nullable Object[] row : ContractRows.stored()) {
                SoapPartner.Pupil pupil = new SoapPartner.Pupil();
                pupil.code = String.valueOf(row[0]);
                pupil.name = (String) row[1];
                pupil.grade = row[2] == null ? null : ((Long) row[2]).intValue();
                pupil.source = (String) row[4];
                try {
                    pupil.born = row[3] == null
                            ? null
                            : DatatypeFactory.newInstance().newXMLGregorianCalendar(row[3].toString());
                } catch (DatatypeConfigurationException failed) {
                    throw new IllegalStateException(failed);
                }
                partner.rows().add(pupil);
            }
        }
        return partner;
    }

    @AfterAll
    static void stop() {
        if (partner != null) {
            partner.close();
            partner = null;
        }
    }

    @Override
    protected ConnectorType type() {
        return new SoapType();
    }

    @Override
    protected Opening opening() {
        return way(partner().port()).opening();
    }

    private static SoapWay way(int port) {
        partner();
        return new SoapWay(port, wsdl).operations(OPERATIONS);
    }

    @Override
    protected String readable() {
        return "rows";
    }

    @Override
    protected String writable() {
        throw new IllegalStateException("not declared");
    }

    @Override
    protected String callable() {
        return "find";
    }

    @Override
    protected Batch questions() {
        List<@Nullable Object[]> rows = List.of(
                new @Nullable Object[] {"k0003"},
                new @Nullable Object[] {"fault-001209000123"},
                new @Nullable Object[] {"nobody"},
                new @Nullable Object[] {null},
                new @Nullable Object[] {"k0025"});
        return RowBatch.of(new Schema(List.of(Column.of("code", ValueType.TEXT))), rows, 11);
    }

    @Override
    protected Map<String, Opening> broken(int deadPort, int silentPort) {
        Map<String, Opening> ways = new LinkedHashMap<>();
        ways.put("dead port", way(deadPort).opening());
        ways.put("silent server", way(silentPort).opening());
        ways.put(
                "encryption where there is none",
                way(partner().port()).with("tls", "verify").opening());
        ways.put("another path", way(partner().port()).with("path", "/nothing").opening());
        ways.put(
                "no WSDL",
                way(partner().port()).with("wsdl", Map.of("a.wsdl", "<a/>")).opening());
        return ways;
    }

    @Override
    protected Map<String, byte[]> lies() {
        return Map.of(
                "no web server", ascii("220 mail.example ESMTP\r\n"),
                "a header without end", ascii("HTTP/1.1 200 OK\r\nX: "),
                "an answer of an exabyte", xml("Content-Length: 999999999999999999\r\n\r\n<"),
                "chunks of two gigabytes", xml("Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n<"),
                "elements in elements",
                        xml("Content-Length: 4000\r\n\r\n" + "<a>".repeat(2000).substring(0, 4000)));
    }

    private static byte[] xml(String more) {
        return ascii("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n" + more);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected Opening at(int port) {
        return way(port).opening();
    }

    /** Types are told by the WSDL, keys and limits with the dataset. */
    @Override
    protected boolean typed() {
        return false;
    }
}
