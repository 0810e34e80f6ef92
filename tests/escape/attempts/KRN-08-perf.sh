# Measure by the kernel's performance counters
# group: system-calls
attempt() { ./probe perf && touch escaped; }
