// SPDX-License-Identifier: MIT
#include "tray/symbols.h"

#include <array>

namespace sandtray::tray {

Symbol symbol_of(app::IconState state) {
  constexpr std::array<Symbol, 4> symbols = {
      {{"shippingbox", "Sandtray, idle"},
       {"shippingbox.fill", "Sandtray, working"},
       {"exclamationmark.bubble.fill", "Sandtray, needs you"},
       {"xmark.octagon.fill", "Sandtray, failed"}}};
  return symbols[static_cast<std::size_t>(state)];
}

}  // namespace sandtray::tray
