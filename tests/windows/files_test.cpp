// SPDX-License-Identifier: MIT
// What only Windows has: names, lists of who may write, and how programs are found.
#include <gmock/gmock.h>
#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <algorithm>

#include "platform/disk.h"
#include "platform/file.h"
#include "platform/native.h"
#include "platform/paths.h"
#include "platform/security.h"
#include "platform/wide.h"
#include "support/temp_dir.h"
#include "support/wine.h"

namespace sandtray::platform {
namespace {

using testing::HasSubstr;

TEST(Paths16, TakeTheLongFormAndComeBack) {
  EXPECT_EQ(native_path("C:/Users/ada"), L"\\\\?\\C:\\Users\\ada");
  EXPECT_EQ(native_path("C:/"), L"\\\\?\\C:\\");
  EXPECT_EQ(native_path("C:/a/./b/../../../c//d/"), L"\\\\?\\C:\\c\\d");
  EXPECT_EQ(native_path("//server/share/x"), L"\\\\?\\UNC\\server\\share\\x");
  EXPECT_EQ(native_path("\\\\?\\C:\\x"), L"\\\\?\\C:\\x");
  EXPECT_EQ(plain_path("C:/Users/ada"), L"C:\\Users\\ada");
  EXPECT_EQ(plain_path("//server/share/x"), L"\\\\server\\share\\x");
  EXPECT_EQ(portable_path(L"\\\\?\\C:\\Users\\ada"), "C:/Users/ada");
  EXPECT_EQ(portable_path(L"\\\\?\\UNC\\server\\share"), "//server/share");
  EXPECT_EQ(portable_path(native_path("C:/\xd0\xb7 \xf0\x9f\x98\x80")),
            "C:/\xd0\xb7 \xf0\x9f\x98\x80");
}

TEST(Paths16, WhatCannotBeAPathNamesNoFile) {
  for (const auto& bad : {std::string(), std::string("C:/a\0b", 6), std::string("C:/\xff"),
                          std::string("C:/file:stream"), std::string("C:/a:b/c")}) {
    EXPECT_FALSE(exists(bad)) << bad;
    EXPECT_EQ(kind_of(bad), PathKind::missing) << bad;
    EXPECT_FALSE(write_file(bad, "x")) << bad;
    EXPECT_EQ(remove_tree(bad).has_value(), bad.empty()) << bad;
    EXPECT_FALSE(make_private_folder(bad)) << bad;
  }
}

TEST(WindowsFiles, TheSystemsDeviceNamesAreOrdinaryFilesHere) {
  const test::TempDir folder;
  for (const auto* name : {"nul", "con", "aux.txt", "name.", "name "}) {
    ASSERT_TRUE(write_file(folder / name, name)) << name;
    EXPECT_EQ(read_file(folder / name).value_or(""), name);
  }
  EXPECT_EQ(list_folder(folder.path()).size(), 5u);
}

// As %TEMP% often has one.
TEST(WindowsFiles, AShortNameIsNotAPathsRealName) {
  const test::TempDir above;
  const auto named = above / "a name that has a short one";
  ASSERT_TRUE(make_private_folder(named));
  wchar_t text[MAX_PATH]{};
  ASSERT_NE(GetShortPathNameW(plain_path(named).c_str(), text, MAX_PATH), 0U);
  const auto short_name = portable_path(text);
  if (short_name == named) GTEST_SKIP() << "this disk keeps no short names";
  EXPECT_EQ(real_path(short_name).value_or(""), named);
  const test::TempDir below(short_name);
  EXPECT_EQ(real_path(below.path()).value_or(""), below.path());
}

TEST(WindowsFiles, PathsMayBeLongerThan260) {
  const test::TempDir folder;
  auto path = folder.path();
  while (path.size() < 600) path += "/" + std::string(100, 'x');
  ASSERT_TRUE(make_private_folder(path));
  ASSERT_TRUE(write_file(path + "/file", "deep"));
  EXPECT_EQ(read_file(path + "/file").value_or(""), "deep");
  EXPECT_TRUE(FileLock::acquire(path + "/lock", false));
  EXPECT_GT(free_bytes(path), 0u);
}

std::string list_of(const std::string& path) {
  PACL list = nullptr;
  void* found = nullptr;
  if (GetNamedSecurityInfoW(native_path(path).data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION,
                            nullptr, nullptr, &list, nullptr, &found) != ERROR_SUCCESS) {
    return "";
  }
  const Descriptor owned(static_cast<SECURITY_DESCRIPTOR*>(found));
  wchar_t* text = nullptr;
  ConvertSecurityDescriptorToStringSecurityDescriptorW(found, SDDL_REVISION_1,
                                                       DACL_SECURITY_INFORMATION, &text, nullptr);
  const auto result = to_utf8(text);
  LocalFree(text);
  return result;
}

TEST(WindowsFiles, TheDescriptorNamesTheUserAndTheSystemAlone) {
  for (const auto what : {Private::file, Private::folder, Private::pipe}) {
    const auto made = private_descriptor(what);
    ASSERT_TRUE(made) << made.error().message;
    wchar_t* text = nullptr;
    ASSERT_TRUE(ConvertSecurityDescriptorToStringSecurityDescriptorW(
        made->get(), SDDL_REVISION_1, DACL_SECURITY_INFORMATION, &text, nullptr));
    const auto list = to_utf8(text);
    LocalFree(text);
    EXPECT_TRUE(list.starts_with("D:P(A;")) << list;
    EXPECT_THAT(list, HasSubstr(user_sid()));
    EXPECT_EQ(std::count(list.begin(), list.end(), '('), 2) << list;
    EXPECT_THAT(list, HasSubstr(";SY)"));
  }
}

TEST(WindowsFiles, AFolderThatOthersMayChangeIsRefused) {
  const test::TempDir folder;
  const auto path = folder / "open";
  ASSERT_TRUE(make_private_folder(path));
  void* made = nullptr;
  ASSERT_TRUE(ConvertStringSecurityDescriptorToSecurityDescriptorW(
      to_wide("D:P(A;OICI;FA;;;" + user_sid() + ")(A;OICI;FA;;;WD)").c_str(), SDDL_REVISION_1,
      &made, nullptr));
  const Descriptor owned(static_cast<SECURITY_DESCRIPTOR*>(made));
  ASSERT_TRUE(SetFileSecurityW(native_path(path).c_str(), DACL_SECURITY_INFORMATION, made));
  if (list_of(path).find(";WD)") == std::string::npos) {
    GTEST_SKIP() << "wine does not keep the list: " << list_of(path);
  }
  EXPECT_EQ(make_private_folder(path).error().code, Code::refused);
}

TEST(WindowsFiles, ProgramsAreFoundOnThePathAndNeverInThePresentFolder) {
  const test::TempDir folder;
  ASSERT_TRUE(make_private_folder(folder / "first"));
  ASSERT_TRUE(make_private_folder(folder / "second"));
  ASSERT_TRUE(make_private_folder(folder / "here"));
  ASSERT_TRUE(write_file(folder / "first/both.cmd", ""));
  ASSERT_TRUE(write_file(folder / "first/both.exe", ""));
  ASSERT_TRUE(write_file(folder / "first/plain", ""));
  ASSERT_TRUE(write_file(folder / "second/later.CMD", ""));
  ASSERT_TRUE(write_file(folder / "here/trap.exe", ""));
  wchar_t before[32768];
  ASSERT_GT(GetEnvironmentVariableW(L"PATH", before, 32768), 0u);
  const auto path = ".;\"" + folder / "first" + "/\";;relative;" + folder / "second";
  ASSERT_TRUE(SetEnvironmentVariableW(L"PATH", to_wide(path).c_str()));
  wchar_t here[32768];
  GetCurrentDirectoryW(32768, here);
  ASSERT_TRUE(SetCurrentDirectoryW(plain_path(folder / "here").c_str()));
  EXPECT_EQ(find_executable("both"), folder / "first/both.exe");
  EXPECT_EQ(find_executable("both.cmd"), folder / "first/both.cmd");
  EXPECT_EQ(find_executable("plain"), "");
  EXPECT_EQ(find_executable("later"), folder / "second/later.cmd");
  EXPECT_EQ(find_executable("trap"), "");
  EXPECT_EQ(find_executable(""), "");
  EXPECT_EQ(find_executable(folder / "first/both"), folder / "first/both.exe");
  SetCurrentDirectoryW(here);
  SetEnvironmentVariableW(L"PATH", before);
}

TEST(WindowsFiles, FoldersAreThoseOfTheProfile) {
  ASSERT_TRUE(SetEnvironmentVariableW(L"APPDATA", L"D:\\r\u043e\\"));
  ASSERT_TRUE(SetEnvironmentVariableW(L"LOCALAPPDATA", L"not absolute"));
  const auto paths = find_paths();
  ASSERT_TRUE(paths) << paths.error().message;
  EXPECT_EQ(paths->config, "D:/r\xd0\xbe/sandtray");
  EXPECT_THAT(paths->state, HasSubstr("/AppData/Local/sandtray/state"));
  EXPECT_EQ(paths->home.substr(1, 2), ":/");
  EXPECT_TRUE(exists(paths->bin + "/windows_test.exe"));
}

TEST(WindowsFiles, LinksLeadNowhere) {
  SANDTRAY_UNVERIFIED_UNDER_WINE("it has no symbolic links and no mount points of its own");
  const test::TempDir folder;
  ASSERT_TRUE(make_private_folder(folder / "target"));
  ASSERT_TRUE(test::make_link(folder / "target", folder / "link"));
  EXPECT_EQ(kind_of(folder / "link"), PathKind::link);
}

}  // namespace
}  // namespace sandtray::platform
