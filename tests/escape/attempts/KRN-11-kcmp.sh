# Learn kernel addresses by comparing objects
# group: system-calls
attempt() { ./probe kcmp && touch escaped; }
