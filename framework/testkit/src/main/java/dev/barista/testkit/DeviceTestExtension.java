package dev.barista.testkit;

import dev.barista.runtime.HostedDevice;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link DeviceTest} says; named by that annotation, and by nobody else. */
public final class DeviceTestExtension
        implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DeviceTestExtension.class);

    /** Called by JUnit. */
    public DeviceTestExtension() {}

    /** The constructor's parameters belong to the test, not to the class. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(
            ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        rig(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        rig(context).finish(FaultExpectation.of(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Driver.class
                || type == GuestRam.class
                || type == RecordingInterrupts.class
                || type == ManualClock.class
                || type == HostedDevice.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "each test has a device of its own: a class with one instance for all tests"
                            + " (PER_CLASS) takes it in its methods");
        }
        return rig(context).part(parameter.getParameter().getType());
    }

    private static HostedRig rig(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        HostedRig.class,
                        key -> new HostedRig(annotation(context)),
                        HostedRig.class);
    }

    private static DeviceTest annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(),
                        DeviceTest.class,
                        context.getEnclosingTestClasses())
                .orElseThrow();
    }
}
