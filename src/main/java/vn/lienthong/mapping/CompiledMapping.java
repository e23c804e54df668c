package vn.lienthong.mapping;

import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Schema;

/**
 * A mapping compiled for one source and one target. One run uses one, on one thread at a time: {@code unique} remembers what it
 * has seen; {@link #newRun()} gives a fresh one. A batch is given once; after a resume, give the earlier rows again (they are read
 * again for their keys anyway), else {@code unique} covers only the rows since.
 */
public final class CompiledMapping {
    private final Plan plan;
    private final Schema schema;
    private final List<Checks.Reference> references = new ArrayList<>();
    private final Cells.Names names;
    private final @Nullable SeenValues[] seen;
    private @Nullable Schema lastSchema;
    private int[] positions = new int[0];

    CompiledMapping(Plan plan) {
        this.plan = plan;
        this.schema = new Schema(
                Arrays.stream(plan.fields()).map(CompiledField::column).toList());
        this.names = new Cells.Names(byName(plan.source()), byName(schema));
        this.seen = new SeenValues[plan.fields().length];
        SecureRandom random = new SecureRandom();
        for (int field = 0; field < seen.length; field++) {
            for (MappingCompiler.Judged check : plan.checks()[field]) {
                if (check.check() instanceof Checks.Unique) {
                    seen[field] = new SeenValues(random.nextLong());
                } else if (check.check() instanceof Checks.Reference reference) {
                    references.add(reference);
                }
            }
        }
    }

    /**
     * What a mapping compiles to; shared by its runs.
     *
     * @param source the columns the rules count in
     * @param fields the target fields in order
     * @param checks for each field its checks in order
     * @param lookUps what makes the questions of each look-up
     * @param skip the rule that leaves rows out, or null
     * @param key the fields of the key
     * @param used the source columns that are needed
     * @param carried what each field is made of
     * @param zone in which days are meant
     */
    record Plan(
            Schema source,
            CompiledField[] fields,
            MappingCompiler.Judged[][] checks,
            List<QuestionMaker> lookUps,
            @Nullable Expression skip,
            int[] key,
            Set<String> used,
            List<Carried> carried,
            ZoneId zone) {}

    private static Map<String, Integer> byName(Schema schema) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        schema.columns().forEach(column -> positions.put(column.name(), positions.size()));
        return positions;
    }

    /** The target columns in the order of the mapping, with the target's types. */
    public Schema schema() {
        return schema;
    }

    /** The source columns that are needed; others need not be read. */
    public Set<String> sourceColumns() {
        return plan.used();
    }

    /** What each field is made of, and what decides which rows are left out. */
    public List<Carried> carried() {
        return plan.carried();
    }

    /** What must be fetched from other datasets before {@link #apply}. */
    public List<ReferenceCheck> references() {
        return references.stream().map(Checks.Reference::reference).distinct().toList();
    }

    /** The same mapping for another run: nothing seen yet. */
    public CompiledMapping newRun() {
        return new CompiledMapping(plan);
    }

    /** Whether it looks anything up: then {@link #questions} come first. */
    public boolean looksUp() {
        return !plan.lookUps().isEmpty();
    }

    /**
     * What a batch asks of other systems. Whatever can be judged without an answer is judged first: a row that is refused or left out
     * anyway asks nothing.
     *
     * @param out rows that ask nothing either, by their ordinals
     */
    public Asked questions(Batch source, RunFacts run, Set<Long> out) {
        if (plan.lookUps().isEmpty()) {
            return Asked.nothing();
        }
        BatchMapper mapper = mapper(source, run, Asked.nothing());
        return mapper.questions(out);
    }

    /** The values of this batch that must exist elsewhere, by check; every check is a key, perhaps with no values. */
    public Map<ReferenceCheck, Set<Object>> asks(Batch source, RunFacts run, Asked asked) {
        if (references.isEmpty()) {
            return Map.of();
        }
        BatchMapper mapper = mapper(source, run, asked);
        mapper.compute();
        return references().stream().collect(Collectors.toMap(reference -> reference, reference -> {
            Set<Object> values = new LinkedHashSet<>();
            mapper.values(schema.position(reference.field()), values);
            return values;
        }));
    }

    /** Maps and checks a batch of a mapping that looks nothing up. */
    public Mapped apply(Batch source, RunFacts run, Map<ReferenceCheck, Set<Object>> found) {
        return apply(source, run, Asked.nothing(), found);
    }

    /**
     * Maps and checks a batch.
     *
     * @param source a batch that holds at least the source columns
     * @param asked of {@link #questions}, with every reply
     * @param found of {@link #asks}, the values that exist
     */
    public Mapped apply(Batch source, RunFacts run, Asked asked, Map<ReferenceCheck, Set<Object>> found) {
        BatchMapper mapper = mapper(source, run, asked);
        mapper.compute();
        mapper.check(found);
        mapper.checkUnique(seen);
        return mapper.result(schema);
    }

    /** As {@link #apply}, for whoever looks at the rows themselves, refused ones too; of a mapping that looks nothing up. */
    public Tried tried(Batch source, RunFacts run, Map<ReferenceCheck, Set<Object>> found) {
        BatchMapper mapper = mapper(source, run, Asked.nothing());
        mapper.compute();
        mapper.check(found);
        mapper.checkUnique(seen);
        return mapper.tried();
    }

    private BatchMapper mapper(Batch source, RunFacts run, Asked asked) {
        if (source.schema() != lastSchema) {
            lastSchema = source.schema();
            positions = plan.source().columns().stream()
                    .mapToInt(column -> position(source.schema(), column.name()))
                    .toArray();
        }
        return new BatchMapper(plan, new Cells(source, positions, names, plan.fields(), run, plan.zone(), asked));
    }

    private int position(Schema batch, String column) {
        int position = batch.position(column);
        if (position < 0 && plan.used().contains(column)) {
            throw new IllegalArgumentException("the batch lacks the column " + column);
        }
        return position;
    }
}
