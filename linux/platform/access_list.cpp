// SPDX-License-Identifier: MIT
// The lists are read as the kernel hands them out (linux/posix_acl_xattr.h, acl(5)): a header, then
// entries of a tag, rights and a user or group, all little-endian.
#include "platform/posix/access_list.h"

#include <endian.h>
#include <linux/limits.h>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace sandtray::platform {
namespace {

bool is_for_others(const posix_acl_xattr_entry& entry) {
  const auto user = le32toh(entry.e_id);
  switch (le16toh(entry.e_tag)) {
    case ACL_USER:
      return user != geteuid() && user != 0;
    case ACL_GROUP:
      return true;
    default:
      return false;  // what the mode shows too
  }
}

bool lets_others_write(const std::vector<char>& list) {
  posix_acl_xattr_header header;
  if (list.size() < sizeof header) return true;
  std::memcpy(&header, list.data(), sizeof header);
  const auto bytes = list.size() - sizeof header;
  if (le32toh(header.a_version) != POSIX_ACL_XATTR_VERSION) return true;
  if (bytes % sizeof(posix_acl_xattr_entry) != 0) return true;
  std::vector<posix_acl_xattr_entry> entries(bytes / sizeof(posix_acl_xattr_entry));
  if (bytes != 0) std::memcpy(entries.data(), list.data() + sizeof header, bytes);

  bool granted = false, masked = false;
  for (const auto& entry : entries) {
    const bool writes = (le16toh(entry.e_perm) & ACL_WRITE) != 0;
    if (le16toh(entry.e_tag) == ACL_MASK) masked = !writes;
    granted |= writes && is_for_others(entry);
  }
  return granted && !masked;
}

bool opens(const std::string& path, const char* attribute) {
  std::vector<char> list(XATTR_SIZE_MAX);
  const auto size = getxattr(path.c_str(), attribute, list.data(), list.size());
  // Most files have none; some file systems know none.
  if (size < 0) return errno != ENODATA && errno != ENOTSUP;
  list.resize(static_cast<std::size_t>(size));
  return lets_others_write(list);
}

}  // namespace

const char* const access_list_remover = "setfacl -b";

bool access_list_opens(const std::string& path) {
  return opens(path, "system.posix_acl_access");
}

bool default_list_opens(const std::string& folder) {
  return opens(folder, "system.posix_acl_default");
}

}  // namespace sandtray::platform
