// SPDX-License-Identifier: MIT
#include <endian.h>
#include <gmock/gmock.h>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "platform/ownership.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto access_list = "system.posix_acl_access";
constexpr auto default_list = "system.posix_acl_default";
constexpr unsigned nobody = 65534;
constexpr unsigned none = ACL_UNDEFINED_ID;

struct Entry {
  unsigned tag, rights, id;
};

// What setfacl hands to the kernel.
std::string list_of(const std::vector<Entry>& entries) {
  const posix_acl_xattr_header header{htole32(POSIX_ACL_XATTR_VERSION)};
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  for (const auto& entry : entries) {
    const posix_acl_xattr_entry raw{htole16(static_cast<std::uint16_t>(entry.tag)),
                                    htole16(static_cast<std::uint16_t>(entry.rights)),
                                    htole32(entry.id)};
    bytes.append(reinterpret_cast<const char*>(&raw), sizeof raw);
  }
  return bytes;
}

class AccessList : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_);
    std::ofstream(file_.c_str());
    ASSERT_EQ(chmod(folder_.c_str(), 0700), 0);
    ASSERT_EQ(chmod(file_.c_str(), 0600), 0);
    if (getxattr(file_.c_str(), access_list, nullptr, 0) < 0 && errno == ENOTSUP) {
      GTEST_SKIP() << "Skipped: needs a file system with access control lists";
    }
  }
  // One named user or group may have these rights, as far as the mask lets.
  static void grant(const std::string& path, const char* list, unsigned tag, unsigned id,
                    unsigned rights = 6, unsigned mask = 6) {
    std::vector<Entry> entries = {{ACL_USER_OBJ, 7, none},
                                  {ACL_GROUP_OBJ, 0, none},
                                  {ACL_MASK, mask, none},
                                  {ACL_OTHER, 0, none}};
    entries.insert(entries.begin() + (tag == ACL_USER ? 1 : 2), {tag, rights, id});
    const auto bytes = list_of(entries);
    ASSERT_EQ(setxattr(path.c_str(), list, bytes.data(), bytes.size(), 0), 0) << strerror(errno);
  }
  bool ours() const { return only_owner_may_change(file_); }

  const test::TempDir dir_;
  const std::string folder_ = dir_ / "folder", file_ = folder_ + "/file";
};

TEST_F(AccessList, OfAFileThatLetsAnotherWriteIsSeen) {
  EXPECT_TRUE(ours());
  grant(file_, access_list, ACL_USER, nobody);
  EXPECT_FALSE(ours());
  EXPECT_THAT(keep_others_out_command(file_), HasSubstr("setfacl -b"));
  EXPECT_THAT(keep_others_out_command(file_), HasSubstr(file_));
  ASSERT_EQ(removexattr(file_.c_str(), access_list), 0);
  ASSERT_EQ(chmod(file_.c_str(), 0600), 0);
  EXPECT_TRUE(ours());
  EXPECT_THAT(keep_others_out_command(file_), Not(HasSubstr("setfacl")));
  grant(file_, access_list, ACL_GROUP, nobody);
  EXPECT_FALSE(ours());
}

TEST_F(AccessList, OfTheFolderCountsLikewise) {
  EXPECT_FALSE(others_may_replace(file_));
  grant(folder_, access_list, ACL_USER, nobody, 7, 7);
  EXPECT_FALSE(ours());
  EXPECT_TRUE(others_may_replace(file_));
}

TEST_F(AccessList, ForWhatIsMadeInTheFolderCountsLikewise) {
  grant(folder_, default_list, ACL_USER, nobody, 7, 7);
  EXPECT_FALSE(ours());
  EXPECT_THAT(keep_others_out_command(file_), HasSubstr("setfacl -b"));
}

TEST_F(AccessList, ThatLetsOthersOnlyReadIsNoHarm) {
  grant(file_, access_list, ACL_USER, nobody, 4, 4);
  EXPECT_TRUE(ours());
  grant(file_, access_list, ACL_USER, nobody, 6, 4);
  EXPECT_TRUE(ours()) << "the mask takes it away";
}

}  // namespace
}  // namespace sandtray::platform
