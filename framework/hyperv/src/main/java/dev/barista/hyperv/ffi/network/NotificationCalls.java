package dev.barista.hyperv.ffi.network;

import static dev.barista.hyperv.ffi.CTypes.OUT_VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;
import static dev.barista.hyperv.ffi.network.NetworkTypes.CALLBACK;
import static dev.barista.hyperv.ffi.network.NetworkTypes.CALLBACK_POINTER;
import static dev.barista.hyperv.ffi.network.NetworkTypes.OUT_CALLBACK;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.CTypes;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Notifications of the service, of a network and of a guest network service. */
public final class NotificationCalls {
    private static final ExportTable DECLARED =
            new ExportTable("computenetwork.h", HostLibrary.COMPUTE_NETWORK);
    private static final ExportTable EXPORTED =
            new ExportTable(ExportTable.NO_HEADER, HostLibrary.COMPUTE_NETWORK);
    private static final FirstBuild WITH_GUEST_SERVICES = FirstBuild.after(18362);

    private static final Export REGISTER_SERVICE =
            DECLARED.hresult(
                    "HcnRegisterServiceCallback",
                    V1809,
                    CALLBACK_POINTER,
                    VOID_POINTER,
                    OUT_CALLBACK);
    private static final Export UNREGISTER_SERVICE =
            DECLARED.hresult("HcnUnregisterServiceCallback", V1809, CALLBACK);
    private static final Export REGISTER_GUEST_SERVICE =
            DECLARED.hresult(
                    "HcnRegisterGuestNetworkServiceCallback",
                    WITH_GUEST_SERVICES,
                    CTypes.pointer("HCN_GUESTNETWORKSERVICE"),
                    CALLBACK_POINTER,
                    VOID_POINTER,
                    OUT_CALLBACK);
    private static final Export UNREGISTER_GUEST_SERVICE =
            DECLARED.hresult(
                    "HcnUnregisterGuestNetworkServiceCallback", WITH_GUEST_SERVICES, CALLBACK);
    private static final Export REGISTER_NETWORK =
            EXPORTED.hresult(
                    "HcnRegisterNetworkCallback",
                    FirstBuild.UNKNOWN,
                    VOID_POINTER,
                    CALLBACK_POINTER,
                    VOID_POINTER,
                    OUT_VOID_POINTER);
    private static final Export UNREGISTER_NETWORK =
            EXPORTED.hresult("HcnUnregisterNetworkCallback", FirstBuild.UNKNOWN, VOID_POINTER);

    private NotificationCalls() {}

    static List<Export> exports() {
        return Stream.of(DECLARED, EXPORTED)
                .map(ExportTable::exports)
                .flatMap(List::stream)
                .toList();
    }

    /** All notifications of the service. */
    public static Registration ofService(Consumer<NativeNotification> listener) {
        return register(REGISTER_SERVICE, UNREGISTER_SERVICE, null, listener);
    }

    /** Those of a guest network service. */
    public static Registration ofGuestNetworkService(
            NativeHandle service, Consumer<NativeNotification> listener) {
        return register(REGISTER_GUEST_SERVICE, UNREGISTER_GUEST_SERVICE, service, listener);
    }

    /** Those of a network. */
    public static Registration ofNetwork(
            NativeHandle network, Consumer<NativeNotification> listener) {
        return register(REGISTER_NETWORK, UNREGISTER_NETWORK, network, listener);
    }

    private static Registration register(
            Export register,
            Export unregister,
            @Nullable NativeHandle object,
            Consumer<NativeNotification> listener) {
        MemorySegment context = NotificationCallback.add(listener);
        try (Call call = new Call(register)) {
            if (object != null) {
                call.handle(object);
            }
            MemorySegment slot =
                    call.pointer("HCN_NOTIFICATION_CALLBACK", NotificationCallback.function())
                            .pointer("void*", context)
                            .outPointer(registrationType(unregister) + "*");
            new Answer(register.name(), call.int32Result(), null).orThrow();
            return new Registration(
                    context,
                    NativeHandle.adopt(
                            "HCN_CALLBACK",
                            Call.pointerIn(slot),
                            handle -> unregister(unregister, handle)));
        } catch (RuntimeException | Error e) {
            NotificationCallback.remove(context);
            throw e;
        }
    }

    private static void unregister(Export unregister, MemorySegment handle) {
        try (Call call = new Call(unregister)) {
            int code = call.pointer(registrationType(unregister), handle).int32Result();
            new Answer(unregister.name(), code, null).orThrow();
        }
    }

    private static String registrationType(Export unregister) {
        return unregister.type().argumentLayouts().getFirst().name().orElseThrow();
    }

    /** A listener that the service knows. */
    public static final class Registration implements AutoCloseable {
        private final MemorySegment context;
        private final NativeHandle handle;

        private Registration(MemorySegment context, NativeHandle handle) {
            this.context = context;
            this.handle = handle;
        }

        /** Takes it back; a notification that comes all the same is only counted. */
        @Override
        public void close() {
            try {
                handle.close();
            } finally {
                NotificationCallback.remove(context);
            }
        }
    }
}
