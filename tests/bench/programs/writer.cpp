// SPDX-License-Identifier: MIT
// writer KIND|FILE MIB RESULT: writes so much of that kind of output to the terminal on its
// standard output, in pieces as programs do, and then the nanoseconds that this took into the file
// RESULT. Kinds: plain (lines of a build), colour (lines with escapes); anything else is a capture
// that is repeated.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "bench/programs/clock.h"

namespace {

constexpr std::size_t piece = 4096;  // what stdio hands to the kernel at once

std::string lines(bool colour) {
  std::string text;
  char line[256];
  for (int i = 0; text.size() < (256u << 10); ++i) {
    const char* form =
        colour ? "\33[32m[%4d/2000]\33[0m \33[1mCompiling\33[0m "
                 "src/part_%04d/\33[34mfile_%d.cpp\33[0m "
                 "\33[38;5;208mwarning:\33[0m unused variable\n"
               : "[%4d/2000] Compiling src/part_%04d/file_%d.cpp with all warnings switched on\n";
    text.append(line, static_cast<std::size_t>(
                          std::snprintf(line, sizeof line, form, i % 2000, i % 977, i)));
  }
  return text;
}

std::string content(const std::string& kind) {
  if (kind == "plain" || kind == "colour") return lines(kind == "colour");
  std::ifstream file(kind, std::ios::binary);
  std::string once((std::istreambuf_iterator<char>(file)), {});
  std::string text;
  while (!once.empty() && text.size() < (256u << 10)) text += once;
  return text;
}

bool write_all(int fd, const char* bytes, std::size_t size) {
  while (size > 0) {
    const auto sent = write(fd, bytes, size);
    if (sent <= 0) return false;
    bytes += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 64;
  const auto text = content(argv[1]);
  if (text.empty()) return 66;
  const auto total = static_cast<std::size_t>(std::atol(argv[2])) << 20;
  const auto begun = bench::now_ns();
  for (std::size_t done = 0; done < total;) {
    const auto at = done % text.size();
    const auto size = std::min({piece, text.size() - at, total - done});
    if (!write_all(STDOUT_FILENO, text.data() + at, size)) return 70;
    done += size;
  }
  const auto took = std::to_string(bench::now_ns() - begun);
  const int result = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  return write_all(result, took.data(), took.size()) ? 0 : 70;
}
