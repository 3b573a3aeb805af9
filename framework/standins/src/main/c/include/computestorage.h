/* The functions of computestorage.h. */
#ifndef COMPUTESTORAGE_H
#define COMPUTESTORAGE_H

#include "win32.h"

EXPORT HRESULT WINAPI HcsImportLayer(PCWSTR layerPath, PCWSTR sourceFolderPath, PCWSTR layerData);
EXPORT HRESULT WINAPI HcsExportLayer(
    PCWSTR layerPath, PCWSTR exportFolderPath, PCWSTR layerData, PCWSTR options);
EXPORT HRESULT WINAPI HcsExportLegacyWritableLayer(
    PCWSTR writableLayerMountPath,
    PCWSTR writableLayerFolderPath,
    PCWSTR exportFolderPath,
    PCWSTR layerData);
EXPORT HRESULT WINAPI HcsDestroyLayer(PCWSTR layerPath);
EXPORT HRESULT WINAPI HcsSetupBaseOSLayer(PCWSTR layerPath, HANDLE vhdHandle, PCWSTR options);
EXPORT HRESULT WINAPI HcsInitializeWritableLayer(
    PCWSTR writableLayerPath, PCWSTR layerData, PCWSTR options);
EXPORT HRESULT WINAPI HcsInitializeLegacyWritableLayer(
    PCWSTR writableLayerMountPath,
    PCWSTR writableLayerFolderPath,
    PCWSTR layerData,
    PCWSTR options);
EXPORT HRESULT WINAPI HcsAttachLayerStorageFilter(PCWSTR layerPath, PCWSTR layerData);
EXPORT HRESULT WINAPI HcsDetachLayerStorageFilter(PCWSTR layerPath);
EXPORT HRESULT WINAPI HcsFormatWritableLayerVhd(HANDLE vhdHandle);
EXPORT HRESULT WINAPI HcsGetLayerVhdMountPath(HANDLE vhdHandle, PWSTR *mountPath);
EXPORT HRESULT WINAPI HcsSetupBaseOSVolume(PCWSTR layerPath, PCWSTR volumePath, PCWSTR options);
EXPORT HRESULT WINAPI HcsAttachOverlayFilter(PCWSTR VolumeMountPoint, PCWSTR LayerData);
EXPORT HRESULT WINAPI HcsDetachOverlayFilter(PCWSTR VolumeMountPoint, PCWSTR LayerData);

#endif
