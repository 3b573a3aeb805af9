package dev.barista.hyperv.ffi;

import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/**
 * The version of Windows that this process runs on, by {@code RtlGetVersion}: the one function that
 * tells every process the truth (by documentation).
 *
 * @param wine whether it is Wine, which says of itself that it is some Windows
 */
public record WindowsVersion(int major, int minor, int build, boolean wine) {
    /** {@code OSVERSIONINFOW}. */
    static final StructLayout LAYOUT =
            MemoryLayout.structLayout(
                            DWORD.withName("dwOSVersionInfoSize"),
                            DWORD.withName("dwMajorVersion"),
                            DWORD.withName("dwMinorVersion"),
                            DWORD.withName("dwBuildNumber"),
                            DWORD.withName("dwPlatformId"),
                            MemoryLayout.sequenceLayout(128, JAVA_SHORT).withName("szCSDVersion"))
                    .withName("OSVERSIONINFOW");

    private static final Export GET_VERSION =
            new ExportTable("wdm.h", HostLibrary.NT)
                    .function(
                            "RtlGetVersion",
                            FirstBuild.V1809,
                            CTypes.int32("NTSTATUS"),
                            VOID_POINTER);

    /**
     * Asks for it.
     *
     * @throws dev.barista.hyperv.error.MissingExportException if this is not Windows, and nothing
     *     stands in for it
     */
    public static WindowsVersion ofThisMachine() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment version = arena.allocate(LAYOUT);
            set(version, "dwOSVersionInfoSize", (int) LAYOUT.byteSize());
            // UNSAFETY: the structure has the size that it says. By documentation the answer is
            // always success.
            int ignored = (int) GET_VERSION.handle().invokeExact(version);
            return new WindowsVersion(
                    get(version, "dwMajorVersion"),
                    get(version, "dwMinorVersion"),
                    get(version, "dwBuildNumber"),
                    Libraries.ofThisProcess().find(HostLibrary.NT, "wine_get_version").isPresent());
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    private static void set(MemorySegment version, String member, int value) {
        version.set(ValueLayout.JAVA_INT, LAYOUT.byteOffset(path(member)), value);
    }

    private static int get(MemorySegment version, String member) {
        return version.get(ValueLayout.JAVA_INT, LAYOUT.byteOffset(path(member)));
    }

    private static PathElement path(String member) {
        return PathElement.groupElement(member);
    }

    /** {@code 10.0.26100}. */
    @Override
    public String toString() {
        return "%d.%d.%d%s".formatted(major, minor, build, wine ? " (Wine)" : "");
    }
}
