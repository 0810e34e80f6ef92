# Leave a program in the workspace that runs as its owner, whoever starts it
# group: set-uid-files
attempt() { cp probe su && chmod 4755 su; }
succeeded() { test -u "$W/su"; }
