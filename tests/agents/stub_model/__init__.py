# SPDX-License-Identifier: MIT
"""A model server on loopback that does what the prompt says, so that real agents run offline.

It speaks Anthropic Messages, OpenAI Responses, OpenAI Chat and Gemini. The words it obeys stand in
script.py, the wire formats in dialects.py.
"""

from .server import StubModel

__all__ = ["StubModel"]
