// SPDX-License-Identifier: MIT
#include "app/row_edits.h"

#include <algorithm>
#include <utility>

namespace sandtray::app {
namespace {

using Rows = std::vector<SessionRow>;

// The size of the list if it is not there.
std::size_t place_of(const Rows& rows, const std::string& id) {
  const auto at =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
  return static_cast<std::size_t>(at - rows.begin());
}

}  // namespace

std::vector<RowEdit> row_edits(Rows shown, const Rows& wanted) {
  std::vector<RowEdit> edits;
  const auto edit = [&](RowEdit step) {
    carry_out(step, shown);
    edits.push_back(std::move(step));
  };
  for (std::size_t i = shown.size(); i-- > 0;) {
    if (place_of(wanted, shown[i].id) == wanted.size()) edit({RowEdit::remove, i, {}});
  }
  // Before `i` both are the same. A row that comes too early here goes, and comes back in its
  // place.
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    while (i < shown.size() && shown[i].id != wanted[i].id &&
           place_of(shown, wanted[i].id) < shown.size()) {
      edit({RowEdit::remove, i, {}});
    }
    if (i == shown.size() || shown[i].id != wanted[i].id) {
      edit({RowEdit::insert, i, wanted[i]});
    } else if (shown[i] != wanted[i]) {
      edit({RowEdit::change, i, wanted[i]});
    }
  }
  return edits;
}

void carry_out(const RowEdit& edit, Rows& rows) {
  const auto at = rows.begin() + static_cast<std::ptrdiff_t>(edit.at);
  switch (edit.kind) {
    case RowEdit::remove:
      rows.erase(at);
      break;
    case RowEdit::insert:
      rows.insert(at, edit.row);
      break;
    case RowEdit::change:
      *at = edit.row;
      break;
  }
}

}  // namespace sandtray::app
