package dev.barista.vfiouser.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.PaddingLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class StructsTest {
    private static final List<GroupLayout> STRUCTS =
            List.of(
                    Structs.IOVEC,
                    Structs.MSGHDR,
                    Structs.CMSGHDR,
                    Structs.SOCKADDR_UN,
                    Structs.POLLFD,
                    Structs.STATX);

    @TempDir Path folder;

    @Test
    void structuresAreLaidOutAsTheCCompilerLaysThemOut() throws Exception {
        Path program = compile(programThatPrintsLayouts());

        List<String> fromC = run(program.toString());

        assertThat(fromC).containsExactlyElementsOf(layoutsHere());
    }

    private static List<String> layoutsHere() {
        List<String> lines = new ArrayList<>();
        for (GroupLayout struct : STRUCTS) {
            String name = struct.name().orElseThrow();
            lines.add("%s %d".formatted(name, struct.byteSize()));
            for (String member : members(struct)) {
                PathElement path = PathElement.groupElement(member);
                lines.add(
                        "%s.%s %d %d"
                                .formatted(
                                        name,
                                        member,
                                        struct.byteOffset(path),
                                        struct.select(path).byteSize()));
            }
        }
        return lines;
    }

    private static String programThatPrintsLayouts() {
        StringBuilder source =
                new StringBuilder(
                        """
                        #define _GNU_SOURCE
                        #include <poll.h>
                        #include <stddef.h>
                        #include <stdio.h>
                        #include <sys/socket.h>
                        #include <sys/stat.h>
                        #include <sys/uio.h>
                        #include <sys/un.h>
                        int main(void) {
                        """);
        for (GroupLayout struct : STRUCTS) {
            String name = struct.name().orElseThrow();
            source.append(
                    """
                    printf("%1$s %%zu\\n", sizeof(struct %1$s));
                    """
                            .formatted(name));
            for (String member : members(struct)) {
                source.append(
                        """
                        printf("%1$s.%2$s %%zu %%zu\\n", offsetof(struct %1$s, %2$s), \
                        sizeof(((struct %1$s *) 0)->%2$s));
                        """
                                .formatted(name, member));
            }
        }
        return source.append("return 0; }\n").toString();
    }

    private static List<String> members(GroupLayout struct) {
        return struct.memberLayouts().stream()
                .filter(member -> !(member instanceof PaddingLayout))
                .map(member -> member.name().orElseThrow())
                .toList();
    }

    private Path compile(String source) throws Exception {
        Path file = Files.writeString(folder.resolve("layouts.c"), source);
        Path program = folder.resolve("layouts");
        try {
            run("cc", "-o", program.toString(), file.toString());
        } catch (IOException e) {
            if (System.getProperty("barista.require", "").equals("all")) {
                throw e;
            }
            abort("no C compiler: install one that is called cc (" + e.getMessage() + ")");
        }
        return program;
    }

    private static List<String> run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as("%s: %s", command[0], lines).isZero();
        return lines;
    }
}
