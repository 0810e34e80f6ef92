// SPDX-License-Identifier: MIT
#include "tray/png.h"

#include <algorithm>
#include <string_view>

namespace sandtray::tray {
namespace {

constexpr std::size_t longest_block = 0xffff;

void put(std::string& to, std::uint32_t number) {  // the highest byte first
  for (int shift = 24; shift >= 0; shift -= 8) to += static_cast<char>(number >> shift & 255);
}

std::uint32_t crc(std::string_view bytes) {
  std::uint32_t sum = 0xffffffff;
  for (const char byte : bytes) {
    sum ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ ((sum & 1) != 0 ? 0xedb88320 : 0);
  }
  return ~sum;
}

std::uint32_t adler(std::string_view bytes) {
  std::uint32_t low = 1, high = 0;
  for (const char byte : bytes) {
    low = (low + static_cast<unsigned char>(byte)) % 65521;
    high = (high + low) % 65521;
  }
  return high << 16 | low;
}

// In blocks that are stored as they are.
std::string zlib_of(std::string_view bytes) {
  std::string out = "\x78\x01";
  const auto sum = adler(bytes);
  do {
    const auto block = bytes.substr(0, longest_block);
    bytes.remove_prefix(block.size());
    const auto length = static_cast<unsigned>(block.size());
    out += bytes.empty() ? '\1' : '\0';
    for (const auto number : {length, ~length}) {
      out += static_cast<char>(number & 255);
      out += static_cast<char>(number >> 8 & 255);
    }
    out += block;
  } while (!bytes.empty());
  put(out, sum);
  return out;
}

std::string chunk(std::string_view name, std::string_view content) {
  std::string out;
  put(out, static_cast<std::uint32_t>(content.size()));
  const auto body = std::string(name) + std::string(content);
  out += body;
  put(out, crc(body));
  return out;
}

}  // namespace

std::string png_of(const std::vector<std::uint32_t>& pixels, int size) {
  const auto side = static_cast<std::uint32_t>(size);
  std::string header, rows;
  put(header, side);
  put(header, side);
  header += std::string("\x08\x06\0\0\0", 5);  // 8 bits each of red, green, blue and alpha
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (i % side == 0) rows += '\0';  // the row as it is
    put(rows, pixels[i] << 8 | pixels[i] >> 24);
  }
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", zlib_of(rows)) +
         chunk("IEND", "");
}

}  // namespace sandtray::tray
