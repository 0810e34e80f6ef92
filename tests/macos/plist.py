#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads a property list as strictly as it can be read: what launchd or the Finder might take for
something else, or leave out, is an error here.

    plist.py FILE     prints it as JSON
"""
import json
import sys
import xml.etree.ElementTree as ElementTree

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
EMPTY = {"true": True, "false": False}


class Bad(Exception):
    pass


def value_of(element):
    children = list(element)
    if element.attrib:
        raise Bad(f"<{element.tag}> has attributes")
    if element.tag in ("dict", "array"):
        if (element.text or "").strip() or any((child.tail or "").strip() for child in children):
            raise Bad(f"<{element.tag}> has text between its values")
        return dict_of(children) if element.tag == "dict" else [value_of(one) for one in children]
    if children:
        raise Bad(f"<{element.tag}> holds other elements")
    if element.tag == "string":
        return element.text or ""
    if element.tag == "integer":
        return int(element.text)
    if element.tag in EMPTY:
        if element.text:
            raise Bad(f"<{element.tag}> holds text")
        return EMPTY[element.tag]
    raise Bad(f"<{element.tag}> is not known")


def dict_of(children):
    found = {}
    if len(children) % 2:
        raise Bad("a key has no value")
    for key, value in zip(children[::2], children[1::2]):
        if key.tag != "key" or not key.text or len(key) or key.attrib:
            raise Bad(f"<{key.tag}> stands where a key must")
        if key.text in found:
            raise Bad(f"the key {key.text} stands twice")
        found[key.text] = value_of(value)
    return found


def read(data):
    if not data.startswith(HEAD):
        raise Bad("the head is another one")
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as problem:
        raise Bad(f"no XML: {problem}") from problem
    if root.tag != "plist" or root.attrib != {"version": "1.0"} or len(root) != 1:
        raise Bad("no <plist version=\"1.0\"> with one value")
    return value_of(root[0])


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        print(json.dumps(read(file.read())))
