FROM debian:12
SHELL ["pwsh", "-Command"]
RUN Write-Host "a" # b
RUN <<EOF
Write-Host "
EOF
SHELL ["/bin/sh", "-c"]
RUN echo a
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
RUN dir C:\Windows
FROM debian:12
RUN echo a
USER app
