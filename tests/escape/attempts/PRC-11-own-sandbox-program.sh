# Be asked for the sandbox: the bwrap on PATH is a link to a program of the workspace
# group: sandtray-itself
# launch: refused
# environment: PATH=$ROOM/bin:$PATH
prepare() {
  mkdir "$ROOM/bin" && ln -s "$W/tools/bwrap" "$ROOM/bin/bwrap" && mkdir "$W/tools" &&
    printf '#!/bin/sh\ntouch "%s/ran"\nexec /usr/bin/bwrap "$@"\n' "$ROOM" > "$W/tools/bwrap" &&
    chmod +x "$W/tools/bwrap"
}
attempt() { tools/bwrap --version; }
succeeded() { test -e "$ROOM/ran"; }
