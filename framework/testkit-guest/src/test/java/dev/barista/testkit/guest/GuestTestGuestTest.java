package dev.barista.testkit.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.qemu.GuestProgram;
import dev.barista.qemu.GuestTools;
import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostException;
import dev.barista.runtime.HostedDevice;
import dev.barista.testkit.ExpectsFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What {@link GuestTest} promises, of classes that use it with real guests. */
class GuestTestGuestTest {
    /** Where the devices of the inner tests were, and which processes ran their guests. */
    private static final Set<Path> SOCKETS = new TreeSet<>();

    private static final Set<Long> PROCESSES = new TreeSet<>();

    static final class Hello implements GuestTools {
        @Override
        public List<GuestProgram> programs() {
            String source = "#include <stdio.h>\nint main() { puts(\"hello\"); return 0; }\n";
            return List.of(new GuestProgram("say-hello", Map.of("hello.c", source)));
        }
    }

    private static void note(RunningGuest guest, HdvHost host) {
        PROCESSES.add(guest.machine().pid());
        host.devices().forEach(device -> SOCKETS.add(Path.of(host.address(device))));
    }

    @BeforeEach
    void requireKit() throws Exception {
        RequiredGuestKit.fetch();
        SOCKETS.clear();
        PROCESSES.clear();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(PROCESSES).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
        assertThat(SOCKETS).allSatisfy(socket -> assertThat(socket.getParent()).doesNotExist());
    }

    @GuestTest(
            devices = @GuestDevice(value = CountingDevice.class, parameters = "step=5"),
            qemuDevices = "edu",
            programs = Hello.class,
            commandSeconds = 30)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class OneGuest {
        private final RunningGuest guest;
        private final CountingDriver driver;

        OneGuest(RunningGuest guest, HdvHost host, HostedDevice device) {
            note(guest, host);
            this.guest = guest;
            this.driver = new CountingDriver(guest, guest.address(device));
        }

        @Test
        @Order(1)
        void aProgramInTheGuestDrivesTheDevice(HostedDevice device) throws Exception {
            driver.count();
            driver.count();

            assertThat(device.register("total")).isEqualTo(10);
            assertThat(device.guestErrors()).isEmpty();
        }

        @Test
        @Order(2)
        void theNextTestFindsTheSameDevice(HdvHost host) throws Exception {
            driver.count();

            assertThat(host.device("counting").register("total")).isEqualTo(15);
        }

        @Test
        @Order(3)
        void qemusOwnDeviceIsInTheSameMachine(HostedDevice device) throws Exception {
            assertThat(guest.output("lspci"))
                    .contains(guest.address(device) + " ff0000 1234:c0de")
                    .contains(guest.qemuDeviceAddress(0) + " 00ff00 1234:11e8");
        }

        @Test
        @Order(4)
        void programsAreInThePath() throws Exception {
            assertThat(guest.output("say-hello")).isEqualTo("hello\n");
        }

        @Test
        @Order(5)
        void aCommandThatFailsIsAFailureOfItsTest() {
            assertThatThrownBy(() -> guest.output("echo why; false"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage(
                            "in the guest, 'echo why; false' ended with 1; it printed:%nwhy%n"
                                    .formatted());
        }

        @Test
        @Order(6)
        void aFaultFailsTheTestThatMadeIt() throws Exception {
            driver.fail();
        }

        @Test
        @Order(7)
        @ExpectsFault(IllegalStateException.class)
        void unlessItIsExpected(HostedDevice device) throws Exception {
            device.reset();
            driver.fail();
        }

        @Test
        @Order(8)
        void andNoOtherTest() {}

        @Nested
        class Inner {
            @Test
            void sharesTheGuestOfItsEnclosingClass(RunningGuest inner) {
                assertThat(inner).isSameAs(guest);
            }
        }
    }

    @Test
    void aClassHasOneGuestWithItsDevicesForAllOfItsTests() {
        TestRun run = TestRun.of(OneGuest.class);

        assertThat(run.failures()).containsOnlyKeys("aFaultFailsTheTestThatMadeIt");
        assertThat(run.failures().get("aFaultFailsTheTestThatMadeIt"))
                .hasMessage("the device has been faulted")
                .hasRootCauseMessage("asked to fail");
        assertThat(run.started()).isEqualTo(9);
        assertThat(PROCESSES).hasSize(1);
    }

    @GuestTest(
            devices = {@GuestDevice(CountingDevice.class), @GuestDevice(CountingDevice.class)},
            memoryMib = 192)
    static final class TwoDevices {
        @Test
        void theHostTellsThemApart(RunningGuest guest, HdvHost host) throws Exception {
            note(guest, host);
            HostedDevice second = host.device("counting-2");
            new CountingDriver(guest, guest.address(second)).count();

            assertThat(guest.address(second)).isEqualTo("0000:00:02.0");
            assertThat(second.register("total")).isEqualTo(1);
            assertThat(host.device("counting").register("total")).isZero();
        }

        @Test
        void aParameterCanNotMeanBoth(HostedDevice device) {}

        @Test
        void aTestThatEndsTheGuest(RunningGuest guest) {
            ProcessHandle.of(guest.machine().pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void severalDevicesAreToldApartByTheirHostAndAllOfItGoesWithADeadGuestToo() {
        TestRun run = TestRun.of(TwoDevices.class);

        assertThat(run.failures()).containsOnlyKeys("aParameterCanNotMeanBoth");
        assertThat(run.failures().get("aParameterCanNotMeanBoth"))
                .hasMessageContaining("2 devices of this process");
        assertThat(SOCKETS).hasSize(2);
    }

    @GuestTest(qemuDevices = "nonesuch")
    static final class NoSuchQemuDevice {
        @Test
        void test() {}
    }

    @GuestTest(devices = @GuestDevice(name = "nonesuch"))
    static final class NoSuchDevice {
        @Test
        void test() {}
    }

    @GuestTest(devices = @GuestDevice(parameters = "a=b"))
    static final class NoDevice {
        @Test
        void test() {}
    }

    @Test
    void aGuestThatCanNotBeBootedFailsItsClassInOneSentence() {
        assertThat(TestRun.of(NoSuchQemuDevice.class).classFailure())
                .hasMessageContaining("'nonesuch' is not a valid device model name");
        assertThat(TestRun.of(NoSuchDevice.class).classFailure())
                .isInstanceOf(HostException.class)
                .hasMessageStartingWith("no device is called 'nonesuch'");
        assertThat(TestRun.of(NoDevice.class).classFailure())
                .hasMessage("@GuestDevice needs either a class or a name");
        assertThat(
                        ProcessHandle.current()
                                .children()
                                .map(child -> child.info().commandLine())
                                .flatMap(Optional::stream)
                                .filter(command -> command.contains("qemu-system")))
                .isEmpty();
    }
}
