package dev.barista.hyperv.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.StructLayout;
import java.util.List;

/** Structures against what the headers declare: {@code structs.tsv}. */
public final class StructFacts {
    private StructFacts() {}

    /** Compares size, alignment, and each member. */
    public static void check(StructLayout struct) {
        List<String[]> members =
                Facts.rows("structs.tsv").stream()
                        .filter(row -> row[0].equals(struct.name().orElseThrow()))
                        .toList();

        assertThat(members)
                .hasSize(
                        (int)
                                struct.memberLayouts().stream()
                                        .filter(member -> !(member instanceof PaddingLayout))
                                        .count());
        for (String[] row : members) {
            assertThat(struct.byteSize()).isEqualTo(Long.parseLong(row[1]));
            assertThat(struct.byteAlignment()).isEqualTo(Long.parseLong(row[2]));
            PathElement path = PathElement.groupElement(row[3]);
            MemoryLayout member = struct.select(path);
            assertThat(struct.byteOffset(path)).as(row[3]).isEqualTo(Long.parseLong(row[4]));
            assertThat(member.byteSize()).as(row[3]).isEqualTo(Long.parseLong(row[5]));
        }
    }
}
