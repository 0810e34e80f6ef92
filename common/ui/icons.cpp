// SPDX-License-Identifier: MIT
#include "ui/icons.h"

#include "ui/text.h"

namespace sandtray::ui {
wxBitmapBundle Icons::of_state(app::IconState state, int size) const {
  return read(app::icon_name(state), size);
}

wxBitmapBundle Icons::of_program(int size) const {
  return read("sandtray", size);
}

wxBitmapBundle Icons::read(const std::string& name, int size) const {
  return wxBitmapBundle::FromSVGFile(to_wx(folder_ + "/" + name + ".svg"), wxSize(size, size));
}

}  // namespace sandtray::ui
