# The same, with the bit given when the file is made
# group: set-uid-files
attempt() { ./probe open-set-uid su; }
succeeded() { test -u "$W/su"; }
