package dev.barista.processor.checks;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredGuard;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.lang.model.element.Modifier;

/**
 * What only the source can tell: constants given to {@code interrupts().signal} and {@code clear},
 * and assignments in guards. The source is not attributed yet, so names are taken for fields unless
 * a local variable has the same name; what cannot be told for certain is let pass.
 */
final class SourceCheck implements DeviceCheck {
    private final Trees trees;

    SourceCheck(Trees trees) {
        this.trees = trees;
    }

    @Override
    public void check(DeclaredDevice device, Findings findings) {
        TreePath path = trees.getPath(device.element());
        if (path == null) {
            return;
        }
        Set<String> locals = locals((ClassTree) path.getLeaf());
        new SignalScanner(device, locals, findings).scan(path, null);
        for (DeclaredGuard guard : device.guards()) {
            new AssignmentScanner(device, guard, locals, findings)
                    .scan(trees.getPath(guard.element()), null);
        }
    }

    /** The names of all variables in a class that are no fields of it. */
    private static Set<String> locals(ClassTree type) {
        Set<String> names = new HashSet<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
                if (!type.getMembers().contains(variable)) {
                    names.add(variable.getName().toString());
                }
                return super.visitVariable(variable, null);
            }
        }.scan(type, null);
        return names;
    }

    /** The name in {@code name} or {@code this.name}, or an empty string. */
    private static String ownName(Tree expression) {
        return switch (expression) {
            case IdentifierTree identifier -> identifier.getName().toString();
            case MemberSelectTree select when select.getExpression().toString().equals("this") ->
                    select.getIdentifier().toString();
            default -> "";
        };
    }

    /** Finds vectors that the device does not have. */
    private static final class SignalScanner
            extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DeclaredDevice device;
        private final Set<String> locals;
        private final Findings findings;

        SignalScanner(DeclaredDevice device, Set<String> locals, Findings findings) {
            this.device = device;
            this.locals = locals;
            this.findings = findings;
        }

        @Override
        public @Nullable Void visitMethodInvocation(
                MethodInvocationTree call, @Nullable Void nothing) {
            if (call.getMethodSelect() instanceof MemberSelectTree select
                    && select.getExpression() instanceof MethodInvocationTree receiver
                    && ownName(receiver.getMethodSelect()).equals("interrupts")
                    && call.getArguments().size() == 1) {
                String method = select.getIdentifier().toString();
                if (method.equals("signal") || method.equals("clear")) {
                    constant(call.getArguments().getFirst())
                            .filter(vector -> vector < 0 || vector >= device.vectors())
                            .ifPresent(vector -> report(method, vector));
                }
            }
            return super.visitMethodInvocation(call, null);
        }

        private void report(String method, int vector) {
            findings.add(
                    Problem.VECTOR_OUT_OF_RANGE,
                    getCurrentPath(),
                    "interrupts().%s(%d): %s declares %d vector(s), numbered from 0; declare more or use another"
                            .formatted(method, vector, device.className(), device.vectors()));
        }

        private Optional<Integer> constant(ExpressionTree expression) {
            if (expression instanceof LiteralTree literal
                    && literal.getValue() instanceof Integer value) {
                return Optional.of(value);
            }
            String name = ownName(expression);
            return device.fields().stream()
                    .filter(field -> field.getSimpleName().contentEquals(name))
                    .filter(field -> !locals.contains(name))
                    .filter(field -> field.getConstantValue() instanceof Integer)
                    .map(field -> (Integer) field.getConstantValue())
                    .findFirst();
        }
    }

    /** Finds assignments to the device's fields. */
    private static final class AssignmentScanner
            extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DeclaredDevice device;
        private final DeclaredGuard guard;
        private final Set<String> fields;
        private final Findings findings;

        AssignmentScanner(
                DeclaredDevice device, DeclaredGuard guard, Set<String> locals, Findings findings) {
            this.device = device;
            this.guard = guard;
            this.findings = findings;
            this.fields =
                    device.fields().stream()
                            .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
                            .map(field -> field.getSimpleName().toString())
                            .filter(name -> !locals.contains(name))
                            .collect(Collectors.toSet());
        }

        @Override
        public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
            check(tree.getVariable());
            return super.visitAssignment(tree, null);
        }

        @Override
        public @Nullable Void visitCompoundAssignment(
                CompoundAssignmentTree tree, @Nullable Void nothing) {
            check(tree.getVariable());
            return super.visitCompoundAssignment(tree, null);
        }

        @Override
        public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void nothing) {
            switch (tree.getKind()) {
                case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
                        check(tree.getExpression());
                default -> {}
            }
            return super.visitUnary(tree, null);
        }

        private void check(ExpressionTree target) {
            String name =
                    ownName(
                            target instanceof ArrayAccessTree element
                                    ? element.getExpression()
                                    : target);
            if (fields.contains(name)) {
                findings.add(
                        Problem.GUARD_CHANGES_STATE,
                        getCurrentPath(),
                        "guard '%s' of %s changes field '%s'; let a hook do that"
                                .formatted(guard.name(), device.className(), name));
            }
        }
    }
}
