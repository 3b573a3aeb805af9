package dev.barista.hyperv.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.network.NotificationCallback;
import dev.barista.standins.StandInTest;
import dev.barista.standins.StandIns;

import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@StandInTest
class NetworkTest {
    private static final String LIBRARY = "computenetwork.dll";
    private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final UUID OTHER = UUID.fromString("f5dfbec1-b9f3-4b26-bf6f-c251448bcf7a");
    private static final String NAT = "{\"Name\":\"test\",\"Type\":\"NAT\"}";

    private final StandIns standIns;

    NetworkTest(StandIns standIns) {
        this.standIns = standIns;
    }

    @Test
    void aNetworkIsThereByItsIdUntilItIsDeleted() {
        try (Network network = Network.create(ID, NAT)) {
            assertThat(network.properties()).contains("NAT");
            assertThat(Network.list(NetworkObject.EVERYTHING)).containsExactly(ID);
        }
        try (Network again = Network.open(ID)) {
            assertThat(again.id()).isEqualTo(ID);
        }

        Network.delete(ID);

        assertThat(Network.list(NetworkObject.EVERYTHING)).isEmpty();
    }

    @Test
    void theServicesErrorRecordIsInTheException() {
        assertThatExceptionOfType(HyperVException.class)
                .isThrownBy(() -> Network.open(OTHER))
                .withMessageStartingWith("HcnOpenNetwork: HCN_E_NETWORK_NOT_FOUND (0x803B0001)")
                .withMessageContaining("The service said: ")
                .satisfies(e -> assertThat(e.document()).isNotNull());
    }

    @Test
    void aListThatIsNoJsonIsAnErrorThatShowsIt() {
        standIns.set(LIBRARY, "garbage-documents", 1);

        assertThatExceptionOfType(HyperVException.class)
                .isThrownBy(() -> Network.list(NetworkObject.EVERYTHING))
                .withMessageContaining("HcnEnumerateNetworks answered what makes no sense")
                .withMessageContaining("ERROR_INVALID_DATA");
    }

    @Test
    void anErrorRecordThatIsNoJsonIsShownAsItIs() {
        standIns.fail("HcnOpenNetwork", 0, 0x803B_0015, "<html>not JSON");

        assertThatExceptionOfType(HyperVException.class)
                .isThrownBy(() -> Network.open(ID))
                .withMessageContaining("HCN_E_REQUEST_UNSUPPORTED")
                .withMessageEndingWith("The service said: <html>not JSON");
    }

    @Test
    void whatHappensToNetworksIsTold() throws InterruptedException {
        BlockingQueue<NetworkNotification> heard = new LinkedBlockingQueue<>();

        try (NotificationSubscription subscription =
                HostComputeNetwork.onNotification(heard::add)) {
            Network.create(ID, NAT).close();

            NetworkNotification first = Objects.requireNonNull(heard.poll(1, TimeUnit.MINUTES));
            assertThat(first.knownType())
                    .isIn(NotificationType.NETWORK_PRE_CREATE, NotificationType.NETWORK_CREATE);
            assertThat(subscription).isNotNull();
        }
        Network.delete(ID);

        assertThat(NotificationCallback.lateCount()).isZero();
    }

    @Test
    void portsAreReservedUntilTheReservationIsClosed() {
        try (GuestNetworkService service = GuestNetworkService.create(ID, "{}");
                PortReservation one =
                        service.reservePort(PortProtocol.TCP, PortAccess.EXCLUSIVE, 65535);
                PortReservation several = service.reservePorts(16)) {
            assertThat(one.first()).isEqualTo(65535);
            assertThat(several.last() - several.first()).isEqualTo(15);
            assertThat(PortReservation.list())
                    .anySatisfy(
                            entry -> {
                                assertThat(entry.knownProtocol()).isEqualTo(PortProtocol.TCP);
                                assertThat(entry.first()).isEqualTo(65535);
                            })
                    .anySatisfy(
                            entry -> {
                                assertThat(entry.knownProtocol()).isEqualTo(PortProtocol.BOTH);
                                assertThat(entry.first()).isEqualTo(several.first());
                                assertThat(entry.last()).isEqualTo(several.last());
                            });
            assertThatExceptionOfType(HyperVException.class)
                    .isThrownBy(
                            () ->
                                    service.reservePort(
                                            PortProtocol.TCP, PortAccess.EXCLUSIVE, 65535))
                    .withMessageContaining("HCN_E_PORT_ALREADY_EXISTS");
        }
        assertThat(PortReservation.list()).isEmpty();
        GuestNetworkService.delete(ID);
    }

    @Test
    void aNumberThatIsNoPortIsRefused() {
        try (GuestNetworkService service = GuestNetworkService.create(ID, "{}")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> service.reservePort(PortProtocol.UDP, PortAccess.SHARED, 65536));
            assertThatIllegalArgumentException().isThrownBy(() -> service.reservePorts(0));
        }
        GuestNetworkService.delete(ID);
    }
}
