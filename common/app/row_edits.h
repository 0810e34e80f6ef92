// SPDX-License-Identifier: MIT
// How one list of sessions becomes another, step by step, for a window that is told about single
// rows. Pure. A row that stays the same is touched by no step.
#pragma once

#include <cstddef>
#include <vector>

#include "app/session_list.h"

namespace sandtray::app {

struct RowEdit {
  enum Kind { remove, insert, change } kind;
  std::size_t at;  // at the moment of this step
  SessionRow row;  // insert, change
};

// Carried out in this order on `shown` they give `wanted`.
std::vector<RowEdit> row_edits(std::vector<SessionRow> shown,
                               const std::vector<SessionRow>& wanted);

void carry_out(const RowEdit& edit, std::vector<SessionRow>& rows);

}  // namespace sandtray::app
