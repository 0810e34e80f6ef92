# Put a key into the kernel's keyring
attempt() { ./probe add-key && touch escaped; }
