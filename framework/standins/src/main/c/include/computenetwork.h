/* The types and functions of computenetwork.h, and the exports of computenetwork.dll that have no header. */
#ifndef COMPUTENETWORK_H
#define COMPUTENETWORK_H

#include "win32.h"

typedef void *HCN_NETWORK;
typedef void *HCN_NAMESPACE;
typedef void *HCN_ENDPOINT;
typedef void *HCN_LOADBALANCER;
typedef void *HCN_GUESTNETWORKSERVICE;
typedef void *HCN_CALLBACK;

typedef enum {
    HcnNotificationNetworkPreCreate = 0x00000001,
    HcnNotificationNetworkCreate = 0x00000002,
    HcnNotificationNetworkPreDelete = 0x00000003,
    HcnNotificationNetworkDelete = 0x00000004,
    HcnNotificationNamespaceCreate = 0x00000005,
    HcnNotificationNamespaceDelete = 0x00000006,
    HcnNotificationGuestNetworkServiceCreate = 0x00000007,
    HcnNotificationGuestNetworkServiceDelete = 0x00000008,
    HcnNotificationNetworkEndpointAttached = 0x00000009,
    HcnNotificationNetworkEndpointDetached = 0x00000010,
    HcnNotificationGuestNetworkServiceStateChanged = 0x00000011,
    HcnNotificationServiceDisconnect = 0x01000000
} HCN_NOTIFICATIONS;

typedef enum {
    HCN_PORT_PROTOCOL_TCP = 0x01,
    HCN_PORT_PROTOCOL_UDP = 0x02,
    HCN_PORT_PROTOCOL_BOTH = 0x03
} HCN_PORT_PROTOCOL;

typedef enum { HCN_PORT_ACCESS_EXCLUSIVE = 0x01, HCN_PORT_ACCESS_SHARED = 0x02 } HCN_PORT_ACCESS;

typedef struct {
    USHORT startingPort;
    USHORT endingPort;
} HCN_PORT_RANGE_RESERVATION;

typedef struct {
    GUID OwningPartitionId;
    GUID TargetPartitionId;
    HCN_PORT_PROTOCOL Protocol;
    UINT64 Priority;
    UINT32 ReservationType;
    UINT32 SharingFlags;
    UINT32 DeliveryMode;
    USHORT StartingPort;
    USHORT EndingPort;
} HCN_PORT_RANGE_ENTRY;

_Static_assert(sizeof(HCN_PORT_RANGE_ENTRY) == 64, "HCN_PORT_RANGE_ENTRY");

typedef void(CALLBACK *HCN_NOTIFICATION_CALLBACK)(
    DWORD NotificationType, void *Context, HRESULT NotificationStatus, PCWSTR NotificationData);

#define HCN_E_NETWORK_NOT_FOUND ((HRESULT)0x803B0001u)
#define HCN_E_ENDPOINT_NOT_FOUND ((HRESULT)0x803B0002u)
#define HCN_E_INVALID_NETWORK ((HRESULT)0x803B000Au)
#define HCN_E_INVALID_ENDPOINT ((HRESULT)0x803B000Cu)
#define HCN_E_NETWORK_ALREADY_EXISTS ((HRESULT)0x803B0010u)
#define HCN_E_PORT_ALREADY_EXISTS ((HRESULT)0x803B0013u)
#define HCN_E_INVALID_JSON ((HRESULT)0x803B001Bu)
#define HCN_E_MANAGER_STOPPED ((HRESULT)0x803B0020u)
#define HCN_E_ENTITY_HAS_REFERENCES ((HRESULT)0x803B002Cu)

EXPORT HRESULT WINAPI HcnEnumerateNetworks(PCWSTR Query, PWSTR *Networks, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCreateNetwork(
    REFGUID Id, PCWSTR Settings, HCN_NETWORK *Network, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnOpenNetwork(REFGUID Id, HCN_NETWORK *Network, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnModifyNetwork(HCN_NETWORK Network, PCWSTR Settings, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnQueryNetworkProperties(
    HCN_NETWORK Network, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnDeleteNetwork(REFGUID Id, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCloseNetwork(HCN_NETWORK Network);
EXPORT HRESULT WINAPI HcnEnumerateNamespaces(PCWSTR Query, PWSTR *Namespaces, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCreateNamespace(
    REFGUID Id, PCWSTR Settings, HCN_NAMESPACE *Namespace, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnOpenNamespace(REFGUID Id, HCN_NAMESPACE *Namespace, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnModifyNamespace(
    HCN_NAMESPACE Namespace, PCWSTR Settings, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnQueryNamespaceProperties(
    HCN_NAMESPACE Namespace, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnDeleteNamespace(REFGUID Id, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCloseNamespace(HCN_NAMESPACE Namespace);
EXPORT HRESULT WINAPI HcnEnumerateEndpoints(PCWSTR Query, PWSTR *Endpoints, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCreateEndpoint(
    HCN_NETWORK Network, REFGUID Id, PCWSTR Settings, HCN_ENDPOINT *Endpoint, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnOpenEndpoint(REFGUID Id, HCN_ENDPOINT *Endpoint, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnModifyEndpoint(HCN_ENDPOINT Endpoint, PCWSTR Settings, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnQueryEndpointProperties(
    HCN_ENDPOINT Endpoint, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnDeleteEndpoint(REFGUID Id, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCloseEndpoint(HCN_ENDPOINT Endpoint);
EXPORT HRESULT WINAPI HcnEnumerateLoadBalancers(
    PCWSTR Query, PWSTR *LoadBalancer, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCreateLoadBalancer(
    REFGUID Id, PCWSTR Settings, HCN_LOADBALANCER *LoadBalancer, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnOpenLoadBalancer(
    REFGUID Id, HCN_LOADBALANCER *LoadBalancer, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnModifyLoadBalancer(
    HCN_LOADBALANCER LoadBalancer, PCWSTR Settings, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnQueryLoadBalancerProperties(
    HCN_LOADBALANCER LoadBalancer, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnDeleteLoadBalancer(REFGUID Id, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCloseLoadBalancer(HCN_LOADBALANCER LoadBalancer);
EXPORT HRESULT WINAPI HcnRegisterServiceCallback(
    HCN_NOTIFICATION_CALLBACK Callback, void *Context, HCN_CALLBACK *CallbackHandle);
EXPORT HRESULT WINAPI HcnUnregisterServiceCallback(HCN_CALLBACK CallbackHandle);
EXPORT HRESULT WINAPI HcnRegisterGuestNetworkServiceCallback(
    HCN_GUESTNETWORKSERVICE GuestNetworkService,
    HCN_NOTIFICATION_CALLBACK Callback,
    void *Context,
    HCN_CALLBACK *CallbackHandle);
EXPORT HRESULT WINAPI HcnUnregisterGuestNetworkServiceCallback(HCN_CALLBACK CallbackHandle);
EXPORT HRESULT WINAPI HcnCreateGuestNetworkService(
    REFGUID Id, PCWSTR Settings, HCN_GUESTNETWORKSERVICE *GuestNetworkService, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCloseGuestNetworkService(HCN_GUESTNETWORKSERVICE GuestNetworkService);
EXPORT HRESULT WINAPI HcnModifyGuestNetworkService(
    HCN_GUESTNETWORKSERVICE GuestNetworkService, PCWSTR Settings, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnDeleteGuestNetworkService(REFGUID Id, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnReserveGuestNetworkServicePort(
    HCN_GUESTNETWORKSERVICE GuestNetworkService,
    HCN_PORT_PROTOCOL Protocol,
    HCN_PORT_ACCESS Access,
    USHORT Port,
    HANDLE *PortReservationHandle);
EXPORT HRESULT WINAPI HcnReserveGuestNetworkServicePortRange(
    HCN_GUESTNETWORKSERVICE GuestNetworkService,
    USHORT PortCount,
    HCN_PORT_RANGE_RESERVATION *PortRangeReservation,
    HANDLE *PortReservationHandle);
EXPORT HRESULT WINAPI HcnReleaseGuestNetworkServicePortReservationHandle(
    HANDLE PortReservationHandle);
EXPORT HRESULT WINAPI HcnEnumerateGuestNetworkPortReservations(
    ULONG *ReturnCount, HCN_PORT_RANGE_ENTRY **PortEntries);
EXPORT VOID WINAPI HcnFreeGuestNetworkPortReservations(HCN_PORT_RANGE_ENTRY *PortEntries);
EXPORT HRESULT WINAPI HcnQueryEndpointStats(
    HCN_ENDPOINT Endpoint, PCWSTR Query, PWSTR *Stats, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnQueryEndpointAddresses(
    HCN_ENDPOINT Endpoint, PCWSTR Query, PWSTR *Addresses, PWSTR *ErrorRecord);

EXPORT HRESULT WINAPI HcnEnumerateSdnRoutes(PCWSTR Query, PWSTR *Routes, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCreateSdnRoute(
    REFGUID Id, PCWSTR Settings, void **Route, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnOpenSdnRoute(REFGUID Id, void **Route, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnModifySdnRoute(void *Route, PCWSTR Settings, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnQuerySdnRouteProperties(
    void *Route, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnDeleteSdnRoute(REFGUID Id, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnCloseSdnRoute(void *Route);
EXPORT HRESULT WINAPI HcnOpenGuestNetworkService(
    REFGUID Id, HCN_GUESTNETWORKSERVICE *Service, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnEnumerateGuestNetworkServices(
    PCWSTR Query, PWSTR *Services, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnQueryGuestNetworkServiceProperties(
    HCN_GUESTNETWORKSERVICE Service, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnRegisterNetworkCallback(
    HCN_NETWORK Network,
    HCN_NOTIFICATION_CALLBACK Callback,
    void *Context,
    HCN_CALLBACK *CallbackHandle);
EXPORT HRESULT WINAPI HcnUnregisterNetworkCallback(HCN_CALLBACK CallbackHandle);
EXPORT HRESULT WINAPI HcnQueryMetrics(PCWSTR Query, PWSTR *Metrics, PWSTR *ErrorRecord);
EXPORT HRESULT WINAPI HcnQueryFeatures(PWSTR *Features, PWSTR *ErrorRecord);

#endif
