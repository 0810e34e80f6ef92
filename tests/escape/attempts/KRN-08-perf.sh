# Measure by the kernel's performance counters
attempt() { ./probe perf && touch escaped; }
