// SPDX-License-Identifier: MIT
#include "provision/lima/sftp_guard.h"

#include "base/text.h"
#include "platform/run_and_read.h"

namespace sandtray::provision {
namespace {

constexpr auto name = "sftp-server";

std::string real_program(const std::string& path) {
  return path.empty() ? "" : platform::real_path(path).value_or("");
}

std::string head_of_script(const std::string& bwrap, const std::string& server) {
  const auto ids = platform::own_ids();
  std::string head = "#!/bin/sh\n";
  for (const auto& [what, value] : {std::pair<std::string, std::string>{"bwrap", bwrap},
                                    {"server", server},
                                    {"user", ids.user},
                                    {"group", ids.group}}) {
    head += what + "=" + shell_quote(value) + "\n";
  }
  return head;
}

}  // namespace

std::string find_sftp_server() {
  for (const auto* path :
       {name, "/usr/libexec/sftp-server", "/usr/libexec/openssh/sftp-server",
        "/usr/lib/sftp-server", "/usr/lib/openssh/sftp-server", "/usr/lib/ssh/sftp-server"}) {
    if (auto found = platform::find_executable(path); !found.empty()) return found;
  }
  return {};
}

Result<> put_sftp_guard(const platform::Paths& paths, const VmPlace& place) {
  const auto script = platform::read_file(paths.share + "/vm/sftp-server.sh");
  if (!script) return Failure(script.error());
  const auto bwrap = real_program(platform::find_executable("bwrap"));
  const auto server = real_program(find_sftp_server());
  SANDTRAY_TRY(platform::make_private_folder(place.programs));
  const auto guard = place.programs + "/" + name;
  SANDTRAY_TRY(platform::write_file(guard, head_of_script(bwrap, server) + *script, 0700));
  const auto said =
      platform::run_and_read({guard, "-e", "-d", place.programs}, std::chrono::seconds(20));
  if (!said) return Failure(said.error());
  if (said->in_time && said->code == 0) return {};
  return fail(Code::unavailable,
              "the virtual machine could not be held to its folders: " +
                  (said->in_time ? display_text(said->text, 300) : "bwrap does not answer"),
              "It needs what the method bwrap needs: `sandtray doctor` says what is missing.");
}

}  // namespace sandtray::provision
