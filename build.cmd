:; cd "$(dirname "$0")" && exec dotnet run eng/build.cs -- "$@"; exit 1
@echo off
cd /d "%~dp0" && dotnet run eng\build.cs -- %*
exit /b %errorlevel%
