@echo off
rem Runs the launcher (samples/launcher) on a JDK 22 or later, and builds it first when its sources are newer.
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0"
set "target=%home%samples\launcher\target"

set "jdk="
call :consider "%JAVA_HOME%"
for /f "delims=" %%j in ('where java 2^>nul') do call :consider "%%~dpj.."
for %%r in (
    "%ProgramFiles%\Eclipse Adoptium"
    "%ProgramFiles%\Java"
    "%ProgramFiles%\Microsoft"
    "%ProgramFiles%\Amazon Corretto"
    "%ProgramFiles%\BellSoft"
    "%ProgramFiles%\Zulu"
    "%USERPROFILE%\.jdks"
    "%USERPROFILE%\.sdkman\candidates\java"
) do for /d %%d in ("%%~r\*") do call :consider "%%~d"
if not defined jdk (
    >&2 echo barista: no JDK 22 or later found; install one, for instance from https://adoptium.net, or set JAVA_HOME to it
    exit /b 2
)

call :outdated
if errorlevel 1 (
    call :build
    if errorlevel 1 exit /b
)
"%jdk%\bin\java" "@%target%\jvm.options" --module-path "%target%\barista-launcher.jar;%target%\modules" --module dev.barista.launcher/dev.barista.launcher.Barista %*
exit /b

rem Takes a folder if it is a JDK 22 or later and none has been taken. Its release file says what it is.
:consider
if defined jdk exit /b
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
set "version="
for /f "usebackq tokens=2 delims==" %%v in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do set "version=%%~v"
for /f "tokens=1 delims=.-+" %%f in ("%version%") do if %%f GEQ 22 set "jdk=%~1"
exit /b

rem 1 if a source is newer than the folder of modules, which is filled at the end of a build.
:outdated
if not exist "%target%\modules" exit /b 1
powershell -NoProfile -Command ^
    "$built = (Get-Item -LiteralPath \"$env:target\modules\").LastWriteTimeUtc;" ^
    "Set-Location -LiteralPath $env:home;" ^
    "$sources = 'pom.xml', 'framework\*\pom.xml', 'framework\*\src\main', 'devices\pom.xml', 'devices\src\main'," ^
    "    'samples\launcher\pom.xml', 'samples\launcher\src\main', 'samples\guest-tools\pom.xml', 'samples\guest-tools\src\main';" ^
    "$newer = Get-ChildItem -Recurse -Path $sources | Where-Object LastWriteTimeUtc -GT $built | Select-Object -First 1;" ^
    "exit [int]($null -ne $newer)"
exit /b

:build
where mvn >nul 2>nul
if errorlevel 1 (
    >&2 echo barista: Apache Maven is needed to build; install it from https://maven.apache.org and try again
    exit /b 2
)
>&2 echo barista: building; the first time this takes some minutes
rem Maven looks for JDKs in variables that are named like this one.
set "JAVA_BARISTA_HOME=%jdk%"
call mvn -q -B -f "%home%pom.xml" -pl samples/launcher -am -DskipTests -Dformat.skip package >&2
if errorlevel 1 (
    >&2 echo barista: the build failed, see above
    exit /b 1
)
exit /b 0
