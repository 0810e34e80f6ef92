// SPDX-License-Identifier: MIT
#include "guest/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

namespace sandtray::guest {
namespace {

struct File {
  std::string path;
  const char* content;
  std::size_t size;
};

// The file at the beginning of `text`, which is moved behind it.
bool next_file(const char* folder, const char*& text, File& file) {
  const char* blank = std::strpbrk(text, " /\n");
  if (blank == nullptr || *blank != ' ' || blank == text || *text == '.') return false;
  char* end = nullptr;
  file.size = std::strtoul(blank + 1, &end, 10);
  if (end == blank + 1 || *end != '\n' || std::strlen(end + 1) < file.size) return false;
  file.path = std::string(folder) + "/" + std::string(text, blank);
  file.content = end + 1;
  text = file.content + file.size;
  return true;
}

bool give(int file, uid_t user, gid_t group) {
  return user == 0 || fchown(file, user, group) == 0;
}

bool write_whole(const File& file, uid_t user, gid_t group) {
  const int out =
      open(file.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (out < 0) return false;
  const bool good = write(out, file.content, file.size) == static_cast<ssize_t>(file.size) &&
                    give(out, user, group);
  close(out);
  return good;
}

}  // namespace

bool unpack_files(const char* folder, const char* text, uid_t user, gid_t group) {
  if (mkdir(folder, 0700) != 0) return false;
  const int made = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  const bool given = made >= 0 && give(made, user, group);
  close(made);
  if (!given) return false;
  while (text != nullptr && *text != '\0') {
    File file;
    if (!next_file(folder, text, file)) {
      errno = EINVAL;
      return false;
    }
    if (!write_whole(file, user, group)) return false;
  }
  return true;
}

bool take_socket(const char* folder, const char* name, const char* socket, uid_t user,
                 gid_t group) {
  const auto own = std::string(folder) + "/" + name;
  return rename(socket, own.c_str()) == 0 && (user == 0 || lchown(own.c_str(), user, group) == 0);
}

void remove_files(const char* folder) {
  std::error_code unheard;
  std::filesystem::remove_all(folder, unheard);
}

}  // namespace sandtray::guest
