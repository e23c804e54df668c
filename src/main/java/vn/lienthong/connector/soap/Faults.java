package vn.lienthong.connector.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapFault;

/** What of a fault may be told: its codes. */
final class Faults {
    private static final Set<String> OURS = Set.of("Client", "Sender");
    /** As WS-Security 1.1 names them, in short. */
    private static final Set<String> SIGN_IN = Set.of(
            "FailedAuthentication",
            "InvalidSecurity",
            "InvalidSecurityToken",
            "FailedCheck",
            "SecurityTokenUnavailable",
            "SecurityError",
            "MessageExpired",
            "UnsupportedSecurityToken");

    private Faults() {}

    static Envelopes.Fault of(SoapFault fault) {
        List<QName> codes = new ArrayList<>();
        codes.add(fault.getFaultCode());
        if (fault.getSubCodes() != null) {
            codes.addAll(fault.getSubCodes());
        }
        return of(codes);
    }

    private static Envelopes.Fault of(List<QName> codes) {
        List<String> names = codes.stream()
                .filter(code -> code != null)
                .map(QName::getLocalPart)
                .toList();
        String last = names.isEmpty() ? "" : names.get(names.size() - 1);
        // a partner may put anything there: only what is plainly a code is told
        String told = last.matches("[A-Za-z][A-Za-z._-]{0,60}") ? last : "…";
        // SOAP 1.1 says more behind a point: Client.Authentication
        boolean ours = names.stream().anyMatch(name -> OURS.contains(name.replaceFirst("\\..*", "")));
        boolean signIn = names.stream().anyMatch(SIGN_IN::contains);
        return new Envelopes.Fault(told, ours, signIn);
    }
}
