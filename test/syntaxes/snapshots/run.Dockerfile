FROM debian:12
RUN apt-get update && echo "$HOME" | tee a
run --mount=type=secret,id="a b" --network=none \
    # hadolint ignore=DL3008
    --security=insecure \

    apt-get update \
    # a comment between
    && if [ -f a ]; then echo 'it \
# a comment inside of a string
is'; fi
RUN echo it's
RUN echo a # not a comment of ours \
    && still one
RUN echo \\
USER app
RUN if [ "$a" = b ]; then echo; fi
RUN [ "$a" = b ] && echo $((1<<2))
RUN \
  FOO=bar make \
   \
  all
ONBUILD RUN true
RUN cat <<< a
RUN echo '<<EOF'
RUN curl a | sh # nosemgrep: some.rule
RUN a \

RUN a # it's \
  <<EOF \
  <<EOF
USER app
