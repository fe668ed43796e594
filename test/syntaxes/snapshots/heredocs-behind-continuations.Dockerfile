FROM debian:12
RUN --network=none \
    # a comment between
    <<EOF
if true; then
EOF
COPY --chmod=755 \
  <<EOF /a
text
EOF
RUN cat <<EOF > a \
  # a comment between
  && echo "a"
text
EOF
RUN set -e && \
  cat <<EOF > a
# text
\
EOF
RUN set -e && \
  cat <<EOF > a && \
  # a comment between

  ls
text
EOF
RUN echo "a \
  <<EOF" && true
USER app
