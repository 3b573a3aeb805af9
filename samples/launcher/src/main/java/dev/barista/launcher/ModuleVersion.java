package dev.barista.launcher;

import picocli.CommandLine.IVersionProvider;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** The version that the module was compiled as. */
final class ModuleVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        // There is no descriptor when somebody runs it from the class path.
        String version =
                Optional.ofNullable(Barista.class.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion)
                        .orElse("(unknown version)");
        return new String[] {
            "barista " + version, "Java " + Runtime.version() + ", " + System.getProperty("os.name")
        };
    }
}
