FROM debian:12
RUN ["echo", "a \" b"]
RUN --network=none ["echo", \
  # a comment between
  "$HOME"]
SHELL ["/bin/bash", "-c"]
CMD ["a", "b"]
CMD exec a "$@"
CMD cat <<EOF
USER app
ENTRYPOINT a && \
  b
ONBUILD CMD a
HEALTHCHECK NONE
HEALTHCHECK --interval=5s --timeout=3s \
  CMD curl -f http://localhost || exit 1
HEALTHCHECK CMD ["curl"]
USER app
CMD ["a", \
  "b \
COPY <<EOF c"]
USER app
