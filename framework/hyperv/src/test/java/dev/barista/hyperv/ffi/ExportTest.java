package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.barista.hyperv.error.MissingExportException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ExportTest {
    @TempDir Path folder;

    private final ExportTable table = new ExportTable("computecore.h", HostLibrary.COMPUTE_CORE);
    private final Export export =
            table.hresult("HcsSomethingNew", FirstBuild.between(18362, 22000), CTypes.PCWSTR);

    @Test
    void aFunctionOfAMissingLibraryIsAnExceptionThatNamesTheLibrary() {
        assertThatExceptionOfType(MissingExportException.class)
                .isThrownBy(() -> export.link(Libraries.in(folder)))
                .withMessage(
                        "no HcsSomethingNew: %s is not in %s",
                        HostLibrary.COMPUTE_CORE.fileName(), folder);
    }

    @Test
    @EnabledOnOs(OS.LINUX) // the library is one of this system's under another name
    void aMissingFunctionIsAnExceptionThatNamesTheWindowsBuild() throws IOException {
        Files.createSymbolicLink(
                folder.resolve(HostLibrary.COMPUTE_CORE.fileName()),
                Path.of(System.getProperty("java.home"), "lib", "libjimage.so"));

        assertThatExceptionOfType(MissingExportException.class)
                .isThrownBy(() -> export.link(Libraries.in(folder)))
                .withMessage(
                        "computecore.dll has no HcsSomethingNew: it came with a Windows build"
                                + " after 18362 (Windows 10 1903), at the latest 22000 (Windows 11"
                                + " 21H2)");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // Windows always has a folder to look in
    void withoutWindowsAndWithoutAFolderTheMessageSaysSo() {
        assertThatExceptionOfType(MissingExportException.class)
                .isThrownBy(() -> export.link(Libraries.nowhere()))
                .withMessage(
                        "no HcsSomethingNew: computecore.dll is a part of Windows, and this is"
                                + " Linux");
    }

    @Test
    void aTableListsWhatWasAddedInOrder() {
        Export second = table.procedure("HcsSomethingElse", FirstBuild.UNKNOWN);

        assertThat(table.exports()).containsExactly(export, second);
    }

    @Test
    void whatIsNotKnownOfABuildIsSaid() {
        assertThat(FirstBuild.V1809.text())
                .isEqualTo("Windows build 17763 (Windows 10 1809, Server 2019)");
        assertThat(FirstBuild.after(22621).shortText()).isEqualTo("after 22621");
        assertThat(FirstBuild.UNKNOWN.shortText()).isEqualTo("unknown");
    }
}
