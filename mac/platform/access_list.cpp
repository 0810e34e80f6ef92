// SPDX-License-Identifier: MIT
// Whom an entry is for, and which of its rights change a file, is not told apart: any that allows
// something counts (acl_get_file(3), chmod(1)).
#include "platform/posix/access_list.h"

#include <sys/acl.h>

#include <cerrno>
#include <memory>

namespace sandtray::platform {

const char* const access_list_remover = "chmod -N";

bool access_list_opens(const std::string& path) {
  const std::unique_ptr<void, int (*)(void*)> list(acl_get_file(path.c_str(), ACL_TYPE_EXTENDED),
                                                   acl_free);
  if (!list) return errno != ENOENT && errno != ENOTSUP;
  acl_entry_t entry = nullptr;
  int which = ACL_FIRST_ENTRY;
  while (acl_get_entry(static_cast<acl_t>(list.get()), which, &entry) == 0) {
    acl_tag_t tag{};
    if (acl_get_tag_type(entry, &tag) != 0 || tag == ACL_EXTENDED_ALLOW) return true;
    which = ACL_NEXT_ENTRY;
  }
  return false;
}

// What is inherited stands in the folder's one list.
bool default_list_opens(const std::string& /*folder*/) {
  return false;
}

}  // namespace sandtray::platform
