# Learn kernel addresses by comparing objects
attempt() { ./probe kcmp && touch escaped; }
