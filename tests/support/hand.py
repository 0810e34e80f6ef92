# SPDX-License-Identifier: MIT
"""Uses an application as a person with assistive technology does: by what its controls are called.
Whatever is asked for is waited for."""


class Hand:
    def __init__(self, reader, application):
        self.reader, self.application = reader, application

    def wait_for(self, role, name):
        """The control that is shown and can be used."""
        usable = self.reader.atspi.StateType.SENSITIVE

        def find():
            return next((node for node in self.reader.found(self.application, role)
                         if self.reader.name_of(node) == name and
                         node.get_state_set().contains(usable)), None)
        node = self.reader.wait_until(find)
        assert node is not None, f"no {role} {name!r}; there are {self.names(role)}"
        return node

    def names(self, role):
        return [self.reader.name_of(node) for node in self.reader.found(self.application, role)]

    def press(self, name, role="push button"):
        assert self.reader.atspi.Action.do_action(self.wait_for(role, name), 0), name

    def write(self, name, text):
        node = self.wait_for("text", name)
        assert self.reader.atspi.EditableText.set_text_contents(node, text), name

    def read(self, name):
        node = self.wait_for("text", name)
        node.clear_cache()
        text = self.reader.atspi.Text
        return text.get_text(node, 0, text.get_character_count(node))

    def choose(self, name, option):
        """One of the options of a choice, by what it says."""
        box = self.wait_for("combo box", name)
        options = [node.get_name() for node in self.reader.all_below(box)
                   if node.get_role_name() == "menu item"]
        assert option in options, f"{name} offers {options}"
        assert self.reader.atspi.Selection.select_child(box, options.index(option)), option

    def turn_to(self, page):
        tab = self.wait_for("page tab", page)
        tabs = tab.get_parent()
        assert self.reader.atspi.Selection.select_child(tabs, tab.get_index_in_parent()), page

    def select_row(self, table, fits):
        """Of the table of that name, the first row whose cells fit."""
        def find():
            for role in ("table", "tree table"):
                for node in self.reader.found(self.application, role):
                    if self.reader.name_of(node).startswith(table):
                        for row, words in enumerate(self.rows_of(node)):
                            if fits(words):
                                return node, row, words
            return None
        found = self.reader.wait_until(find)
        assert found is not None, f"no such row in {table!r}"
        node, row, words = found
        self.reader.atspi.Table.add_row_selection(node, row)
        return words

    def rows_of(self, node):
        cells = self.reader.atspi.Table
        return [[self.reader.words_of(cells.get_accessible_at(node, row, column))
                 for column in range(cells.get_n_columns(node))]
                for row in range(cells.get_n_rows(node))]

    def wait_until_gone(self, role, name):
        assert self.reader.wait_until(lambda: name not in self.names(role)), f"{name!r} stays"
