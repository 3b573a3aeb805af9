/* The version of Windows that the stand-ins are: the first that has every function of the headers. */
#include "win32.h"

EXPORT NTSTATUS WINAPI RtlGetVersion(OSVERSIONINFOW *version) {
    version->dwMajorVersion = 10;
    version->dwMinorVersion = 0;
    version->dwBuildNumber = 26100;
    version->dwPlatformId = 2;
    version->szCSDVersion[0] = 0;
    return 0;
}
