/**
 * Part of the build, no part of the framework: writes the records of {@code
 * dev.barista.compute.schema} and {@code dev.barista.network.schema} from files of facts.
 */
// JavaPoet has no descriptor; its manifest names the module.
@SuppressWarnings("requires-automatic")
module dev.barista.schemagenerator {
    requires com.palantir.javapoet;
    requires java.compiler;
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports dev.barista.schemagenerator;
}
