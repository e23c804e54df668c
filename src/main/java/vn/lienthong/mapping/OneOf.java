package vn.lienthong.mapping;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a column holds one of these texts.
 *
 * @param texts of letters that can be put together in one way alone, so that every system compares them as the hub does
 * @param all whether nothing else is asked of a row
 */
public record OneOf(String column, List<String> texts, boolean all) {
    public OneOf {
        texts = List.copyOf(texts);
    }

    /** What a row must hold at least for this to be true of it; null where that cannot be told. */
    static @Nullable OneOf needed(CelExpr node) {
        if (node.getKind() != Kind.CALL || node.call().args().size() != 2) {
            return null;
        }
        CelExpr left = node.call().args().get(0);
        CelExpr right = node.call().args().get(1);
        return switch (node.call().function()) {
            case "_&&_" -> either(needed(left), needed(right));
            case "_==_" -> of(left, List.of(right)) == null ? of(right, List.of(left)) : of(left, List.of(right));
            case "@in" -> right.getKind() == Kind.LIST ? of(left, right.list().elements()) : null;
            default -> null;
        };
    }

    private static @Nullable OneOf either(@Nullable OneOf one, @Nullable OneOf other) {
        OneOf some = one == null ? other : one;
        return some == null ? null : new OneOf(some.column, some.texts, false);
    }

    private static @Nullable OneOf of(CelExpr column, List<CelExpr> values) {
        String name = name(column);
        return name == null || !values.stream().allMatch(OneOf::plain)
                ? null
                : new OneOf(
                        name,
                        values.stream()
                                .map(value -> value.constant().stringValue())
                                .toList(),
                        true);
    }

    private static @Nullable String name(CelExpr column) {
        CelExpr of = null;
        if (column.getKind() == Kind.SELECT) {
            of = column.select().operand();
        } else if (column.getKind() == Kind.CALL && !column.call().args().isEmpty()) {
            of = column.call().args().get(0);
        }
        return of != null && Expressions.isIdent(of, "row") ? Expressions.asked(column, of) : null;
    }

    private static boolean plain(CelExpr value) {
        return value.getKind() == Kind.CONSTANT
                && value.constant().getKind() == CelConstant.Kind.STRING_VALUE
                && value.constant().stringValue().chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }
}
