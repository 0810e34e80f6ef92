// SPDX-License-Identifier: MIT
#include "guest/seeds.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "base/add_missing.h"
#include "guest/own_view.h"

namespace sandtray::guest {
namespace {

constexpr off_t largest_file = 16 << 20;

// An open descriptor, closed with it.
class File {
 public:
  explicit File(int file) : file_(file) {}
  ~File() {
    if (file_ >= 0) close(file_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  explicit operator bool() const { return file_ >= 0; }
  int get() const { return file_; }

 private:
  int file_;
};

bool is_readable(int file) {
  struct stat info {};
  if (fstat(file, &info) != 0) return false;
  if (S_ISREG(info.st_mode) && info.st_size <= largest_file) return true;
  errno = EFBIG;
  return false;
}

// Of what is not there: nothing.
bool read_whole(int folder, const std::string& name, std::string& text) {
  const File file(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file) return errno == ENOENT;
  if (!is_readable(file.get())) return false;
  char buffer[16384];
  ssize_t got = 0;
  while ((got = read(file.get(), buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return got == 0;
}

bool write_all(int file, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const auto written = write(file, text.data() + done, text.size() - done);
    if (written < 0) return false;
    done += static_cast<std::size_t>(written);
  }
  return true;
}

bool replace(int folder, const std::string& name, const std::string& text) {
  const auto fresh = name + ".sandtray-" + std::to_string(getpid());
  unlinkat(folder, fresh.c_str(), 0);
  {
    const File file(
        openat(folder, fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return false;
    if (write_all(file.get(), text) && renameat(folder, fresh.c_str(), folder, name.c_str()) == 0) {
      return true;
    }
  }
  const int why = errno;
  unlinkat(folder, fresh.c_str(), 0);
  errno = why;
  return false;
}

bool apply_seed(const std::string& path, const Json& seed) {
  for (auto at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    if (mkdir(path.substr(0, at).c_str(), 0700) != 0 && errno != EEXIST) return false;
  }
  const auto slash = path.rfind('/');
  const File folder(open_folder(path.substr(0, slash).c_str()));
  if (!folder) return false;
  const auto name = path.substr(slash + 1);
  std::string text;
  if (!read_whole(folder.get(), name, text)) return false;
  auto content = text.empty() ? Json::object() : Json::parse(text, nullptr, false);
  if (!content.is_object() || !add_missing(content, seed)) return true;
  return replace(folder.get(), name,
                 content.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace

bool apply_seeds(const char* text) {
  const auto seeds = Json::parse(text, nullptr, false);
  errno = EINVAL;
  if (!seeds.is_array()) return false;
  for (const auto& seed : seeds) {
    const auto path = seed.find("path"), content = seed.find("content");
    errno = EINVAL;
    if (path == seed.end() || content == seed.end() || !path->is_string() ||
        !content->is_object() || !path->get_ref<const std::string&>().starts_with('/') ||
        !apply_seed(*path, *content)) {
      return false;
    }
  }
  return true;
}

}  // namespace sandtray::guest
