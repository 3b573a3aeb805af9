package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.barista.runtime.memory.GuestMemoryMap;
import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.spi.GuestMemory;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.GuestMemoryFault.Operation;
import dev.barista.spi.GuestMemoryFault.Reason;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Guest memory whose file the client makes shorter while it is mapped. */
class LostMemoryTest {
    private static final long PAGE = 4096;
    private static final long ADDRESS = 0x10_0000;

    /** Enough for the compiler to compile an access: only then is the error late. */
    private static final int WARM = 30_000;

    private static final MemorySegment SMALL = Arena.global().allocate(16);
    private static final MemorySegment LARGE = Arena.global().allocate(PAGE);

    enum Access {
        READ_BYTE(Operation.READ, 1) {
            @Override
            void on(GuestMemory memory) {
                memory.readByte(ADDRESS);
            }
        },
        READ_SHORT(Operation.READ, 2) {
            @Override
            void on(GuestMemory memory) {
                memory.readShort(ADDRESS);
            }
        },
        READ_INT(Operation.READ, 4) {
            @Override
            void on(GuestMemory memory) {
                memory.readInt(ADDRESS);
            }
        },
        READ_LONG(Operation.READ, 8) {
            @Override
            void on(GuestMemory memory) {
                memory.readLong(ADDRESS);
            }
        },
        READ_FEW(Operation.READ, 16) {
            @Override
            void on(GuestMemory memory) {
                memory.read(ADDRESS, SMALL);
            }
        },
        READ_MANY(Operation.READ, PAGE) {
            @Override
            void on(GuestMemory memory) {
                memory.read(ADDRESS, LARGE);
            }
        },
        WRITE_BYTE(Operation.WRITE, 1) {
            @Override
            void on(GuestMemory memory) {
                memory.writeByte(ADDRESS, (byte) 1);
            }
        },
        WRITE_SHORT(Operation.WRITE, 2) {
            @Override
            void on(GuestMemory memory) {
                memory.writeShort(ADDRESS, (short) 1);
            }
        },
        WRITE_INT(Operation.WRITE, 4) {
            @Override
            void on(GuestMemory memory) {
                memory.writeInt(ADDRESS, 1);
            }
        },
        WRITE_LONG(Operation.WRITE, 8) {
            @Override
            void on(GuestMemory memory) {
                memory.writeLong(ADDRESS, 1);
            }
        },
        WRITE_FEW(Operation.WRITE, 16) {
            @Override
            void on(GuestMemory memory) {
                memory.write(ADDRESS, SMALL);
            }
        },
        WRITE_MANY(Operation.WRITE, PAGE) {
            @Override
            void on(GuestMemory memory) {
                memory.write(ADDRESS, LARGE);
            }
        };

        final Operation operation;
        final long length;

        Access(Operation operation, long length) {
            this.operation = operation;
            this.length = length;
        }

        abstract void on(GuestMemory memory);
    }

    private final GuestMemoryMap memory = new GuestMemoryMap(Runnable::run);
    private SharedFile file;
    private Mapping mapping;

    @BeforeEach
    void mapAFile() throws ErrnoException {
        file = SharedFile.inMemory("guest", 2 * PAGE);
        mapping = file.map(0, 2 * PAGE, true);
    }

    @AfterEach
    void unmap() {
        mapping.close();
        file.close();
    }

    @ParameterizedTest
    @EnumSource
    void anAccessToMemoryThatIsGoneFaultsAtOnce(Access access) throws ErrnoException {
        memory.add(MemoryRegion.shrinkable(ADDRESS, mapping.segment(), true, true, () -> {}));
        for (int i = 0; i < WARM; i++) {
            access.on(memory);
        }

        file.resize(0);

        for (int i = 0; i < 3; i++) {
            GuestMemoryFault fault =
                    catchThrowableOfType(GuestMemoryFault.class, () -> access.on(memory));
            assertThat(fault).isNotNull();
            assertThat(fault.reason()).isEqualTo(Reason.LOST);
            assertThat(fault.operation()).isEqualTo(access.operation);
            assertThat(fault.address()).isEqualTo(ADDRESS);
            assertThat(fault.length()).isEqualTo(access.length);
        }
    }

    @Test
    void accessesOfAllWidthsThatWereCompiledTogetherFaultToo() throws ErrnoException {
        memory.add(MemoryRegion.shrinkable(ADDRESS, mapping.segment(), true, true, () -> {}));
        for (int i = 0; i < WARM; i++) {
            for (Access access : Access.values()) {
                access.on(memory);
            }
        }

        file.resize(0);

        assertThat(Access.values())
                .allSatisfy(
                        access ->
                                assertThatExceptionOfType(GuestMemoryFault.class)
                                        .isThrownBy(() -> access.on(memory)));
    }

    @Test
    void whatIsLeftOfShrunkMemoryCanBeAccessed() throws ErrnoException {
        memory.add(MemoryRegion.shrinkable(ADDRESS, mapping.segment(), true, true, () -> {}));
        file.resize(PAGE);

        memory.writeLong(ADDRESS + PAGE - 8, 0x1122_3344_5566_7788L);

        assertThat(memory.readLong(ADDRESS + PAGE - 8)).isEqualTo(0x1122_3344_5566_7788L);
        assertThat(memory.readByte(ADDRESS + PAGE - 8)).isEqualTo((byte) 0x88);
        assertThat(memory.readShort(ADDRESS + PAGE - 8)).isEqualTo((short) 0x7788);
        assertThat(memory.readInt(ADDRESS + PAGE - 8)).isEqualTo(0x5566_7788);
    }

    @Test
    void aFileThatIsSealedCannotShrink() throws ErrnoException {
        assertThat(file.canShrink()).isTrue();

        file.sealSize();

        assertThat(file.canShrink()).isFalse();
        assertThat(catchThrowableOfType(ErrnoException.class, () -> file.resize(0))).isNotNull();
    }
}
