/*
 * Layers as folders. By documentation the calls turn layers from one form into another with a
 * filter driver's help; here the forms are files: "layout" says what a folder was prepared as, and
 * "attached" that the filter joins it with its parents.
 */
#include "computestorage.h"
#include "json.h"
#include "storage.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

static HRESULT last_error(void) {
    DWORD code = GetLastError();
    return HRESULT_FROM_WIN32(code);
}

/* A path's text; freed by path_free. */
static WCHAR *path_in(PCWSTR folder, PCWSTR name) {
    size_t length = units_length(folder);
    size_t more = units_length(name);
    WCHAR *path = malloc((length + more + 2) * sizeof *path);
    if (path == NULL) {
        abort();
    }
    memcpy(path, folder, length * sizeof *path);
    path[length] = u'\\';
    memcpy(path + length + 1, name, (more + 1) * sizeof *path);
    return path;
}

static bool is_folder(PCWSTR path) {
    DWORD attributes = GetFileAttributesW(path);
    return attributes != INVALID_FILE_ATTRIBUTES && attributes & FILE_ATTRIBUTE_DIRECTORY;
}

static HRESULT need_folder(PCWSTR path) {
    if (path == NULL) {
        return E_INVALIDARG;
    }
    return is_folder(path) ? S_OK : HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
}

static HRESULT make_folder(PCWSTR path) {
    return is_folder(path) || CreateDirectoryW(path, NULL) ? S_OK : last_error();
}

static bool is_dots(PCWSTR name) {
    return name[0] == u'.' && (name[1] == 0 || (name[1] == u'.' && name[2] == 0));
}

/* What is done with each file and folder, from the outside in. */
typedef HRESULT (*visitor)(PCWSTR path, PCWSTR target, bool folder);

static HRESULT walk(PCWSTR folder, PCWSTR target, visitor before, visitor after) {
    HRESULT result = before == NULL ? S_OK : before(folder, target, true);
    WCHAR *pattern = path_in(folder, u"*");
    WIN32_FIND_DATAW found;
    HANDLE search = SUCCEEDED(result) ? FindFirstFileW(pattern, &found) : INVALID_HANDLE_VALUE;
    free(pattern);
    if (SUCCEEDED(result) && search == INVALID_HANDLE_VALUE) {
        result = last_error();
    }
    bool more = search != INVALID_HANDLE_VALUE;
    while (more && SUCCEEDED(result)) {
        PCWSTR name = (PCWSTR)found.cFileName;
        if (!is_dots(name)) {
            WCHAR *path = path_in(folder, name);
            WCHAR *to = target == NULL ? NULL : path_in(target, name);
            if (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) {
                result = walk(path, to, before, after);
            } else {
                result = (before == NULL ? after : before)(path, to, false);
            }
            free(path);
            free(to);
        }
        more = FindNextFileW(search, &found);
    }
    if (search != INVALID_HANDLE_VALUE) {
        FindClose(search);
    }
    return SUCCEEDED(result) && after != NULL ? after(folder, target, true) : result;
}

static HRESULT copy(PCWSTR path, PCWSTR target, bool folder) {
    if (folder) {
        return make_folder(target);
    }
    return CopyFileW(path, target, FALSE) ? S_OK : last_error();
}

static HRESULT delete(PCWSTR path, PCWSTR target, bool folder) {
    (void)target;
    return (folder ? RemoveDirectoryW(path) : DeleteFileW(path)) ? S_OK : last_error();
}

static HRESULT put(PCWSTR folder, PCWSTR name, const char *text) {
    WCHAR *path = path_in(folder, name);
    HANDLE file =
        CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    free(path);
    if (file == INVALID_HANDLE_VALUE) {
        return last_error();
    }
    DWORD written = 0;
    HRESULT result =
        WriteFile(file, text, (DWORD)strlen(text), &written, NULL) ? S_OK : last_error();
    CloseHandle(file);
    return result;
}

static bool has(PCWSTR folder, PCWSTR name) {
    WCHAR *path = path_in(folder, name);
    bool there = GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
    free(path);
    return there;
}

/* LayerData: an object, whose Layers name folders that must be there. */
static HRESULT check_layer_data(PCWSTR data) {
    if (data == NULL) {
        return E_INVALIDARG;
    }
    struct json *document = json_parse(data);
    HRESULT result = document != NULL && document->kind == JSON_OBJECT
        ? S_OK
        : HRESULT_FROM_WIN32(ERROR_INVALID_DATA);
    struct json *layers = json_get(document, "Layers");
    for (struct json *layer = layers == NULL ? NULL : layers->first;
         layer != NULL && SUCCEEDED(result);
         layer = layer->next) {
        const char *path = json_text(json_get(layer, "Path"));
        PWSTR wide = path == NULL ? NULL : string_give(path);
        result = wide == NULL ? HRESULT_FROM_WIN32(ERROR_INVALID_DATA) : need_folder(wide);
        LocalFree(wide);
    }
    json_free(document);
    return result;
}

/* Options: NULL, or a document. */
static HRESULT check_options(PCWSTR options) {
    if (options == NULL) {
        return S_OK;
    }
    struct json *document = json_parse(options);
    bool good = document != NULL && document->kind == JSON_OBJECT;
    json_free(document);
    return good ? S_OK : HRESULT_FROM_WIN32(ERROR_INVALID_DATA);
}

HRESULT WINAPI HcsImportLayer(PCWSTR layerPath, PCWSTR sourceFolderPath, PCWSTR layerData) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = layerPath == NULL ? E_INVALIDARG : need_folder(sourceFolderPath);
    if (SUCCEEDED(result)) {
        result = check_layer_data(layerData);
    }
    return SUCCEEDED(result) ? walk(sourceFolderPath, layerPath, copy, NULL) : result;
}

HRESULT WINAPI HcsExportLayer(
    PCWSTR layerPath, PCWSTR exportFolderPath, PCWSTR layerData, PCWSTR options) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = exportFolderPath == NULL ? E_INVALIDARG : need_folder(layerPath);
    if (SUCCEEDED(result)) {
        result = check_layer_data(layerData);
    }
    if (SUCCEEDED(result)) {
        result = check_options(options);
    }
    return SUCCEEDED(result) ? walk(layerPath, exportFolderPath, copy, NULL) : result;
}

HRESULT WINAPI HcsExportLegacyWritableLayer(
    PCWSTR writableLayerMountPath,
    PCWSTR writableLayerFolderPath,
    PCWSTR exportFolderPath,
    PCWSTR layerData) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = writableLayerMountPath == NULL || exportFolderPath == NULL
        ? E_INVALIDARG
        : need_folder(writableLayerFolderPath);
    if (SUCCEEDED(result)) {
        result = check_layer_data(layerData);
    }
    return SUCCEEDED(result) ? walk(writableLayerFolderPath, exportFolderPath, copy, NULL) : result;
}

HRESULT WINAPI HcsDestroyLayer(PCWSTR layerPath) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = need_folder(layerPath);
    if (SUCCEEDED(result) && has(layerPath, u"attached")) {
        return HRESULT_FROM_WIN32(ERROR_SHARING_VIOLATION);
    }
    return SUCCEEDED(result) ? walk(layerPath, NULL, NULL, delete) : result;
}

HRESULT WINAPI HcsSetupBaseOSLayer(PCWSTR layerPath, HANDLE vhdHandle, PCWSTR options) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = need_folder(layerPath);
    if (SUCCEEDED(result)) {
        result = check_options(options);
    }
    WCHAR path[MAX_PATH];
    if (SUCCEEDED(result) && GetFinalPathNameByHandleW(vhdHandle, (void *)path, MAX_PATH, 0) == 0) {
        result = last_error();
    }
    return SUCCEEDED(result) ? put(layerPath, u"layout", "base OS layer") : result;
}

HRESULT WINAPI HcsSetupBaseOSVolume(PCWSTR layerPath, PCWSTR volumePath, PCWSTR options) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = need_folder(layerPath);
    if (SUCCEEDED(result)) {
        result = need_folder(volumePath);
    }
    if (SUCCEEDED(result)) {
        result = check_options(options);
    }
    return SUCCEEDED(result) ? put(layerPath, u"layout", "base OS volume") : result;
}

HRESULT WINAPI HcsInitializeWritableLayer(
    PCWSTR writableLayerPath, PCWSTR layerData, PCWSTR options) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = options != NULL ? E_INVALIDARG : need_folder(writableLayerPath);
    if (SUCCEEDED(result)) {
        result = check_layer_data(layerData);
    }
    return SUCCEEDED(result) ? put(writableLayerPath, u"layout", "writable layer") : result;
}

HRESULT WINAPI HcsInitializeLegacyWritableLayer(
    PCWSTR writableLayerMountPath,
    PCWSTR writableLayerFolderPath,
    PCWSTR layerData,
    PCWSTR options) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = options != NULL || writableLayerMountPath == NULL
        ? E_INVALIDARG
        : need_folder(writableLayerFolderPath);
    if (SUCCEEDED(result)) {
        result = check_layer_data(layerData);
    }
    return SUCCEEDED(result) ? put(writableLayerFolderPath, u"layout", "legacy writable layer")
                             : result;
}

static HRESULT attach(PCWSTR path, PCWSTR data) {
    HRESULT result = need_folder(path);
    if (SUCCEEDED(result)) {
        result = check_layer_data(data);
    }
    if (SUCCEEDED(result) && has(path, u"attached")) {
        result = HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS);
    }
    return SUCCEEDED(result) ? put(path, u"attached", "") : result;
}

static HRESULT detach(PCWSTR path) {
    HRESULT result = need_folder(path);
    if (FAILED(result)) {
        return result;
    }
    WCHAR *mark = path_in(path, u"attached");
    result = DeleteFileW(mark) ? S_OK : HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    free(mark);
    return result;
}

HRESULT WINAPI HcsAttachLayerStorageFilter(PCWSTR layerPath, PCWSTR layerData) {
    HRESULT result;
    return refused(__func__, &result) ? result : attach(layerPath, layerData);
}

HRESULT WINAPI HcsDetachLayerStorageFilter(PCWSTR layerPath) {
    HRESULT result;
    return refused(__func__, &result) ? result : detach(layerPath);
}

HRESULT WINAPI HcsAttachOverlayFilter(PCWSTR VolumeMountPoint, PCWSTR LayerData) {
    HRESULT result;
    return refused(__func__, &result) ? result : attach(VolumeMountPoint, LayerData);
}

HRESULT WINAPI HcsDetachOverlayFilter(PCWSTR VolumeMountPoint, PCWSTR LayerData) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    result = check_layer_data(LayerData);
    return SUCCEEDED(result) ? detach(VolumeMountPoint) : result;
}

/* The disk is the file behind the handle; formatted, it begins with a name. */
HRESULT WINAPI HcsFormatWritableLayerVhd(HANDLE vhdHandle) {
    HRESULT result;
    if (refused(__func__, &result)) {
        return result;
    }
    static const char format[] = "stand-in file system";
    DWORD written = 0;
    return WriteFile(vhdHandle, format, sizeof format - 1, &written, NULL) ? S_OK : last_error();
}

/* By documentation a volume's path; here the disk file's own. */
HRESULT WINAPI HcsGetLayerVhdMountPath(HANDLE vhdHandle, PWSTR *mountPath) {
    HRESULT result;
    if (mountPath == NULL) {
        return E_POINTER;
    }
    *mountPath = NULL;
    if (refused(__func__, &result)) {
        return result;
    }
    WCHAR path[MAX_PATH];
    DWORD length = GetFinalPathNameByHandleW(vhdHandle, (void *)path, MAX_PATH, 0);
    if (length == 0 || length >= MAX_PATH) {
        return length == 0 ? last_error() : E_FAIL;
    }
    char *text = text_of(path);
    *mountPath = string_give(text);
    free(text);
    return *mountPath == NULL ? E_OUTOFMEMORY : S_OK;
}
