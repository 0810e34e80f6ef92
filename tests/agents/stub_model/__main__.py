# SPDX-License-Identifier: MIT
"""For trying an agent by hand: python3 -m stub_model [PORT] [KEY]; prints its address."""

import sys

from . import StubModel

port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
with StubModel(sys.argv[2] if len(sys.argv) > 2 else "stub-key", port) as model:
    print(model.url, flush=True)
    shown = 0
    try:
        while True:
            with model.changed:
                model.changed.wait_for(lambda: len(model.requests) > shown)
                fresh, shown = model.requests[shown:], len(model.requests)
            for request in fresh:
                print(*request[:3], repr(request[3][-160:]), flush=True)
    except KeyboardInterrupt:
        pass
