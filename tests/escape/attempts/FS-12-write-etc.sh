# Add a file to the system's configuration
# group: system-files
# needs: root
attempt() { touch "/etc/sandtray-escape${ROOM//\//-}"; }
succeeded() { rm "/etc/sandtray-escape${ROOM//\//-}" 2>/dev/null; }
