// SPDX-License-Identifier: MIT
// ports: those of a session in the virtual machine that this machine has, too.
#include "session/ports.h"

#include "cli/options.h"
#include "cli/print.h"

namespace sandtray::cli {
namespace {

Result<sandbox::Port> the_port(const Options& options) {
  const bool closes = options.action == "close";
  const auto named = options.value.empty() ? Result<std::vector<sandbox::Port>>()
                                           : sandbox::parse_ports(options.value, "ports");
  if (!named) return Failure(named.error());
  if (named->size() == 1 && !(closes && named->front().host != 0)) return named->front();
  return fail(Code::usage,
              closes ? "close takes a port of this machine" : "open takes one port of the session",
              closes ? "sandtray ports SESSION close 8080"
                     : "`sandtray ports SESSION open 8080:3000` gives this machine's port 8080 "
                       "to the session's 3000.");
}

void print_ports(const std::vector<sandbox::Port>& ports) {
  if (ports.empty()) return print_line("No ports.");
  std::vector<std::vector<std::string>> rows = {{"HERE", "IN THE SESSION"}};
  for (const auto& port : ports) {
    rows.push_back({"127.0.0.1:" + std::to_string(port.host), std::to_string(port.guest)});
  }
  print_table(rows);
}

}  // namespace

Result<int> ports(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  const auto session = store.find(options.session);
  if (!session) return Failure(session.error());
  if (options.action.empty()) {
    if (options.json) {
      print_json(sandbox::ports_to_json(session->ports));
    } else {
      print_ports(session->ports);
    }
    return 0;
  }
  const auto port = the_port(options);
  if (!port) return Failure(port.error());
  if (options.action == "close") {
    SANDTRAY_TRY(session::close_port(*session, port->guest));
    return 0;
  }
  const auto opened = session::open_port(*session, *port);
  if (!opened) return Failure(opened.error());
  print_line("127.0.0.1:" + std::to_string(opened->host));
  return 0;
}

}  // namespace sandtray::cli
