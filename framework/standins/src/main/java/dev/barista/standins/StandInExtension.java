package dev.barista.standins;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.List;

/**
 * What {@link StandInTest} does: the stand-ins as they are at first, and a look for leaks after
 * each.
 */
public final class StandInExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(StandInExtension.class);

    /** How long a library may take for what goes on by itself: threads that are about to end. */
    private static final int SETTLE_MILLISECONDS = 5_000;

    /** For JUnit. */
    public StandInExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (standIns(context) != null) {
            return;
        }
        StandIns standIns = new StandIns(StandInLibraries.folder());
        System.setProperty(StandInLibraries.FOLDER, standIns.folder().toString());
        context.getRoot().getStore(NAMESPACE).put(StandIns.class, standIns);
    }

    private static StandIns standIns(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).get(StandIns.class, StandIns.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        standIns(context).reset();
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        StandIns standIns = standIns(context);
        List<String> leaks = standIns.leaks();
        for (int i = 0; !leaks.isEmpty() && i < SETTLE_MILLISECONDS; i += 10) {
            Thread.sleep(10);
            leaks = standIns.leaks();
        }
        if (!leaks.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError("not given back: " + leaks);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == StandIns.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return standIns(context);
    }
}
