#  Escape = `
FROM debian:12
COPY a C:\
RUN dir `
  # hadolint ignore=DL3008
  C:\
COPY <<EOF C:\a
text "
EOF
USER app
