// SPDX-License-Identifier: MIT
#include "platform/nt.h"

#include <winternl.h>

#include <cstddef>
#include <cstring>

// Of ntdll, whose declaration mingw's header has and Microsoft's has not
// (learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntsetinformationfile).
extern "C" NTSTATUS NTAPI NtSetInformationFile(HANDLE, PIO_STATUS_BLOCK, PVOID, ULONG,
                                               FILE_INFORMATION_CLASS);

namespace sandtray::platform {
namespace {

// What the kernel calls the prefix of the long form.
constexpr const wchar_t* kernel_prefix = L"\\??\\";

// Asked of the kernel itself: the call in between would read a relative name in the present folder.
constexpr auto disposition_class = static_cast<FILE_INFORMATION_CLASS>(13);
constexpr auto disposition_ex_class = static_cast<FILE_INFORMATION_CLASS>(64);
constexpr auto rename_class = static_cast<FILE_INFORMATION_CLASS>(10);
constexpr auto rename_ex_class = static_cast<FILE_INFORMATION_CLASS>(65);
constexpr ULONG delete_posix = 0x1 | 0x2 | 0x10;  // delete, at once for everybody, read-only too
constexpr ULONG rename_posix = 0x1 | 0x2 | 0x40;  // replace, also what is open, read-only too

struct RenameInfo {
  union {
    BOOLEAN replace;
    ULONG flags;
  };
  HANDLE folder;
  ULONG bytes;
  wchar_t name[1];
};

void set_error(NTSTATUS status) {
  SetLastError(RtlNtStatusToDosError(status));
}

bool set_info(HANDLE file, void* info, ULONG size, FILE_INFORMATION_CLASS which) {
  IO_STATUS_BLOCK block{};
  const NTSTATUS status = NtSetInformationFile(file, &block, info, size, which);
  if (status < 0) set_error(status);
  return status >= 0;
}

// Where the file system or wine does not know the newer class.
bool is_unknown(DWORD error) {
  return error == ERROR_INVALID_PARAMETER || error == ERROR_NOT_SUPPORTED ||
         error == ERROR_INVALID_FUNCTION || error == ERROR_CALL_NOT_IMPLEMENTED ||
         error == ERROR_INVALID_LEVEL;
}

}  // namespace

NativeHandle open_at(HANDLE parent, const std::wstring& name, const OpenAt& how,
                     SECURITY_DESCRIPTOR* descriptor) {
  auto path = name;
  if (parent == nullptr) {
    path.replace(0, 4, kernel_prefix);
  } else if (name.empty() || name == L"." || name == L".." ||
             name.find_first_of(L"\\/:") != std::wstring::npos) {
    SetLastError(ERROR_INVALID_NAME);
    return {};
  }
  if (path.size() > 32000) {
    SetLastError(ERROR_FILENAME_EXCED_RANGE);
    return {};
  }
  const auto bytes = static_cast<USHORT>(path.size() * sizeof(wchar_t));
  UNICODE_STRING text{bytes, bytes, path.data()};
  OBJECT_ATTRIBUTES attributes{};
  attributes.Length = sizeof attributes;
  attributes.RootDirectory = parent;
  attributes.ObjectName = &text;
  attributes.Attributes = OBJ_CASE_INSENSITIVE;
  attributes.SecurityDescriptor = descriptor;
  ULONG options = FILE_OPEN_REPARSE_POINT | FILE_SYNCHRONOUS_IO_NONALERT;
  if (how.kind == OpenAt::Kind::folder) options |= FILE_DIRECTORY_FILE;
  if (how.kind == OpenAt::Kind::file) options |= FILE_NON_DIRECTORY_FILE;
  const ULONG disposition = how.exclusive ? FILE_CREATE : how.make ? FILE_OPEN_IF : FILE_OPEN;
  HANDLE opened = nullptr;
  IO_STATUS_BLOCK status_block{};
  const NTSTATUS status = NtCreateFile(&opened, how.access | SYNCHRONIZE | FILE_READ_ATTRIBUTES,
                                       &attributes, &status_block, nullptr, FILE_ATTRIBUTE_NORMAL,
                                       how.sharing, disposition, options, nullptr, 0);
  if (status < 0) {
    set_error(status);
    return {};
  }
  return NativeHandle(opened);
}

std::vector<Entry> list_at(HANDLE folder) {
  std::vector<Entry> entries;
  alignas(FILE_ID_BOTH_DIR_INFO) char buffer[32 << 10];
  auto which = FileIdBothDirectoryRestartInfo;
  while (GetFileInformationByHandleEx(folder, which, buffer, sizeof buffer)) {
    which = FileIdBothDirectoryInfo;
    const auto* info = reinterpret_cast<const FILE_ID_BOTH_DIR_INFO*>(buffer);
    while (true) {
      std::wstring name(info->FileName, info->FileNameLength / sizeof(wchar_t));
      if (name != L"." && name != L"..") entries.push_back({std::move(name), info->FileAttributes});
      if (info->NextEntryOffset == 0) break;
      info = reinterpret_cast<const FILE_ID_BOTH_DIR_INFO*>(reinterpret_cast<const char*>(info) +
                                                            info->NextEntryOffset);
    }
  }
  return entries;
}

DWORD attributes_of(HANDLE file) {
  FILE_BASIC_INFO info{};
  if (!GetFileInformationByHandleEx(file, FileBasicInfo, &info, sizeof info)) {
    return INVALID_FILE_ATTRIBUTES;
  }
  return info.FileAttributes;
}

bool is_link(HANDLE file) {
  FILE_ATTRIBUTE_TAG_INFO info{};
  return GetFileInformationByHandleEx(file, FileAttributeTagInfo, &info, sizeof info) &&
         (info.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
         (info.ReparseTag == IO_REPARSE_TAG_SYMLINK ||
          info.ReparseTag == IO_REPARSE_TAG_MOUNT_POINT);
}

bool delete_open(HANDLE file) {
  ULONG flags = delete_posix;
  if (set_info(file, &flags, sizeof flags, disposition_ex_class)) return true;
  if (!is_unknown(GetLastError())) return false;
  FILE_BASIC_INFO basic{};
  if (GetFileInformationByHandleEx(file, FileBasicInfo, &basic, sizeof basic) &&
      (basic.FileAttributes & FILE_ATTRIBUTE_READONLY) != 0) {
    basic.FileAttributes &= ~static_cast<DWORD>(FILE_ATTRIBUTE_READONLY);
    if (basic.FileAttributes == 0) basic.FileAttributes = FILE_ATTRIBUTE_NORMAL;
    SetFileInformationByHandle(file, FileBasicInfo, &basic, sizeof basic);
  }
  BOOLEAN gone = TRUE;
  return set_info(file, &gone, sizeof gone, disposition_class);
}

bool rename_open(HANDLE file, HANDLE folder, const std::wstring& target) {
  auto name = target;
  if (folder == nullptr) name.replace(0, 4, kernel_prefix);
  std::vector<std::max_align_t> space(
      (sizeof(RenameInfo) + name.size() * sizeof(wchar_t)) / sizeof(std::max_align_t) + 1);
  auto* const info = reinterpret_cast<RenameInfo*>(space.data());
  const auto size = static_cast<ULONG>(space.size() * sizeof(std::max_align_t));
  info->flags = rename_posix;
  info->folder = folder;
  info->bytes = static_cast<ULONG>(name.size() * sizeof(wchar_t));
  std::memcpy(info->name, name.data(), info->bytes);
  if (set_info(file, info, size, rename_ex_class)) return true;
  if (!is_unknown(GetLastError())) return false;
  info->flags = 0;
  info->replace = TRUE;
  return set_info(file, info, size, rename_class);
}

bool is_same_file(HANDLE one, HANDLE other) {
  BY_HANDLE_FILE_INFORMATION a{}, b{};
  return GetFileInformationByHandle(one, &a) && GetFileInformationByHandle(other, &b) &&
         a.dwVolumeSerialNumber == b.dwVolumeSerialNumber && a.nFileIndexHigh == b.nFileIndexHigh &&
         a.nFileIndexLow == b.nFileIndexLow;
}

}  // namespace sandtray::platform
