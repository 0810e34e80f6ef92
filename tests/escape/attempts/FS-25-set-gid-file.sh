# Leave a program in the workspace that runs as root's group
# group: set-uid-files
# needs: root
attempt() { cp probe sg && chmod 2755 sg; }
succeeded() { test -g "$W/sg"; }
