package vn.lienthong.service;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.connector.soap.Xml;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;

/**
 * Answers programs that ask in envelopes. What becomes of a question is decided where it is decided for REST; here it is only taken out
 * of its envelope, and the answer put into one.
 */
@Component
class SoapDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SoapDesk.class);

    /** Where nothing can be read, the hub says what it says to an envelope of this, in the version of SOAP that was meant. */
    private static final String NOTHING = "<e:Envelope xmlns:e=\"%s\"><e:Body><unread/></e:Body></e:Envelope>";

    private static final Pattern ADDRESS = Pattern.compile("/soap/([a-z0-9-]{1,63})/v([1-9][0-9]{0,3})");

    private final Doorkeeper door;
    private final CallTools tools;
    private final EnvelopeTokens tokens;
    private final SoapEndpoints endpoints;
    private final Map<ServiceId, Known> schemas = new ConcurrentHashMap<>();

    SoapDesk(Doorkeeper door, CallTools tools, EnvelopeTokens tokens, SoapEndpoints endpoints) {
        this.door = door;
        this.tokens = tokens;
        this.tools = tools;
        this.endpoints = endpoints;
    }

    private record Known(List<Column> ask, QuestionSchema schema) {}

    /**
     * The answer to one envelope.
     *
     * @param path the part after the host
     * @param twelve whether the caller speaks SOAP 1.2
     * @param envelope what was sent; empty where it is of a kind or size that is not read
     */
    SoapReply answer(Sender sender, String path, boolean twelve, Supplier<Optional<byte[]>> envelope, Locale locale) {
        Optional<ServiceCaller> caller = door.caller(sender.proof());
        if (caller.isEmpty()) {
            return sender.proof().given()
                    ? refuse(twelve, Doorkeeper.stranger(), locale)
                    : shown(sender, path, twelve, envelope.get(), locale);
        }
        Refused narrowed = door.narrowed(caller.get());
        if (narrowed != null) {
            return refuse(twelve, narrowed, locale);
        }
        Optional<byte[]> sent = envelope.get();
        return sent.isEmpty()
                ? refuse(twelve, unread(caller.get(), ServiceError.ASK_NO_ENVELOPE), locale)
                : endpoints.of(twelve).exchange(sent.get(), new Call(caller.get(), path, false, locale));
    }

    /**
     * What is said of who sends an envelope without looking into it.
     *
     * @param proof where anything is given, what the envelope says is not looked at
     * @param encrypted whether nobody on the way could read it
     * @param address where it came from
     */
    record Sender(Proof proof, boolean encrypted, String address) {
        @Override
        public String toString() {
            return "Sender[" + address + "]";
        }
    }

    /** Of an envelope that may itself show who sends it. */
    private SoapReply shown(Sender sender, String path, boolean twelve, Optional<byte[]> sent, Locale locale) {
        Optional<Element> envelope = sent.flatMap(SoapDesk::read).filter(EnvelopeToken::shown);
        if (envelope.isEmpty()) {
            return refuse(twelve, Doorkeeper.stranger(), locale);
        }
        try {
            ServiceCaller caller = tokens.sender(envelope.get(), sent.get(), sender.encrypted(), sender.address());
            return endpoints.of(twelve).exchange(sent.get(), new Call(caller, path, true, locale));
        } catch (HubException denied) {
            Long seconds = denied.arguments().get("seconds") instanceof Number wait ? wait.longValue() : null;
            int status = denied.code() == ServiceError.LIMIT_REACHED ? 429 : 401;
            return refuse(twelve, new Refused(status, denied, null, seconds), locale);
        }
    }

    private static Optional<Element> read(byte[] envelope) {
        try {
            return Optional.of(Xml.tree(Xml.reader(envelope, "UTF-8")));
        } catch (XMLStreamException hostile) {
            return Optional.empty(); // nobody is shown by it
        }
    }

    private Refused unread(ServiceCaller caller, ServiceError why) {
        return door.uncalled(caller, Refused.of(400, why, Map.of()));
    }

    private SoapReply refuse(boolean twelve, Refused why, Locale locale) {
        return endpoints
                .of(twelve)
                .exchange(
                        NOTHING.formatted(SoapEndpoints.space(twelve)).getBytes(StandardCharsets.UTF_8),
                        new Enveloped() {
                            @Override
                            public String answer(Element question) {
                                throw new RefusedCall(why);
                            }

                            @Override
                            public Refused unread(boolean header) {
                                return why;
                            }

                            @Override
                            public Locale locale() {
                                return locale;
                            }
                        });
    }

    /** The question in an envelope, of a program that is known. */
    private final class Call implements Enveloped {
        private final ServiceCaller caller;
        private final String path;
        private final boolean shown;
        private final Locale locale;
        private Map<String, String> announced = Map.of();

        Call(ServiceCaller caller, String path, boolean shown, Locale locale) {
            this.caller = caller;
            this.path = path;
            this.shown = shown;
            this.locale = locale;
        }

        @Override
        public String answer(Element question) {
            try {
                return answered(question);
            } catch (RefusedCall refused) {
                throw refused;
            } catch (RuntimeException failed) {
                LOG.error("an envelope from {} is not answered", caller.actor(), failed);
                throw new RefusedCall(Refused.silent(new HubException(ServiceError.NO_ANSWER_NOW, Map.of())));
            }
        }

        private String answered(Element question) {
            Optional<DataService> service = service(path);
            if (service.isEmpty()) {
                throw new RefusedCall(door.unknown(caller));
            }
            ServiceCall call = new ServiceCall(
                    tools, caller, service.get(), new ServiceCall.Given(() -> fields(service.get(), question), false));
            Refused stopped = door.carryOut(call);
            Refused why = stopped == null ? call.refused() : stopped;
            if (why != null) {
                throw new RefusedCall(why);
            }
            announced = call.announced(DataService.SOAP);
            return SoapAnswer.of(call.service(), call.rows());
        }

        @Override
        public Map<String, String> announced() {
            return announced;
        }

        @Override
        public boolean shown() {
            return shown;
        }

        @Override
        public Refused unread(boolean header) {
            return SoapDesk.this.unread(caller, header ? ServiceError.HEADER_UNKNOWN : ServiceError.ASK_NO_ENVELOPE);
        }

        @Override
        public Locale locale() {
            return locale;
        }
    }

    private Optional<DataService> service(String path) {
        Matcher asked = ADDRESS.matcher(path);
        return asked.matches()
                ? tools.services()
                        .find(new ServiceId(asked.group(1), Integer.parseInt(asked.group(2))))
                        .filter(one -> one.offers(DataService.SOAP))
                : Optional.empty();
    }

    /** By the names of the columns, once the schema allows them. */
    Map<String, Object> fields(DataService service, Element question) {
        ServiceShape shape = ServiceShape.of(tools, service, List.of(), 0, null);
        Map<String, Object> given = schema(shape).fields(question);
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Column column : shape.ask()) {
            fields.put(column.name(), given.get(XmlNames.of(column.name())));
        }
        return fields;
    }

    private QuestionSchema schema(ServiceShape shape) {
        Known known = schemas.get(shape.id());
        if (known == null || !known.ask().equals(shape.ask())) {
            known = new Known(shape.ask(), new QuestionSchema(ServiceSchema.question(shape)));
            schemas.put(shape.id(), known);
        }
        return known.schema();
    }

    /**
     * The WSDL of a service, as far as the program's agreement goes.
     *
     * @param hub the address of the hub as the caller sees it, without a path
     * @param asked whether it is the WSDL that is asked for
     */
    DataAnswer describe(Proof proof, String hub, String path, boolean asked, Locale locale) {
        Optional<ServiceCaller> caller = door.caller(proof);
        if (caller.isEmpty()) {
            return DataAnswer.of(tools.json(), Doorkeeper.stranger(), locale);
        }
        Refused narrowed = door.narrowed(caller.get());
        if (narrowed != null) {
            return DataAnswer.of(tools.json(), narrowed, locale);
        }
        Optional<DataService> service = asked ? service(path) : Optional.empty();
        if (service.isEmpty()) {
            return DataAnswer.of(tools.json(), door.unknown(caller.get()), locale);
        }
        Description description = new Description(tools, caller.get(), service.get());
        Refused stopped = door.carryOut(description);
        Refused why = stopped == null ? description.refused() : stopped;
        return why == null
                ? DataAnswer.xml(ServiceWsdl.of(description.shape(), hub, locale))
                        .with(description.announced(DataService.SOAP))
                : DataAnswer.of(tools.json(), why, locale);
    }
}
