package vn.lienthong.service;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import vn.lienthong.connector.soap.Xml;

/**
 * A signature in an envelope by the key of a certificate that lies beside it (WS-Security 1.1, X.509 token profile). One shape is read:
 * token, timestamp and signature alone in the one header, the signature over exactly the body and the timestamp that are acted upon.
 * Whose the certificate is, the register says; nothing in the envelope chooses a key, an algorithm or a part.
 */
final class EnvelopeSignature {
    private static final String X509 =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";
    private static final Set<String> SIGNED_BY = Set.of(SignatureMethod.RSA_SHA256, SignatureMethod.ECDSA_SHA256);

    private final X509Certificate certificate;
    private final Element signature;
    private final Element body;
    private final Element timestamp;

    private EnvelopeSignature(X509Certificate certificate, Element signature, Element body, Element timestamp) {
        this.certificate = certificate;
        this.signature = signature;
        this.body = body;
        this.timestamp = timestamp;
    }

    /** What stands in an envelope, where it is of the one shape; that anything is signed is not looked at yet. */
    static Optional<EnvelopeSignature> of(byte[] envelope) {
        try {
            return of(Xml.document(envelope, "UTF-8"));
        } catch (XMLStreamException | CertificateException | IllegalArgumentException hostile) {
            return Optional.empty(); // nobody is shown by it
        }
    }

    private static Optional<EnvelopeSignature> of(Document document) throws CertificateException {
        Element envelope = document.getDocumentElement();
        List<Element> parts = children(envelope);
        String space = String.valueOf(envelope.getNamespaceURI());
        if (parts.size() != 2 || !is(parts.get(0), space, "Header") || !is(parts.get(1), space, "Body")) {
            return Optional.empty();
        }
        List<Element> headers = children(parts.get(0)).stream()
                .filter(header -> is(header, EnvelopeToken.SPACE, EnvelopeToken.HEADER))
                .toList();
        if (headers.size() != 1 || !unique(document)) {
            return Optional.empty();
        }
        Map<String, Element> shown = new HashMap<>();
        for (Element one : children(headers.get(0))) {
            if (shown.put(one.getNamespaceURI() + " " + one.getLocalName(), one) != null) {
                return Optional.empty();
            }
        }
        @Nullable Element token = shown.remove(EnvelopeToken.SPACE + " BinarySecurityToken");
        @Nullable Element timestamp = shown.remove(EnvelopeToken.UTILITY + " Timestamp");
        @Nullable Element signature = shown.remove(XMLSignature.XMLNS + " Signature");
        Element body = parts.get(1);
        if (token == null || timestamp == null || signature == null || !shown.isEmpty()) {
            return Optional.empty();
        }
        boolean named = !id(body).isEmpty() && !id(timestamp).isEmpty();
        boolean known = token.getAttributeNS(null, "ValueType").equals(X509)
                && token.getAttributeNS(null, "EncodingType").equals(EnvelopeToken.BASE64);
        return named && known
                ? Optional.of(new EnvelopeSignature(certificate(token), signature, body, timestamp))
                : Optional.empty();
    }

    private static X509Certificate certificate(Element token) throws CertificateException {
        byte[] encoded = Base64.getMimeDecoder().decode(token.getTextContent());
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static boolean is(Element element, String space, String local) {
        return space.equals(element.getNamespaceURI()) && local.equals(element.getLocalName());
    }

    private static String id(Element element) {
        return element.getAttributeNS(EnvelopeToken.UTILITY, "Id");
    }

    /** Whether no two elements are called the same, by whatever attribute somebody may take for a name. */
    private static boolean unique(Document document) {
        Set<String> ids = new HashSet<>();
        List<Element> open = new ArrayList<>(List.of(document.getDocumentElement()));
        while (!open.isEmpty()) {
            Element element = open.remove(open.size() - 1);
            open.addAll(children(element));
            NamedNodeMap attributes = element.getAttributes();
            Set<String> own = new HashSet<>();
            for (int i = 0; i < attributes.getLength(); i++) {
                Attr attribute = (Attr) attributes.item(i);
                String name = attribute.getLocalName() == null ? attribute.getName() : attribute.getLocalName();
                if (name.equalsIgnoreCase("id")) {
                    own.add(attribute.getValue());
                }
            }
            if (own.size() > 1 || !own.isEmpty() && !ids.addAll(own)) {
                return false;
            }
        }
        return true;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /**
     * What no other envelope of the signer has, once it is proven that the certificate's key signed body and timestamp. It is made of what
     * was signed and not of the signature, which others can write differently.
     */
    Optional<String> proven() {
        try {
            DOMValidateContext context =
                    new DOMValidateContext(KeySelector.singletonKeySelector(certificate.getPublicKey()), signature);
            context.setProperty("org.jcp.xml.dsig.secureValidation", true);
            context.setIdAttributeNS(body, EnvelopeToken.UTILITY, "Id");
            context.setIdAttributeNS(timestamp, EnvelopeToken.UTILITY, "Id");
            XMLSignature read = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            return allowed(read) && read.validate(context) ? Optional.of(once(read.getSignedInfo())) : Optional.empty();
        } catch (MarshalException | XMLSignatureException | RuntimeException hostile) {
            return Optional.empty(); // the parser of signatures also stumbles, over what is none
        }
    }

    private boolean allowed(XMLSignature read) {
        SignedInfo signed = read.getSignedInfo();
        Set<String> parts = new HashSet<>();
        for (Reference reference : signed.getReferences()) {
            List<Transform> transforms = reference.getTransforms();
            if (transforms.size() != 1
                    || !transforms.get(0).getAlgorithm().equals(CanonicalizationMethod.EXCLUSIVE)
                    || !reference.getDigestMethod().getAlgorithm().equals(DigestMethod.SHA256)) {
                return false;
            }
            parts.add(reference.getURI());
        }
        return signed.getReferences().size() == 2
                && parts.equals(Set.of("#" + id(body), "#" + id(timestamp)))
                && signed.getCanonicalizationMethod().getAlgorithm().equals(CanonicalizationMethod.EXCLUSIVE)
                && SIGNED_BY.contains(signed.getSignatureMethod().getAlgorithm())
                && read.getObjects().isEmpty();
    }

    private static String once(SignedInfo signed) {
        Map<String, String> digests = new TreeMap<>();
        for (Reference reference : signed.getReferences()) {
            digests.put(reference.getURI(), Base64.getEncoder().encodeToString(reference.getDigestValue()));
        }
        return digests.toString();
    }
}
