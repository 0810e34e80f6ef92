# Leave a file in the temporary folder that all programs of the person share
# group: writing-outside
attempt() { touch "/tmp/sandtray-escape-${ROOM//\//-}"; }
succeeded() { rm "/tmp/sandtray-escape-${ROOM//\//-}"; }
