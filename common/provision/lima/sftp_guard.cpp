// SPDX-License-Identifier: MIT
#include "provision/lima/sftp_guard.h"

#include "base/text.h"
#include "config/catalog.h"
#include "platform/run_and_read.h"
#include "platform/seccomp.h"
#include "platform/system_name.h"

namespace sandtray::provision {
namespace {

constexpr bool is_needed = std::string_view(platform::system_name) == "linux";
constexpr auto name = "sftp-server";

std::string real_program(const std::string& path) {
  return path.empty() ? "" : platform::real_path(path).value_or("");
}

// What the server may not ask of the kernel: a file that runs as its owner, whoever starts it, and
// what agents under bwrap may not either.
Result<> write_filter(const platform::Paths& paths, const std::string& file) {
  const auto policy = config::load_data(paths, "policies/seccomp.json", "");
  if (!policy) return Failure(policy.error());
  const auto program = platform::seccomp_program(*policy);
  if (!program) return Failure(program.error());
  return platform::write_file(file, *program);
}

std::string head_of_script(const std::string& bwrap, const std::string& server,
                           const std::string& filter) {
  const auto ids = platform::own_ids();
  std::string head = "#!/bin/sh\n";
  for (const auto& [what, value] : {std::pair<std::string, std::string>{"bwrap", bwrap},
                                    {"server", server},
                                    {"filter", filter},
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
  if (!is_needed) return {};
  const auto script = platform::read_file(paths.share + "/vm/sftp-server.sh");
  if (!script) return Failure(script.error());
  const auto bwrap = real_program(platform::find_executable("bwrap"));
  const auto server = real_program(find_sftp_server());
  SANDTRAY_TRY(platform::make_private_folder(place.programs));
  const auto guard = place.programs + "/" + name;
  const auto filter = guard + ".filter";
  SANDTRAY_TRY(write_filter(paths, filter));
  SANDTRAY_TRY(platform::write_file(guard, head_of_script(bwrap, server, filter) + *script, 0700));
  const auto said =
      platform::run_and_read({guard, "-e", "-d", place.programs}, std::chrono::seconds(20));
  if (!said) return Failure(said.error());
  if (said->in_time && said->code == 0) return {};
  return fail(Code::unavailable,
              "the virtual machine could not be held to its folders: " +
                  (said->in_time ? display_text(said->text, 300) : "bwrap does not answer"),
              "It needs what the method bwrap needs: `sandtray doctor` says what is missing.");
}

bool has_sftp_guard(const VmPlace& place) {
  if (!is_needed) return true;
  const auto number = [](const std::string& file) {
    const auto text = platform::read_file(file, 64).value_or("");
    return text.substr(0, text.find('\n'));
  };
  const auto host_agent = number(place.instance + "/ha.pid");
  return !host_agent.empty() && host_agent == number(place.starter);
}

}  // namespace sandtray::provision
