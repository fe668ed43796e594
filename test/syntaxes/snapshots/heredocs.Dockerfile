FROM debian:12
RUN <<EOF
set -e
if true; then echo "never closed
 EOF
	EOF
EOF
RUN --network=none <<-'EOF'
	cat <<INNER
	USER not
	EOF
USER app
RUN <<PYTHON
def f(): """never closed
PYTHON
RUN <<EOF
#!/usr/bin/env python3
import os
EOF
RUN python3 -u - <<EOF > b
import os
EOF
RUN <<EOF bash -e
echo
EOF
RUN cat <<EOF > a
plain $text "
EOF
RUN cat <<A > a; <<"B" cat
B
A
A
B
COPY <<EOF /a
RUN text "
EOF
COPY --chmod=755 <<EOF_SH <<b /bin/
echo
EOF_SH
text
b
ADD <<EOF /run
#!/bin/sh
echo
EOF
ONBUILD COPY <<EOF a
RUN
EOF
COPY "<<EOF" a
RUN <<$EOF
true
$EOF
RUN 3<<EOF true
text
EOF
RUN echo "a" <<EOF it's
RUN true
USER app
