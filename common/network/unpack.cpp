// SPDX-License-Identifier: MIT
#include "network/unpack.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "base/path.h"
#include "base/text.h"
#include "network/entry_name.h"
#include "network/formats.h"
#include "network/utf8_locale.h"
#include "platform/file.h"
#include "platform/new_folder.h"

namespace sandtray::network {
namespace {

constexpr std::size_t piece = 256 * 1024;
constexpr auto hint = "Get it from another place; nothing of it was unpacked.";

struct Free {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, Free>;

Failure refuse(const std::string& why) {
  return fail(Code::refused, why, hint);
}

Failure damaged(archive* reader) {
  const char* const why = archive_error_string(reader);
  return refuse("the archive is damaged or none that is known: " +
                display_text(why == nullptr ? "it ends too early" : why));
}

Result<Reader> open_archive(platform::Handle file) {
  Reader reader(archive_read_new());
  archive* const raw = reader.get();
  if (raw == nullptr || !accept_formats(raw)) {
    return fail(Code::internal, "libarchive lacks a format");
  }
  if (archive_read_open_fd(raw, file, piece) != ARCHIVE_OK) return damaged(raw);
  return reader;
}

enum class Kind { folder, file, link };

class Unpacking {
 public:
  Unpacking(archive* reader, platform::NewFolder& folder, std::uint64_t most_entries,
            std::uint64_t most_bytes, const UnpackProgress& progress)
      : reader_(reader),
        folder_(folder),
        most_entries_(most_entries),
        most_bytes_(most_bytes),
        progress_(progress),
        buffer_(piece) {}

  Result<> run() {
    archive_entry* entry = nullptr;
    for (std::uint64_t count = 0;; ++count) {
      const int status = archive_read_next_header(reader_, &entry);
      if (status == ARCHIVE_EOF) break;
      if (status != ARCHIVE_OK) return damaged(reader_);
      if (count == 0 && archive_format(reader_) != ARCHIVE_FORMAT_ZIP &&
          archive_filter_code(reader_, 0) == ARCHIVE_FILTER_NONE) {
        return refuse(
            "the archive is not compressed, so that its end could not be told from a cut");
      }
      if (count == most_entries_) return refuse("the archive has too many entries");
      SANDTRAY_TRY(take(entry));
    }
    if (kinds_.empty()) return refuse("the archive is empty");
    // Last, so that no link is there while anything else is made.
    for (const auto& [name, target] : links_) SANDTRAY_TRY(folder_.make_link(name, target));
    return {};
  }

 private:
  Result<> take(archive_entry* entry) {
    const char* const said = archive_entry_pathname(entry);
    const auto name = plain_entry_name(said == nullptr ? "" : said);
    if (!name) return Failure(name.error());
    const auto type = archive_entry_filetype(entry);
    if (archive_entry_is_encrypted(entry)) return refuse("the archive is encrypted");
    if (const char* const existing = archive_entry_hardlink(entry); existing != nullptr) {
      return take_hard_link(*name, existing, entry);
    }
    if (type == AE_IFDIR) return name->empty() ? Result<>() : take_folder(*name);
    if (name->empty()) return refuse("the archive has an entry without a name");
    if (type == AE_IFREG) return take_file(*name, entry);
    if (type == AE_IFLNK) return take_link(*name, archive_entry_symlink(entry));
    return refuse("the archive has \"" + display_text(*name) +
                  "\", which is no file, folder or link");
  }

  // Its folder, and that nothing has its name yet, in whatever case.
  Result<> claim(const std::string& name, Kind kind) {
    const auto slash = name.rfind('/');
    if (slash != std::string::npos) SANDTRAY_TRY(take_folder(name.substr(0, slash)));
    const auto [at, is_new] = kinds_.emplace(without_case(name), std::pair(name, kind));
    if (is_new) return {};
    return refuse("the archive has \"" + display_text(name) + "\" twice, or beside \"" +
                  display_text(at->second.first) + "\"");
  }

  // Folders may be named more than once, and need not be named at all.
  Result<> take_folder(const std::string& name) {
    const auto known = kinds_.find(without_case(name));
    if (known != kinds_.end() && known->second == std::pair(name, Kind::folder)) return {};
    SANDTRAY_TRY(claim(name, Kind::folder));
    return folder_.make_folder(name);
  }

  Result<> take_link(const std::string& name, const char* target) {
    SANDTRAY_TRY(check_link(name, target == nullptr ? "" : target));
    SANDTRAY_TRY(claim(name, Kind::link));
    links_.emplace_back(name, target);
    return {};
  }

  Result<> take_hard_link(const std::string& name, const char* target, archive_entry* entry) {
    const auto existing = plain_entry_name(target);
    if (!existing) return Failure(existing.error());
    const auto known = kinds_.find(without_case(*existing));
    if (known == kinds_.end() || known->second != std::pair(*existing, Kind::file) ||
        archive_entry_size(entry) > 0) {
      return refuse("the archive has \"" + display_text(name) +
                    "\", another name of something that is no file before it");
    }
    SANDTRAY_TRY(claim(name, Kind::file));
    return folder_.make_hard_link(name, *existing);
  }

  Result<> take_file(const std::string& name, archive_entry* entry) {
    const auto size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
    if (size > 0) SANDTRAY_TRY(check_size(static_cast<std::uint64_t>(size)));
    SANDTRAY_TRY(claim(name, Kind::file));
    const auto file = folder_.make_file(name, (archive_entry_perm(entry) & 0100) != 0);
    if (!file) return Failure(file.error());
    while (true) {
      const auto got = archive_read_data(reader_, buffer_.data(), buffer_.size());
      if (got == 0) return {};
      if (got < 0) return damaged(reader_);
      SANDTRAY_TRY(check_size(static_cast<std::uint64_t>(got)));
      bytes_ += static_cast<std::uint64_t>(got);
      SANDTRAY_TRY(write(file->get(), {buffer_.data(), static_cast<std::size_t>(got)}, name));
      if (progress_ && !progress_(bytes_)) return fail(Code::unavailable, "cancelled");
    }
  }

  // Before so many more are made.
  Result<> check_size(std::uint64_t more) const {
    if (more <= most_bytes_ && bytes_ <= most_bytes_ - more) return {};
    return refuse("the archive becomes larger than the " + std::to_string(most_bytes_) +
                  " bytes that are allowed");
  }

  static Result<> write(platform::Handle file, std::string_view bytes, const std::string& name) {
    while (!bytes.empty()) {
      const auto io = platform::write_some(file, bytes);
      if (io.state != platform::IoState::ok) {
        return fail_errno(io.error, "cannot write " + display_text(name));
      }
      bytes.remove_prefix(io.bytes);
    }
    return {};
  }

  archive* reader_;
  platform::NewFolder& folder_;
  std::uint64_t most_entries_, most_bytes_;
  const UnpackProgress& progress_;
  std::vector<char> buffer_;
  std::uint64_t bytes_ = 0;
  std::map<std::string, std::pair<std::string, Kind>> kinds_;  // by the name without case
  std::vector<std::pair<std::string, std::string>> links_;
};

}  // namespace

Result<> unpack(const std::string& archive, const std::string& folder, const UnpackLimits& limits,
                const UnpackProgress& progress) {
  if (!is_absolute(folder) || folder.ends_with('/')) {
    return fail(Code::usage, "the folder to unpack into is no absolute path of one");
  }
  const Utf8Locale utf8;
  const auto file = platform::open_readable(archive);
  if (!file) return Failure(file.error());
  const auto reader = open_archive(file->get());
  if (!reader) return Failure(reader.error());
  const auto most_bytes =
      std::min(limits.bytes, limits.bytes_anyway + limits.ratio * platform::size_of(file->get()));
  auto made = platform::NewFolder::begin(folder);
  if (!made) return Failure(made.error());
  SANDTRAY_TRY(Unpacking(reader->get(), *made, limits.entries, most_bytes, progress).run());
  return made->publish();
}

}  // namespace sandtray::network
