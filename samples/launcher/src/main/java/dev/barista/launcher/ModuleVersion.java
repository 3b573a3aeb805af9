package dev.barista.launcher;

import picocli.CommandLine.IVersionProvider;

/** The version that the module was compiled as. */
final class ModuleVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version =
                Barista.class
                        .getModule()
                        .getDescriptor()
                        .version()
                        .map(Object::toString)
                        .orElse("");
        return new String[] {
            "barista " + version, "Java " + Runtime.version() + ", " + System.getProperty("os.name")
        };
    }
}
