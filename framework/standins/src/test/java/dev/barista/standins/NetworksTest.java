package dev.barista.standins;

import static dev.barista.standins.Functions.NULL;
import static dev.barista.standins.Functions.in;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Networks, endpoints and ports behave as documented; the codes are those of the header. */
@StandInTest
@SuppressWarnings("restricted") // tests of native functions call them
class NetworksTest {
    private static final int NETWORK_NOT_FOUND = 0x803B0001;
    private static final int INVALID_NETWORK = 0x803B000A;
    private static final int NETWORK_EXISTS = 0x803B0010;
    private static final int PORT_EXISTS = 0x803B0013;
    private static final int INVALID_JSON = 0x803B001B;
    private static final int HAS_REFERENCES = 0x803B002C;

    private final Functions hcn;
    private final StandIns standIns;
    private final BlockingQueue<Integer> notifications = new LinkedBlockingQueue<>();
    private MemorySegment network = NULL;
    private MemorySegment record = NULL;

    NetworksTest(StandIns standIns) {
        this.standIns = standIns;
        hcn = new Functions(standIns.folder(), "computenetwork.dll");
    }

    @BeforeEach
    void create() {
        record = hcn.slot();
        MemorySegment slot = hcn.slot();
        assertThat(hcn.call("HcnCreateNetwork", guid(1), "{\"Type\":\"NAT\"}", slot, record))
                .isZero();
        network = in(slot);
    }

    @AfterEach
    void close() {
        standIns.set("computenetwork.dll", "access-denied", 0);
        hcn.call("HcnCloseNetwork", network);
        hcn.close();
    }

    private MemorySegment guid(int number) {
        MemorySegment guid = hcn.arena.allocate(16, 4);
        guid.set(ValueLayout.JAVA_INT, 0, number);
        return guid;
    }

    private String error() {
        return hcn.takeTask(record);
    }

    @Test
    void whatIsRefusedHasAnErrorRecord() {
        MemorySegment slot = hcn.slot();

        assertThat(hcn.call("HcnCreateNetwork", guid(1), "{\"Type\":\"NAT\"}", slot, record))
                .isEqualTo(NETWORK_EXISTS);
        assertThat(error()).contains("\"Success\":false", "\"ErrorCode\":2151350288");
        assertThat(hcn.call("HcnCreateNetwork", guid(2), "{}", slot, record))
                .isEqualTo(INVALID_NETWORK);
        error();
        assertThat(hcn.call("HcnCreateNetwork", guid(2), "{", slot, record))
                .isEqualTo(INVALID_JSON);
        error();
        assertThat(hcn.call("HcnOpenNetwork", guid(2), slot, record)).isEqualTo(NETWORK_NOT_FOUND);
        error();
    }

    @Test
    void aNetworkIsListedQueriedAndModified() {
        MemorySegment text = hcn.slot();

        assertThat(hcn.call("HcnEnumerateNetworks", "{}", text, record)).isZero();
        assertThat(hcn.takeTask(text)).isEqualTo("[\"00000001-0000-0000-0000-000000000000\"]");
        String request =
                "{\"ResourceType\":\"DNS\",\"RequestType\":\"Add\",\"Settings\":{\"A\":1}}";
        assertThat(hcn.call("HcnModifyNetwork", network, request, record)).isZero();
        assertThat(hcn.call("HcnQueryNetworkProperties", network, "", text, record)).isZero();
        assertThat(hcn.takeTask(text)).contains("\"Type\":\"NAT\"", "\"DNS\":{\"A\":1}");
    }

    @Test
    void aNetworkWithEndpointsIsNotDeleted() {
        MemorySegment endpoint = hcn.slot();
        hcn.call("HcnCreateEndpoint", network, guid(3), "{}", endpoint, record);

        assertThat(hcn.call("HcnDeleteNetwork", guid(1), record)).isEqualTo(HAS_REFERENCES);
        error();
        assertThat(hcn.call("HcnDeleteEndpoint", guid(3), record)).isZero();
        assertThat(hcn.call("HcnDeleteNetwork", guid(1), record)).isZero();
        assertThat(hcn.call("HcnCloseEndpoint", in(endpoint))).isZero();
        assertThat(hcn.call("HcnCloseEndpoint", in(endpoint))).isEqualTo(0x80070006);
    }

    @SuppressWarnings("UnusedMethod") // called by native code
    private void notified(
            int type, MemorySegment unusedContext, int unusedStatus, MemorySegment unusedData) {
        notifications.add(type);
    }

    @Test
    void notificationsComeInTheOrderOfWhatHappened() throws Exception {
        MethodType type =
                MethodType.methodType(
                        void.class, int.class, MemorySegment.class, int.class, MemorySegment.class);
        MemorySegment callback =
                Linker.nativeLinker()
                        .upcallStub(
                                MethodHandles.lookup().bind(this, "notified", type),
                                FunctionDescriptor.ofVoid(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS),
                                hcn.arena);
        MemorySegment handle = hcn.slot();
        assertThat(hcn.call("HcnRegisterServiceCallback", callback, null, handle)).isZero();

        hcn.call("HcnDeleteNetwork", guid(1), record);
        standIns.notifyNetworks(0x01000000, 0, null);

        for (int expected : new int[] {3, 4, 0x01000000}) {
            assertThat(notifications.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
        }
        assertThat(hcn.call("HcnUnregisterServiceCallback", in(handle))).isZero();
    }

    @Test
    void aPortIsReservedOnceAndListed() {
        MemorySegment service = hcn.slot();
        MemorySegment first = hcn.slot();
        MemorySegment second = hcn.slot();
        MemorySegment range = hcn.arena.allocate(4, 2);
        MemorySegment count = hcn.arena.allocate(4, 4);
        MemorySegment entries = hcn.slot();
        hcn.call("HcnCreateGuestNetworkService", guid(4), "{}", service, record);
        String reserve = "HcnReserveGuestNetworkServicePort";

        assertThat(hcn.call(reserve, in(service), 1, 1, (short) 80, first)).isZero();
        assertThat(hcn.call(reserve, in(service), 3, 2, (short) 80, second)).isEqualTo(PORT_EXISTS);
        assertThat(
                        hcn.call(
                                "HcnReserveGuestNetworkServicePortRange",
                                in(service),
                                (short) 8,
                                range,
                                second))
                .isZero();
        assertThat(hcn.call("HcnEnumerateGuestNetworkPortReservations", count, entries)).isZero();
        MemorySegment newest = in(entries).reinterpret(64);
        assertThat(count.get(ValueLayout.JAVA_INT, 0)).isEqualTo(2);
        assertThat(newest.get(ValueLayout.JAVA_SHORT, 62) - newest.get(ValueLayout.JAVA_SHORT, 60))
                .isEqualTo(7);

        hcn.run("HcnFreeGuestNetworkPortReservations", in(entries));
        for (MemorySegment handle : new MemorySegment[] {first, second}) {
            assertThat(hcn.call("HcnReleaseGuestNetworkServicePortReservationHandle", in(handle)))
                    .isZero();
        }
        hcn.call("HcnCloseGuestNetworkService", in(service));
    }

    @Test
    void failuresAreAnsweredWhenATestAsksForThem() {
        standIns.fail("HcnDeleteNetwork", 0, 0x803B0020, "{\"Error\":\"asked\"}");

        assertThat(hcn.call("HcnDeleteNetwork", guid(1), record)).isEqualTo(0x803B0020);
        assertThat(error()).isEqualTo("{\"Error\":\"asked\"}");
        standIns.set("computenetwork.dll", "access-denied", 1);
        assertThat(hcn.call("HcnDeleteNetwork", guid(1), record)).isEqualTo(0x80070005);
    }
}
