// SPDX-License-Identifier: MIT
#include "platform/security.h"

#include <aclapi.h>
#include <sddl.h>

#include <vector>

#include "platform/native.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr ACCESS_MASK changing = FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_DELETE_CHILD | DELETE |
                                 WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

std::string text_of(PSID sid) {
  wchar_t* text = nullptr;
  if (!ConvertSidToStringSidW(sid, &text)) return "";
  const std::unique_ptr<wchar_t, LocalFreer> owned(text);
  return to_utf8(text);
}

std::string user_of_token(HANDLE process) {
  HANDLE opened = nullptr;
  if (!OpenProcessToken(process, TOKEN_QUERY, &opened)) return "";
  const NativeHandle token(opened);
  std::vector<std::max_align_t> buffer(256 / sizeof(std::max_align_t));
  DWORD size = 0;
  if (!GetTokenInformation(opened, TokenUser, buffer.data(), 256, &size)) return "";
  return text_of(reinterpret_cast<const TOKEN_USER*>(buffer.data())->User.Sid);
}

// Those who rule the machine, whatever a list says.
bool is_trusted(PSID sid) {
  return IsWellKnownSid(sid, WinLocalSystemSid) ||
         IsWellKnownSid(sid, WinBuiltinAdministratorsSid) ||
         IsWellKnownSid(sid, WinCreatorOwnerSid) || text_of(sid) == user_sid();
}

}  // namespace

std::string user_sid() {
  static const std::string sid = user_of_token(GetCurrentProcess());
  return sid;
}

std::string user_sid_of(DWORD process) {
  const NativeHandle opened(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process));
  return opened ? user_of_token(opened.get()) : "";
}

Result<Descriptor> private_descriptor(Private what) {
  const auto sid = user_sid();
  if (sid.empty()) return fail(Code::internal, "cannot tell which user this is");
  // Owner; protected from what the folder above would hand down; full access for two.
  const std::string rights = what == Private::pipe ? "GA;;;" : "FA;;;";
  const std::string inherit = what == Private::folder ? "OICI;" : ";";
  std::string text = "O:" + sid + "D:P";
  for (const auto& who : {sid, std::string("SY")}) {
    text += "(A;" + inherit + rights + who + ")";
  }
  void* made = nullptr;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(to_wide(text).c_str(), SDDL_REVISION_1,
                                                            &made, nullptr)) {
    return fail_errno(last_errno(), "cannot make a list of who may read");
  }
  return Descriptor(static_cast<SECURITY_DESCRIPTOR*>(made));
}

bool is_private(HANDLE file) {
  PSID owner = nullptr;
  PACL list = nullptr;
  void* found = nullptr;
  if (GetSecurityInfo(file, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                      &owner, nullptr, &list, nullptr, &found) != ERROR_SUCCESS) {
    return false;
  }
  const Descriptor owned(static_cast<SECURITY_DESCRIPTOR*>(found));
  // No list at all lets everybody do everything.
  if (owner == nullptr || list == nullptr || !is_trusted(owner)) return false;
  for (DWORD index = 0; index < list->AceCount; ++index) {
    void* entry = nullptr;
    if (!GetAce(list, index, &entry)) return false;
    auto* const allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    if (allowed->Header.AceType == ACCESS_DENIED_ACE_TYPE) continue;
    // Kinds that are rare on files are not understood here, and not trusted either.
    if (allowed->Header.AceType != ACCESS_ALLOWED_ACE_TYPE) return false;
    if ((allowed->Mask & changing) != 0 && !is_trusted(&allowed->SidStart)) return false;
  }
  return true;
}

}  // namespace sandtray::platform
