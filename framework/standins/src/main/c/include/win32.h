/*
 * The part of the Windows API that the stand-in libraries are written against. On Windows it is Windows' own; elsewhere
 * kernel32, ntdll and ole32 of this folder give it on top of POSIX, under the same names and with the same meaning.
 */
#ifndef WIN32_H
#define WIN32_H

#ifdef _WIN32

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <objbase.h>

#define EXPORT __declspec(dllexport)

#else

#include <stddef.h>
#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))
#define WINAPI
#define CALLBACK

typedef int32_t BOOL;
typedef int32_t LONG;
typedef int32_t HRESULT;
typedef int32_t NTSTATUS;
typedef uint8_t BYTE;
typedef uint16_t USHORT;
typedef uint16_t WORD;
typedef uint32_t DWORD;
typedef uint32_t UINT;
typedef uint32_t UINT32;
typedef uint32_t ULONG;
typedef uint64_t UINT64;
typedef uint64_t ULONGLONG;
typedef size_t SIZE_T;
/* 16 bits, as on Windows; literals are written u"...". */
typedef uint16_t WCHAR;
typedef WCHAR *PWSTR, *LPWSTR;
typedef const WCHAR *PCWSTR, *LPCWSTR;
typedef void *HANDLE, *HLOCAL, *PVOID, *LPVOID;
typedef const void *LPCVOID;
typedef const char *LPCSTR;
typedef void *HMODULE;
typedef intptr_t (*FARPROC)(void);
typedef DWORD *LPDWORD;
typedef HANDLE *PHANDLE;

typedef struct {
    UINT32 Data1;
    USHORT Data2;
    USHORT Data3;
    BYTE Data4[8];
} GUID;
typedef const GUID *REFGUID;
typedef void VOID;
typedef void SECURITY_DESCRIPTOR;

typedef struct {
    DWORD nLength;
    void *lpSecurityDescriptor;
    BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

typedef struct {
    ULONG dwOSVersionInfoSize;
    ULONG dwMajorVersion;
    ULONG dwMinorVersion;
    ULONG dwBuildNumber;
    ULONG dwPlatformId;
    WCHAR szCSDVersion[128];
} OSVERSIONINFOW;

#define TRUE 1
#define FALSE 0
#define INFINITE 0xFFFFFFFFu
#define INVALID_HANDLE_VALUE ((HANDLE)(intptr_t)-1)
#define WAIT_OBJECT_0 0u
#define WAIT_TIMEOUT 258u
#define WAIT_FAILED 0xFFFFFFFFu

#define ERROR_SUCCESS 0u
#define ERROR_FILE_NOT_FOUND 2u
#define ERROR_PATH_NOT_FOUND 3u
#define ERROR_ACCESS_DENIED 5u
#define ERROR_INVALID_HANDLE 6u
#define ERROR_INVALID_DATA 13u
#define ERROR_NOT_ENOUGH_MEMORY 8u
#define ERROR_NO_MORE_FILES 18u
#define ERROR_GEN_FAILURE 31u
#define ERROR_FILE_EXISTS 80u
#define ERROR_INVALID_PARAMETER 87u
#define ERROR_BROKEN_PIPE 109u
#define ERROR_MOD_NOT_FOUND 126u
#define ERROR_PROC_NOT_FOUND 127u
#define ERROR_DIR_NOT_EMPTY 145u
#define ERROR_ALREADY_EXISTS 183u
#define ERROR_NO_DATA 232u
#define ERROR_OPERATION_ABORTED 995u
#define ERROR_NOT_FOUND 1168u
#define ERROR_CANCELLED 1223u
#define ERROR_NOT_SUPPORTED 50u
#define ERROR_SHARING_VIOLATION 32u
#define ERROR_NOT_READY 21u
#define ERROR_NOT_ENOUGH_QUOTA 1816u
#define ERROR_INVALID_STATE 5023u

#define S_OK ((HRESULT)0)
#define S_FALSE ((HRESULT)1)
#define E_NOTIMPL ((HRESULT)0x80004001u)
#define E_NOINTERFACE ((HRESULT)0x80004002u)
#define E_POINTER ((HRESULT)0x80004003u)
#define E_FAIL ((HRESULT)0x80004005u)
#define E_UNEXPECTED ((HRESULT)0x8000FFFFu)
#define E_ACCESSDENIED ((HRESULT)0x80070005u)
#define E_OUTOFMEMORY ((HRESULT)0x8007000Eu)
#define E_INVALIDARG ((HRESULT)0x80070057u)
#define RPC_E_WRONG_THREAD ((HRESULT)0x8001010Eu)
#define RPC_E_TOO_LATE ((HRESULT)0x80010119u)
#define SUCCEEDED(result) ((HRESULT)(result) >= 0)
#define FAILED(result) ((HRESULT)(result) < 0)
/* For a literal code; Windows' own is an inline function. */
#define HRESULT_FROM_WIN32(code) \
    ((code) == ERROR_SUCCESS ? S_OK : (HRESULT)(((DWORD)(code) & 0xFFFFu) | 0x80070000u))

/* Where a transfer says how far it is. Here a transfer has always ended when its call returns. */
typedef struct {
    uintptr_t Internal;
    uintptr_t InternalHigh;
    DWORD Offset;
    DWORD OffsetHigh;
    HANDLE hEvent;
} OVERLAPPED;

DWORD WINAPI GetLastError(void);
void WINAPI SetLastError(DWORD code);

/* Memory: one heap for LocalAlloc and CoTaskMemAlloc, as on Windows. */
#define LMEM_FIXED 0u
#define LMEM_ZEROINIT 0x40u
HLOCAL WINAPI LocalAlloc(UINT flags, SIZE_T bytes);
HLOCAL WINAPI LocalFree(HLOCAL memory);
HANDLE WINAPI GetProcessHeap(void);
BOOL WINAPI HeapValidate(HANDLE heap, DWORD flags, LPCVOID memory);
SIZE_T WINAPI HeapSize(HANDLE heap, DWORD flags, LPCVOID memory);
LPVOID WINAPI CoTaskMemAlloc(SIZE_T bytes);
void WINAPI CoTaskMemFree(LPVOID memory);

/* Objects behind handles. */
BOOL WINAPI CloseHandle(HANDLE object);
DWORD WINAPI WaitForSingleObject(HANDLE object, DWORD milliseconds);
HANDLE WINAPI CreateEventW(
    LPSECURITY_ATTRIBUTES attributes, BOOL manualReset, BOOL initialState, LPCWSTR name);
BOOL WINAPI SetEvent(HANDLE event);
BOOL WINAPI ResetEvent(HANDLE event);
BOOL WINAPI CreatePipe(
    PHANDLE readEnd, PHANDLE writeEnd, LPSECURITY_ATTRIBUTES attributes, DWORD size);
/* Only whether there is something to read: bytes is NULL. */
BOOL WINAPI PeekNamedPipe(
    HANDLE pipe, LPVOID bytes, DWORD size, LPDWORD read, LPDWORD available, LPDWORD left);
BOOL WINAPI ReadFile(HANDLE file, LPVOID bytes, DWORD size, LPDWORD read, OVERLAPPED *overlapped);
BOOL WINAPI WriteFile(
    HANDLE file, LPCVOID bytes, DWORD size, LPDWORD written, OVERLAPPED *overlapped);
BOOL WINAPI GetOverlappedResult(
    HANDLE file, OVERLAPPED *overlapped, LPDWORD transferred, BOOL wait);
/* Ends all reads of a pipe that wait; only for overlapped NULL. */
BOOL WINAPI CancelIoEx(HANDLE file, OVERLAPPED *overlapped);

/* Threads. */
typedef DWORD(WINAPI *LPTHREAD_START_ROUTINE)(LPVOID parameter);
HANDLE WINAPI CreateThread(
    LPSECURITY_ATTRIBUTES attributes,
    SIZE_T stack,
    LPTHREAD_START_ROUTINE start,
    LPVOID parameter,
    DWORD flags,
    LPDWORD id);
DWORD WINAPI GetCurrentThreadId(void);
DWORD WINAPI GetCurrentProcessId(void);
void WINAPI Sleep(DWORD milliseconds);
ULONGLONG WINAPI GetTickCount64(void);

/* Locks and conditions; all bits zero is their initial state. */
typedef struct {
    uintptr_t state[8];
} SRWLOCK, *PSRWLOCK;
typedef struct {
    uintptr_t state[8];
} CONDITION_VARIABLE, *PCONDITION_VARIABLE;
#define SRWLOCK_INIT {{0}}
#define CONDITION_VARIABLE_INIT {{0}}
void WINAPI AcquireSRWLockExclusive(PSRWLOCK lock);
void WINAPI ReleaseSRWLockExclusive(PSRWLOCK lock);
BOOL WINAPI SleepConditionVariableSRW(
    PCONDITION_VARIABLE condition, PSRWLOCK lock, DWORD milliseconds, ULONG flags);
void WINAPI WakeConditionVariable(PCONDITION_VARIABLE condition);
void WINAPI WakeAllConditionVariable(PCONDITION_VARIABLE condition);

/* Memory that two places map: what a section is to a device. */
#define PAGE_READWRITE 4u
#define FILE_MAP_WRITE 2u
#define FILE_MAP_READ 4u
#define FILE_MAP_ALL_ACCESS 0xF001Fu
HANDLE WINAPI CreateFileMappingW(
    HANDLE file,
    LPSECURITY_ATTRIBUTES attributes,
    DWORD protection,
    DWORD sizeHigh,
    DWORD sizeLow,
    LPCWSTR name);
LPVOID WINAPI MapViewOfFile(
    HANDLE section, DWORD access, DWORD offsetHigh, DWORD offsetLow, SIZE_T size);
BOOL WINAPI UnmapViewOfFile(LPCVOID address);

/* Files and folders. */
#define GENERIC_ALL 0x10000000u
#define GENERIC_READ 0x80000000u
#define GENERIC_WRITE 0x40000000u
#define CREATE_NEW 1u
#define CREATE_ALWAYS 2u
#define OPEN_EXISTING 3u
#define FILE_ATTRIBUTE_DIRECTORY 0x10u
#define FILE_ATTRIBUTE_NORMAL 0x80u
#define INVALID_FILE_ATTRIBUTES 0xFFFFFFFFu
#define MAX_PATH 260
typedef struct {
    DWORD dwFileAttributes;
    WCHAR cFileName[MAX_PATH];
} WIN32_FIND_DATAW;
HANDLE WINAPI CreateFileW(
    LPCWSTR path,
    DWORD access,
    DWORD share,
    LPSECURITY_ATTRIBUTES attributes,
    DWORD disposition,
    DWORD flags,
    HANDLE model);
DWORD WINAPI GetFileAttributesW(LPCWSTR path);
BOOL WINAPI CreateDirectoryW(LPCWSTR path, LPSECURITY_ATTRIBUTES attributes);
BOOL WINAPI RemoveDirectoryW(LPCWSTR path);
BOOL WINAPI DeleteFileW(LPCWSTR path);
BOOL WINAPI CopyFileW(LPCWSTR from, LPCWSTR to, BOOL failIfThere);
HANDLE WINAPI FindFirstFileW(LPCWSTR pattern, WIN32_FIND_DATAW *found);
BOOL WINAPI FindNextFileW(HANDLE search, WIN32_FIND_DATAW *found);
BOOL WINAPI FindClose(HANDLE search);
DWORD WINAPI GetFinalPathNameByHandleW(HANDLE file, LPWSTR path, DWORD size, DWORD flags);

/* Libraries that this process has loaded. */
HMODULE WINAPI GetModuleHandleA(LPCSTR name);
FARPROC WINAPI GetProcAddress(HMODULE library, LPCSTR name);

/* The version of Windows. */
NTSTATUS WINAPI RtlGetVersion(OSVERSIONINFOW *version);

/* COM. */
#define COINIT_MULTITHREADED 0u
HRESULT WINAPI CoInitializeEx(LPVOID reserved, DWORD model);
void WINAPI CoUninitialize(void);

#endif

#endif
