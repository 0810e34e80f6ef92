# Add a job to the system's schedule
# needs: root
attempt() { touch /etc/sandtray-escape && test -e /etc/sandtray-escape && touch escaped; rm -f /etc/sandtray-escape; }
succeeded() { test -e "$W/escaped"; }
