package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

class HostLibraryTest {
    @Test
    void everyRequiredExportThatALibraryLacksIsNamed() {
        SymbolLookup withoutGuestMemory =
                name ->
                        name.contains("GuestMemory")
                                ? Optional.empty()
                                : Optional.of(MemorySegment.ofAddress(0x1000));

        assertThat(HostLibrary.DEVICE_HOST.missing(withoutGuestMemory))
                .containsExactly(
                        "HdvReadGuestMemory",
                        "HdvWriteGuestMemory",
                        "HdvCreateGuestMemoryAperture",
                        "HdvDestroyGuestMemoryAperture");
    }
}
