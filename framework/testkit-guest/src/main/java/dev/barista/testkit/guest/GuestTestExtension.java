package dev.barista.testkit.guest;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.testkit.FaultExpectation;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Does what {@link GuestTest} says; named by that annotation, and by nobody else. */
public final class GuestTestExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(GuestTestExtension.class);

    /** Called by JUnit. */
    public GuestTestExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        // A guest that can't be booted is the class's failure, and not that of each of its tests.
        rig(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        rig(context).begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        rig(context).finish(FaultExpectation.of(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RunningGuest.class || type == HdvHost.class || type == HostedDevice.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        GuestRig rig = rig(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == RunningGuest.class) {
            return rig.guest();
        }
        return type == HdvHost.class ? rig.host() : rig.device();
    }

    /** The rig of the class that has the annotation; JUnit closes it after that class's tests. */
    private static GuestRig rig(ExtensionContext context) {
        ExtensionContext owner = context;
        while (annotation(owner).isEmpty()) {
            owner = owner.getParent().orElseThrow();
        }
        GuestTest test = annotation(owner).orElseThrow();
        // Stores see those of enclosing classes, so the key tells whose rig it is.
        return owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        owner.getRequiredTestClass(), key -> boot(test), GuestRig.class);
    }

    private static Optional<GuestTest> annotation(ExtensionContext context) {
        return context.getTestMethod().isPresent()
                ? Optional.empty()
                : AnnotationSupport.findAnnotation(context.getTestClass(), GuestTest.class);
    }

    private static GuestRig boot(GuestTest test) {
        try {
            return GuestRig.boot(test);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the guest booted", e);
        }
    }
}
