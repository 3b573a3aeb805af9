package dev.barista.standins;

import dev.barista.testkit.RequiredParts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Where the stand-in libraries are; they are compiled at the first question. */
public final class StandInLibraries {
    /**
     * The system property that names the folder that Hyper-V's libraries are loaded from. A JVM
     * that can't compile the stand-ins, one under Wine, is told of them by it.
     */
    public static final String FOLDER = "barista.hyperv.libraries";

    private StandInLibraries() {}

    /**
     * The folder of the stand-ins that this JVM can load. Ends the test where no compiler makes
     * them.
     */
    public static Path folder() throws IOException, InterruptedException {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            return Path.of(folder);
        }
        RequiredParts.require(
                !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows"),
                "on Windows the property " + FOLDER + " names the folder of compiled stand-ins");
        return StandInBuild.of(Toolchain.ELF).folder();
    }

    /**
     * The folder of the stand-ins that a Windows JVM can load. Ends the test where no compiler
     * makes them.
     */
    public static Path folderForWindows() throws IOException, InterruptedException {
        return StandInBuild.of(Toolchain.DLL).folder();
    }

    /** The option that tells a Windows JVM of {@link #folderForWindows}. */
    public static String optionForWindows() throws IOException, InterruptedException {
        return "-D%s=%s".formatted(FOLDER, WineJvm.windowsPath(folderForWindows()));
    }
}
