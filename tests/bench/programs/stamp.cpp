// SPDX-License-Identifier: MIT
// stamp GATE FILE CODE: waits for a byte from the named pipe GATE, writes the time into FILE, and
// ends with that code.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "bench/programs/clock.h"

int main(int argc, char** argv) {
  if (argc != 4) return 64;
  const int file = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const int gate = open(argv[1], O_RDONLY | O_CLOEXEC);
  char byte = 0;
  if (file < 0 || gate < 0 || read(gate, &byte, 1) < 0) return 70;
  const auto text = std::to_string(bench::now_ns());
  if (write(file, text.data(), text.size()) < 0) return 70;
  _exit(std::atoi(argv[3]));
}
