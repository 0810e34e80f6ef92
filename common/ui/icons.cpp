// SPDX-License-Identifier: MIT
#include "ui/icons.h"

#include "ui/text.h"

namespace sandtray::ui {
namespace {

constexpr int row_size = 16;

const char* name_of(app::IconState state) {
  switch (state) {
    case app::IconState::working:
      return "sandtray-working";
    case app::IconState::needs_you:
      return "sandtray-needs-you";
    case app::IconState::failed:
      return "sandtray-failed";
    case app::IconState::idle:
      break;
  }
  return "sandtray-idle";
}

}  // namespace

wxBitmapBundle Icons::of_state(app::IconState state) const {
  return read(name_of(state), row_size);
}

wxBitmapBundle Icons::of_program(int size) const {
  return read("sandtray", size);
}

wxBitmapBundle Icons::read(const std::string& name, int size) const {
  return wxBitmapBundle::FromSVGFile(to_wx(folder_ + "/" + name + ".svg"), wxSize(size, size));
}

}  // namespace sandtray::ui
