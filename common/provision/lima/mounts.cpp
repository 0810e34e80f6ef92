// SPDX-License-Identifier: MIT
#include "provision/lima/mounts.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"

namespace sandtray::provision {
namespace {

// Lima refuses the first ones as places of mounts (its pkg/limayaml/validate.go);
// below the others nothing of the guest may be covered either.
constexpr std::array<std::string_view, 11> whole = {
    "/", "/bin", "/dev", "/etc", "/home", "/opt", "/sbin", "/tmp", "/usr", "/var", "/mnt"};
constexpr std::array<std::string_view, 13> below = {
    "/bin",  "/boot", "/dev",  "/etc", "/home/agent", "/home/limaadm.guest", "/lib", "/proc",
    "/root", "/run",  "/sbin", "/sys", "/usr"};

bool is_in(std::string_view path, std::string_view folder) {
  return folder == "/" || path == folder ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

// "", ".", ".." as a component, or a slash at the end.
bool is_roundabout(const std::string& path) {
  const auto parts = split(path.substr(1), '/');
  return std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
    return part.empty() || part == "." || part == "..";
  });
}

bool has_controls(std::string_view path) {
  return std::any_of(path.begin(), path.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

std::string why_not(const std::string& path, const VmHost& host) {
  if (path.empty() || path[0] != '/') return "is not an absolute path";
  // Lima expands what stands between two braces.
  if (has_controls(path) || !is_valid_utf8(path) || path.find("{{") != std::string::npos) {
    return "has characters in its name that Lima cannot be told";
  }
  if (path != "/" && is_roundabout(path)) return "is not the plain path of a folder";
  if (is_in(host.home, path)) return "is or holds your home: keys and passwords are in there";
  for (const auto& own : host.private_folders) {
    if (is_in(path, own) || is_in(own, path)) return "is or holds a folder of Sandtray's own";
  }
  if (std::find(whole.begin(), whole.end(), path) != whole.end()) {
    return "would cover a folder of the virtual machine's own";
  }
  for (const auto& folder : below) {
    if (is_in(path, folder)) return "would cover a part of the virtual machine's own system";
  }
  return "";
}

}  // namespace

Result<> check_vm_mounts(const std::vector<VmMount>& mounts, const VmHost& host) {
  for (const auto& mount : mounts) {
    if (const auto why = why_not(mount.path, host); !why.empty()) {
      return fail(Code::refused, "the folder " + display_text(mount.path) + " " + why,
                  "Give the virtual machine the folders of your projects, each by itself or "
                  "one folder that holds them all.");
    }
  }
  for (std::size_t one = 0; one < mounts.size(); ++one) {
    for (std::size_t other = 0; other < one; ++other) {
      if (is_in(mounts[one].path, mounts[other].path) ||
          is_in(mounts[other].path, mounts[one].path)) {
        return fail(Code::refused,
                    "the folders " + display_text(mounts[other].path) + " and " +
                        display_text(mounts[one].path) + " lie in each other",
                    "Give the virtual machine the outer one alone.");
      }
    }
  }
  return {};
}

}  // namespace sandtray::provision
