package dev.barista.hyperv.ffi;

import dev.barista.hyperv.ffi.compute.ComputeTypes;
import dev.barista.hyperv.ffi.network.NetworkTypes;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.StructLayout;
import java.util.List;

/** Structures against what the headers declare, member by member. */
class LayoutsTest {
    static List<StructLayout> structs() {
        return List.of(
                GuidLayout.GUID,
                WindowsVersion.LAYOUT,
                ComputeTypes.PROCESS_INFORMATION,
                ComputeTypes.EVENT,
                ComputeTypes.CREATE_OPTIONS_1,
                NetworkTypes.PORT_RANGE_RESERVATION,
                NetworkTypes.PORT_RANGE_ENTRY);
    }

    @ParameterizedTest
    @MethodSource("structs")
    void aStructureIsLaidOutAsInC(StructLayout struct) {
        StructFacts.check(struct);
    }
}
