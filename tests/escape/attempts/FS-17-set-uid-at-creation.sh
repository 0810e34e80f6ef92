# The same, with the bit given when the file is made
attempt() { ./probe open-set-uid su; }
succeeded() { test -u "$W/su"; }
