package dev.barista.processor.findings;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;

import java.util.Optional;

import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic;

/** Takes what the checks find, and tells the compiler. */
public final class Findings {
    private final Messager messager;
    private final Optional<Trees> trees;
    private int count;

    /** Reports to javac. */
    public Findings(ProcessingEnvironment environment) {
        this.messager = environment.getMessager();
        this.trees = trees(environment);
    }

    /** The compiler's syntax trees; absent if it is not javac itself. */
    private static Optional<Trees> trees(ProcessingEnvironment environment) {
        try {
            return Optional.of(Trees.instance(environment));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The syntax trees that {@link #add(Problem, TreePath, String)} can point at, if any. */
    public Optional<Trees> trees() {
        return trees;
    }

    /**
     * Reports a problem as an error.
     *
     * @param message names what is wrong and what to do, without the code
     */
    public void add(Problem problem, Where where, String message) {
        count++;
        messager.printMessage(
                Diagnostic.Kind.ERROR,
                problem.code() + ": " + message,
                where.element(),
                where.annotation().orElse(null),
                where.value().orElse(null));
    }

    /** Reports a problem of a piece of source. */
    public void add(Problem problem, TreePath path, String message) {
        count++;
        trees.orElseThrow()
                .printMessage(
                        Diagnostic.Kind.ERROR,
                        problem.code() + ": " + message,
                        path.getLeaf(),
                        path.getCompilationUnit());
    }

    /** How many there have been. */
    public int count() {
        return count;
    }
}
