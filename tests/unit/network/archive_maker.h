// SPDX-License-Identifier: MIT
// Archives as somebody might make them, hostile ones too, in memory; and what is below a folder.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "network/utf8_locale.h"
#include "platform/file.h"

namespace sandtray::test {

struct Entry {
  std::string name;
  unsigned type = AE_IFREG;
  std::string content;    // of a file
  std::string target;     // of a symbolic link
  std::string hard_link;  // another name for that one
  unsigned mode = 0644;
};

inline Entry file(std::string name, std::string content = "content", unsigned mode = 0644) {
  return {std::move(name), AE_IFREG, std::move(content), {}, {}, mode};
}
inline Entry folder(std::string name, unsigned mode = 0755) {
  return {std::move(name), AE_IFDIR, {}, {}, {}, mode};
}
inline Entry link(std::string name, std::string target) {
  return {std::move(name), AE_IFLNK, {}, std::move(target), {}, 0777};
}
inline Entry hard_link(std::string name, std::string existing) {
  return {std::move(name), AE_IFREG, {}, {}, std::move(existing), 0644};
}
inline Entry special(std::string name, unsigned type) {
  return {std::move(name), type, {}, {}, {}, 0666};
}

// "tar.gz", "tar.xz", "tar.zst", "tar" or "zip".
inline void make_archive(const std::string& path, const std::vector<Entry>& entries,
                         const std::string& kind = "tar.gz") {
  const network::Utf8Locale utf8;
  archive* const writer = archive_write_new();
  kind == "zip" ? archive_write_set_format_zip(writer)
                : archive_write_set_format_pax_restricted(writer);
  if (kind == "tar.gz") archive_write_add_filter_gzip(writer);
  if (kind == "tar.xz") archive_write_add_filter_xz(writer);
  if (kind == "tar.zst") archive_write_add_filter_zstd(writer);
  archive_write_set_bytes_per_block(writer, 512);
  archive_write_set_bytes_in_last_block(writer, 1);
  ASSERT_EQ(archive_write_open_filename(writer, path.c_str()), ARCHIVE_OK);
  for (const auto& one : entries) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, one.name.c_str());
    archive_entry_set_filetype(entry, one.type);
    archive_entry_set_perm(entry, static_cast<mode_t>(one.mode));
    archive_entry_set_size(entry, static_cast<la_int64_t>(one.content.size()));
    if (!one.target.empty()) archive_entry_set_symlink(entry, one.target.c_str());
    if (!one.hard_link.empty()) archive_entry_set_hardlink(entry, one.hard_link.c_str());
    EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK) << archive_error_string(writer);
    archive_write_data(writer, one.content.data(), one.content.size());
    archive_entry_free(entry);
  }
  EXPECT_EQ(archive_write_close(writer), ARCHIVE_OK);
  archive_write_free(writer);
}

// As the examples of many programs do it: whatever the archive says, from the folder on.
inline void unpack_naively(const std::string& archive_path, const std::string& folder) {
  std::filesystem::create_directories(folder);
  const network::Utf8Locale utf8;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder);
  const auto mask = umask(0);
  archive* const reader = archive_read_new();
  archive_read_support_format_all(reader);
  archive_read_support_filter_all(reader);
  archive_read_open_filename(reader, archive_path.c_str(), 10240);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
    archive_read_extract(reader, entry, ARCHIVE_EXTRACT_PERM);
  }
  archive_read_free(reader);
  umask(mask);
  std::filesystem::current_path(before);
}

// Path below the folder -> content; "-> target" of a link, "/" of a folder.
inline std::map<std::string, std::string> tree(const std::string& folder) {
  std::map<std::string, std::string> found;
  for (const auto& at : std::filesystem::recursive_directory_iterator(folder)) {
    const auto name = at.path().string().substr(folder.size() + 1);
    if (at.is_symlink()) {
      found[name] = "-> " + platform::read_link(at.path().string());
    } else {
      found[name] = at.is_directory() ? "/" : platform::read_file(at.path().string()).value_or("?");
    }
  }
  return found;
}

inline unsigned mode_of(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 ? info.st_mode & 07777u : 0;
}

}  // namespace sandtray::test
