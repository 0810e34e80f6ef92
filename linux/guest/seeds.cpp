// SPDX-License-Identifier: MIT
#include "guest/seeds.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/add_missing.h"
#include "guest/own_view.h"

namespace sandtray::guest {
namespace {

constexpr off_t largest_file = 16 << 20;
constexpr int deepest = 64;  // nested values: what follows goes down into each of them
constexpr int most_tries = 5;
constexpr int patience_ms = 2000;  // for whoever is at the folder

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

// A file as it was read; without a number none was there.
struct Read {
  struct stat info {};
  std::string text;
};

bool is_same(const Read& one, const Read& other) {
  return one.info.st_ino == other.info.st_ino && one.info.st_size == other.info.st_size &&
         one.info.st_mtim.tv_sec == other.info.st_mtim.tv_sec &&
         one.info.st_mtim.tv_nsec == other.info.st_mtim.tv_nsec;
}

bool look(int folder, const std::string& name, Read& file) {
  return fstatat(folder, name.c_str(), &file.info, AT_SYMLINK_NOFOLLOW) == 0 || errno == ENOENT;
}

bool read_whole(int folder, const std::string& name, Read& file) {
  const File in(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!in) return errno == ENOENT;
  if (fstat(in.get(), &file.info) != 0) return false;
  if (!S_ISREG(file.info.st_mode) || file.info.st_size > largest_file) {
    errno = EFBIG;
    return false;
  }
  char buffer[16384];
  ssize_t got = 0;
  while (file.text.size() <= static_cast<std::size_t>(largest_file) &&
         (got = read(in.get(), buffer, sizeof buffer)) > 0) {
    file.text.append(buffer, static_cast<std::size_t>(got));
  }
  if (got > 0) errno = EFBIG;  // it grows
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

// Nobody has it: numbers of processes are the same in all sessions.
std::string fresh_name(const std::string& name) {
  std::uint64_t number = 0;
  if (getrandom(&number, sizeof number, 0) != sizeof number) number = 0;
  return name + ".sandtray-" + std::to_string(number);
}

// Not if it is another one than `before` by now: EAGAIN.
bool replace(int folder, const std::string& name, const std::string& text, const Read& before) {
  const auto fresh = fresh_name(name);
  {
    const File file(
        openat(folder, fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return false;
    Read now;
    const bool written = write_all(file.get(), text) && look(folder, name, now);
    if (written && !is_same(now, before)) errno = EAGAIN;
    if (written && is_same(now, before) &&
        renameat(folder, fresh.c_str(), folder, name.c_str()) == 0) {
      return true;
    }
  }
  const int why = errno;
  unlinkat(folder, fresh.c_str(), 0);
  errno = why;
  return false;
}

// The parser's own way to tell takes time by the square.
bool is_deep(const std::string& text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size() && depth <= deepest; ++at) {
    const char one = text[at];
    if (quoted && one == '\\') {
      ++at;
    } else if (one == '"') {
      quoted = !quoted;
    } else if (!quoted && (one == '{' || one == '[')) {
      ++depth;
    } else if (!quoted && (one == '}' || one == ']')) {
      --depth;
    }
  }
  return depth > deepest;
}

// One that holds no object, or one too deep, is none.
Json object_of(const std::string& text) {
  if (text.empty()) return Json::object();
  return is_deep(text) ? Json() : Json::parse(text, nullptr, false);
}

bool add_to(int folder, const std::string& name, const Json& seed) {
  Read file;
  if (!read_whole(folder, name, file)) return false;
  auto content = object_of(file.text);
  if (!content.is_object() || !add_missing(content, seed)) return true;
  return replace(folder, name, content.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
                 file);
}

// Sessions that start at once do so one after the other; an agent that holds the folder for itself
// holds nobody up.
void take_turn(int folder) {
  for (int waited = 0; flock(folder, LOCK_EX | LOCK_NB) != 0 && waited < patience_ms;
       waited += 20) {
    poll(nullptr, 0, 20);
  }
}

bool apply_seed(const std::string& path, const Json& seed) {
  for (auto at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    if (mkdir(path.substr(0, at).c_str(), 0700) != 0 && errno != EEXIST) return false;
  }
  const auto slash = path.rfind('/');
  const File place(open_folder(path.substr(0, slash).c_str()));
  if (!place) return false;
  const File folder(openat(place.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return false;
  take_turn(folder.get());
  for (int tries = 1;; ++tries) {
    if (add_to(folder.get(), path.substr(slash + 1), seed)) return true;
    if (errno != EAGAIN || tries == most_tries) return false;
  }
}

// {"path", "content"}
bool is_seed(const Json& seed) {
  return seed.is_object() && seed.contains("path") && seed["path"].is_string() &&
         seed["path"].get_ref<const std::string&>().starts_with('/') && seed.contains("content") &&
         seed["content"].is_object();
}

}  // namespace

bool apply_seeds(const char* text) {
  const auto seeds = Json::parse(text, nullptr, false);
  if (!seeds.is_array() || !std::all_of(seeds.begin(), seeds.end(), is_seed)) return false;
  for (const auto& seed : seeds) {
    if (apply_seed(seed["path"], seed["content"])) continue;
    // Whatever has put it there, no session is to be kept from its work by it.
    std::fprintf(stderr, "sandtray-guest: %s stays as it is: %s\n",
                 seed["path"].get_ref<const std::string&>().c_str(), std::strerror(errno));
  }
  return true;
}

}  // namespace sandtray::guest
