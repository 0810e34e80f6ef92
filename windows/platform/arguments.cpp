// SPDX-License-Identifier: MIT
#include "platform/arguments.h"

#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <shellapi.h>

#include <cstdio>

#include "platform/wide.h"

namespace sandtray::platform {

std::vector<std::string> program_arguments(int argc, char** argv) {
  for (FILE* stream : {stdin, stdout, stderr}) _setmode(_fileno(stream), _O_BINARY);
  // A console would get each character by itself.
  std::setvbuf(stdout, nullptr, _IOFBF, 4096);
  SetConsoleOutputCP(CP_UTF8);  // fails where there is no console
  int count = 0;
  wchar_t** const words = CommandLineToArgvW(GetCommandLineW(), &count);
  if (words == nullptr) return {argv, argv + argc};
  std::vector<std::string> arguments;
  for (int i = 0; i < count; ++i) arguments.push_back(to_utf8(words[i]));
  LocalFree(words);
  return arguments;
}

}  // namespace sandtray::platform
