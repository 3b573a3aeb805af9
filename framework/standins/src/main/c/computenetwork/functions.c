/* The functions of the header that deal with objects; objects.c has what they share. */
#include "network.h"

#include <stdlib.h>

HRESULT WINAPI HcnEnumerateNetworks(PCWSTR Query, PWSTR *Networks, PWSTR *ErrorRecord) {
    return object_enumerate(__func__, NETWORK, Query, Networks, ErrorRecord);
}

HRESULT WINAPI HcnCreateNetwork(
    REFGUID Id, PCWSTR Settings, HCN_NETWORK *Network, PWSTR *ErrorRecord) {
    return object_create(__func__, NETWORK, Id, NULL, Settings, Network, ErrorRecord);
}

HRESULT WINAPI HcnOpenNetwork(REFGUID Id, HCN_NETWORK *Network, PWSTR *ErrorRecord) {
    return object_open(__func__, NETWORK, Id, Network, ErrorRecord);
}

HRESULT WINAPI HcnModifyNetwork(HCN_NETWORK Network, PCWSTR Settings, PWSTR *ErrorRecord) {
    return object_modify(__func__, NETWORK, Network, Settings, ErrorRecord);
}

HRESULT WINAPI HcnQueryNetworkProperties(
    HCN_NETWORK Network, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord) {
    return object_query(__func__, NETWORK, Network, Query, Properties, ErrorRecord);
}

HRESULT WINAPI HcnDeleteNetwork(REFGUID Id, PWSTR *ErrorRecord) {
    return object_delete(__func__, NETWORK, Id, ErrorRecord);
}

HRESULT WINAPI HcnCloseNetwork(HCN_NETWORK Network) {
    return object_close(__func__, NETWORK, Network);
}

HRESULT WINAPI HcnEnumerateNamespaces(PCWSTR Query, PWSTR *Namespaces, PWSTR *ErrorRecord) {
    return object_enumerate(__func__, NAMESPACE, Query, Namespaces, ErrorRecord);
}

HRESULT WINAPI HcnCreateNamespace(
    REFGUID Id, PCWSTR Settings, HCN_NAMESPACE *Namespace, PWSTR *ErrorRecord) {
    return object_create(__func__, NAMESPACE, Id, NULL, Settings, Namespace, ErrorRecord);
}

HRESULT WINAPI HcnOpenNamespace(REFGUID Id, HCN_NAMESPACE *Namespace, PWSTR *ErrorRecord) {
    return object_open(__func__, NAMESPACE, Id, Namespace, ErrorRecord);
}

HRESULT WINAPI HcnModifyNamespace(HCN_NAMESPACE Namespace, PCWSTR Settings, PWSTR *ErrorRecord) {
    return object_modify(__func__, NAMESPACE, Namespace, Settings, ErrorRecord);
}

HRESULT WINAPI HcnQueryNamespaceProperties(
    HCN_NAMESPACE Namespace, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord) {
    return object_query(__func__, NAMESPACE, Namespace, Query, Properties, ErrorRecord);
}

HRESULT WINAPI HcnDeleteNamespace(REFGUID Id, PWSTR *ErrorRecord) {
    return object_delete(__func__, NAMESPACE, Id, ErrorRecord);
}

HRESULT WINAPI HcnCloseNamespace(HCN_NAMESPACE Namespace) {
    return object_close(__func__, NAMESPACE, Namespace);
}

HRESULT WINAPI HcnEnumerateEndpoints(PCWSTR Query, PWSTR *Endpoints, PWSTR *ErrorRecord) {
    return object_enumerate(__func__, ENDPOINT, Query, Endpoints, ErrorRecord);
}

HRESULT WINAPI HcnCreateEndpoint(
    HCN_NETWORK Network, REFGUID Id, PCWSTR Settings, HCN_ENDPOINT *Endpoint, PWSTR *ErrorRecord) {
    struct object *network = handle_get(Network, NETWORK);
    if (network == NULL || network->deleted) {
        return fail(HCN_E_NETWORK_NOT_FOUND, "The network was not found.", ErrorRecord);
    }
    return object_create(__func__, ENDPOINT, Id, network, Settings, Endpoint, ErrorRecord);
}

HRESULT WINAPI HcnOpenEndpoint(REFGUID Id, HCN_ENDPOINT *Endpoint, PWSTR *ErrorRecord) {
    return object_open(__func__, ENDPOINT, Id, Endpoint, ErrorRecord);
}

HRESULT WINAPI HcnModifyEndpoint(HCN_ENDPOINT Endpoint, PCWSTR Settings, PWSTR *ErrorRecord) {
    return object_modify(__func__, ENDPOINT, Endpoint, Settings, ErrorRecord);
}

HRESULT WINAPI HcnQueryEndpointProperties(
    HCN_ENDPOINT Endpoint, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord) {
    return object_query(__func__, ENDPOINT, Endpoint, Query, Properties, ErrorRecord);
}

HRESULT WINAPI HcnDeleteEndpoint(REFGUID Id, PWSTR *ErrorRecord) {
    return object_delete(__func__, ENDPOINT, Id, ErrorRecord);
}

HRESULT WINAPI HcnCloseEndpoint(HCN_ENDPOINT Endpoint) {
    return object_close(__func__, ENDPOINT, Endpoint);
}

HRESULT WINAPI HcnEnumerateLoadBalancers(PCWSTR Query, PWSTR *LoadBalancer, PWSTR *ErrorRecord) {
    return object_enumerate(__func__, LOAD_BALANCER, Query, LoadBalancer, ErrorRecord);
}

HRESULT WINAPI HcnCreateLoadBalancer(
    REFGUID Id, PCWSTR Settings, HCN_LOADBALANCER *LoadBalancer, PWSTR *ErrorRecord) {
    return object_create(__func__, LOAD_BALANCER, Id, NULL, Settings, LoadBalancer, ErrorRecord);
}

HRESULT WINAPI HcnOpenLoadBalancer(REFGUID Id, HCN_LOADBALANCER *LoadBalancer, PWSTR *ErrorRecord) {
    return object_open(__func__, LOAD_BALANCER, Id, LoadBalancer, ErrorRecord);
}

HRESULT WINAPI HcnModifyLoadBalancer(HCN_LOADBALANCER LoadBalancer, PCWSTR Settings, PWSTR *ErrorRecord) {
    return object_modify(__func__, LOAD_BALANCER, LoadBalancer, Settings, ErrorRecord);
}

HRESULT WINAPI HcnQueryLoadBalancerProperties(
    HCN_LOADBALANCER LoadBalancer, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord) {
    return object_query(__func__, LOAD_BALANCER, LoadBalancer, Query, Properties, ErrorRecord);
}

HRESULT WINAPI HcnDeleteLoadBalancer(REFGUID Id, PWSTR *ErrorRecord) {
    return object_delete(__func__, LOAD_BALANCER, Id, ErrorRecord);
}

HRESULT WINAPI HcnCloseLoadBalancer(HCN_LOADBALANCER LoadBalancer) {
    return object_close(__func__, LOAD_BALANCER, LoadBalancer);
}

HRESULT WINAPI HcnEnumerateGuestNetworkServices(PCWSTR Query, PWSTR *Services, PWSTR *ErrorRecord) {
    return object_enumerate(__func__, GUEST_SERVICE, Query, Services, ErrorRecord);
}

HRESULT WINAPI HcnCreateGuestNetworkService(
    REFGUID Id, PCWSTR Settings, HCN_GUESTNETWORKSERVICE *GuestNetworkService, PWSTR *ErrorRecord) {
    return object_create(__func__, GUEST_SERVICE, Id, NULL, Settings, GuestNetworkService, ErrorRecord);
}

HRESULT WINAPI HcnOpenGuestNetworkService(REFGUID Id, HCN_GUESTNETWORKSERVICE *Service, PWSTR *ErrorRecord) {
    return object_open(__func__, GUEST_SERVICE, Id, Service, ErrorRecord);
}

HRESULT WINAPI HcnModifyGuestNetworkService(HCN_GUESTNETWORKSERVICE GuestNetworkService, PCWSTR Settings, PWSTR *ErrorRecord) {
    return object_modify(__func__, GUEST_SERVICE, GuestNetworkService, Settings, ErrorRecord);
}

HRESULT WINAPI HcnQueryGuestNetworkServiceProperties(
    HCN_GUESTNETWORKSERVICE Service, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord) {
    return object_query(__func__, GUEST_SERVICE, Service, Query, Properties, ErrorRecord);
}

HRESULT WINAPI HcnDeleteGuestNetworkService(REFGUID Id, PWSTR *ErrorRecord) {
    return object_delete(__func__, GUEST_SERVICE, Id, ErrorRecord);
}

HRESULT WINAPI HcnCloseGuestNetworkService(HCN_GUESTNETWORKSERVICE GuestNetworkService) {
    return object_close(__func__, GUEST_SERVICE, GuestNetworkService);
}

HRESULT WINAPI HcnEnumerateSdnRoutes(PCWSTR Query, PWSTR *Routes, PWSTR *ErrorRecord) {
    return object_enumerate(__func__, SDN_ROUTE, Query, Routes, ErrorRecord);
}

HRESULT WINAPI HcnCreateSdnRoute(
    REFGUID Id, PCWSTR Settings, void **Route, PWSTR *ErrorRecord) {
    return object_create(__func__, SDN_ROUTE, Id, NULL, Settings, Route, ErrorRecord);
}

HRESULT WINAPI HcnOpenSdnRoute(REFGUID Id, void **Route, PWSTR *ErrorRecord) {
    return object_open(__func__, SDN_ROUTE, Id, Route, ErrorRecord);
}

HRESULT WINAPI HcnModifySdnRoute(void *Route, PCWSTR Settings, PWSTR *ErrorRecord) {
    return object_modify(__func__, SDN_ROUTE, Route, Settings, ErrorRecord);
}

HRESULT WINAPI HcnQuerySdnRouteProperties(
    void *Route, PCWSTR Query, PWSTR *Properties, PWSTR *ErrorRecord) {
    return object_query(__func__, SDN_ROUTE, Route, Query, Properties, ErrorRecord);
}

HRESULT WINAPI HcnDeleteSdnRoute(REFGUID Id, PWSTR *ErrorRecord) {
    return object_delete(__func__, SDN_ROUTE, Id, ErrorRecord);
}

HRESULT WINAPI HcnCloseSdnRoute(void *Route) {
    return object_close(__func__, SDN_ROUTE, Route);
}

/* A document that does not depend on an object's settings. */
static HRESULT answer(
    const char *function,
    int kind,
    void *handle,
    PCWSTR query,
    const char *document,
    PWSTR *place,
    PWSTR *error_record) {
    PWSTR properties = NULL;
    if (place == NULL) {
        return fail(E_POINTER, "There is no place for the answer.", error_record);
    }
    *place = NULL;
    HRESULT result = object_query(function, kind, handle, query, &properties, error_record);
    CoTaskMemFree(properties);
    if (SUCCEEDED(result)) {
        *place = give_document(document);
    }
    return result;
}

HRESULT WINAPI HcnQueryEndpointStats(
    HCN_ENDPOINT Endpoint, PCWSTR Query, PWSTR *Stats, PWSTR *ErrorRecord) {
    return answer(
        __func__,
        ENDPOINT,
        Endpoint,
        Query,
        "{\"BytesReceived\":0,\"BytesSent\":0,\"PacketsReceived\":0,\"PacketsSent\":0}",
        Stats,
        ErrorRecord);
}

HRESULT WINAPI HcnQueryEndpointAddresses(
    HCN_ENDPOINT Endpoint, PCWSTR Query, PWSTR *Addresses, PWSTR *ErrorRecord) {
    return answer(__func__, ENDPOINT, Endpoint, Query, "[]", Addresses, ErrorRecord);
}

/* What is in the documents of these two is known to no source. */
HRESULT WINAPI HcnQueryMetrics(PCWSTR Query, PWSTR *Metrics, PWSTR *ErrorRecord) {
    HRESULT result;
    if (refused(__func__, &result, ErrorRecord)) {
        return result;
    }
    if (Metrics == NULL) {
        return fail(E_POINTER, "There is no place for the metrics.", ErrorRecord);
    }
    result = check_query(Query, ErrorRecord);
    *Metrics = SUCCEEDED(result) ? give_document("{}") : NULL;
    return result;
}

HRESULT WINAPI HcnQueryFeatures(PWSTR *Features, PWSTR *ErrorRecord) {
    HRESULT result;
    if (refused(__func__, &result, ErrorRecord)) {
        return result;
    }
    if (Features == NULL) {
        return fail(E_POINTER, "There is no place for the features.", ErrorRecord);
    }
    *Features = give_document("{}");
    return S_OK;
}
