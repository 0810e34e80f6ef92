// SPDX-License-Identifier: MIT
// The pictures of the windows, drawn at the size that the screen wants.
#pragma once

#include <wx/bmpbndl.h>

#include <string>

#include "app/describe.h"

namespace sandtray::ui {

class Icons {
 public:
  // Of the folder with the SVG files. A file that is missing is an empty picture: the words say
  // all that it says.
  explicit Icons(std::string folder) : folder_(std::move(folder)) {}

  wxBitmapBundle of_state(app::IconState state, int size = 16) const;
  wxBitmapBundle of_program(int size) const;

 private:
  wxBitmapBundle read(const std::string& name, int size) const;

  std::string folder_;
};

}  // namespace sandtray::ui
