package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.lienthong.journal.ExportProof;
import vn.lienthong.journal.FileProof;
import vn.lienthong.journal.HandedHeads;
import vn.lienthong.kernel.HubException;

/** Walks the journal's chain: that of a hub, or an export by itself. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyCommand extends HubCommand {
    private static final int BROKEN = 6;

    @Parameters(paramLabel = "EXPORT", arity = "0..1")
    private @Nullable Path export;

    @Option(names = "--key", paramLabel = "FILE")
    private @Nullable Path key;

    @Option(names = "--heads", paramLabel = "FILE")
    private @Nullable Path heads;

    VerifyCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        return export == null ? super.call() : verify(export);
    }

    @Override
    int ask(HubAccess hub) {
        return heads == null ? walk(hub) : verify(hub);
    }

    /** What was handed over is compared here and not by the hub, which might be the one that forgot it. */
    private int verify(HubAccess hub) {
        try {
            Path fetched = Files.createTempFile("lienthong-journal", ".ndjson");
            try {
                try (OutputStream to = Files.newOutputStream(fetched)) {
                    hub.client().copy("journal/export", to);
                }
                return verify(fetched);
            } finally {
                Files.delete(fetched);
            }
        } catch (IOException full) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", "journal.ndjson"), full);
        }
    }

    private int walk(HubAccess hub) {
        JsonNode chain = hub.client().get("journal/chain");
        boolean intact = chain.path("intact").asBoolean();
        if (json()) {
            answer(chain);
        } else {
            say(
                    intact ? "journal.intact" : "journal.broken",
                    Map.of(
                            "entries", chain.path("entries").asLong(),
                            "entry", chain.path("firstBreak").asLong()));
        }
        return intact ? 0 : BROKEN;
    }

    private int verify(Path file) {
        FileProof.Verdict signed = signedFile(file);
        if (signed != null) {
            return tell(file, signed);
        }
        ExportProof.Verdict verdict = verdict(file);
        if (json()) {
            answer(json(verdict));
        } else {
            tell(file, verdict);
        }
        return verdict.broken() == null ? 0 : BROKEN;
    }

    /** The verdict on an account or a person's file; null of an export of the journal. */
    private FileProof.@Nullable Verdict signedFile(Path file) {
        byte[] trusted = key == null ? null : trusted(key);
        try {
            return FileProof.of(file, trusted).orElse(null);
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }

    private int tell(Path file, FileProof.Verdict verdict) {
        ExportProof.Break broken = verdict.broken();
        if (json()) {
            ObjectNode answer = JsonNodeFactory.instance
                    .objectNode()
                    .put("intact", broken == null)
                    .put("kind", verdict.kind())
                    .put("fingerprint", verdict.fingerprint());
            if (broken != null) {
                answer.put("line", broken.line()).put("fault", broken.fault().name());
            } else {
                answer.put("signed", String.valueOf(verdict.signed()));
            }
            answer(answer);
        } else if (broken != null) {
            say("proof.broken", Map.of("file", file, "line", broken.line()));
            say("proof." + broken.fault(), Map.of());
        } else {
            say(
                    "proof.file",
                    Map.of(
                            "file", file,
                            "kind", verdict.kind(),
                            "lines", verdict.lines(),
                            "time", String.valueOf(verdict.signed())));
            if (key == null) {
                say("proof.own-key", Map.of("fingerprint", verdict.fingerprint()));
            }
        }
        return broken == null ? 0 : BROKEN;
    }

    private ExportProof.Verdict verdict(Path file) {
        byte[] trusted = key == null ? null : trusted(key);
        try {
            return ExportProof.of(file, trusted, handed());
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }

    private HandedHeads handed() {
        try {
            return heads == null ? HandedHeads.none() : HandedHeads.read(heads);
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", String.valueOf(heads)), unreadable);
        }
    }

    private static byte[] trusted(Path file) {
        try {
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new HubException(CliError.KEY_UNREADABLE, Map.of("file", file), unreadable);
        }
    }

    private void tell(Path file, ExportProof.Verdict verdict) {
        ExportProof.Break broken = verdict.broken();
        if (broken != null) {
            say("proof.broken", Map.of("file", file, "line", broken.line()));
            say("proof." + broken.fault(), Map.of());
            return;
        }
        say(
                "proof.whole",
                Map.of(
                        "file", file,
                        "entries", verdict.entries(),
                        "heads", verdict.heads(),
                        "time", String.valueOf(verdict.exported())));
        if (key == null) {
            say("proof.own-key", Map.of("fingerprint", verdict.fingerprint()));
        }
    }

    private static ObjectNode json(ExportProof.Verdict verdict) {
        ExportProof.Break broken = verdict.broken();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("intact", broken == null)
                .put("entries", verdict.entries())
                .put("heads", verdict.heads())
                .put("fingerprint", verdict.fingerprint());
        if (broken != null) {
            answer.put("line", broken.line()).put("fault", broken.fault().name());
        } else {
            answer.put("exported", String.valueOf(verdict.exported()));
        }
        return answer;
    }
}
