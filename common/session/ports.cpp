// SPDX-License-Identifier: MIT
#include "session/ports.h"

#include <algorithm>

#include "base/text.h"
#include "platform/port.h"
#include "platform/run_and_read.h"
#include "session/filenames.h"

namespace sandtray::session {
namespace {

using sandbox::Port;
using sandbox::SessionPorts;

constexpr auto patience = std::chrono::seconds(10);

std::string file_of(const Snapshot& session) {
  return session.folder + "/" + filename::files + "/" + sandbox::ports_file;
}

Result<SessionPorts> read_ports(const std::string& file) {
  const auto text = platform::read_file(file, 1 << 20);
  if (!text) return Failure(text.error());
  const auto json = parse_json(*text, file);
  return json ? sandbox::ports_from_json(*json) : Failure(json.error());
}

Result<> write_ports(const std::string& file, const SessionPorts& ports) {
  return platform::write_file(file, dump_json(sandbox::ports_to_json(ports)));
}

// What a session has, while nobody else changes it.
struct Held {
  platform::FileLock lock;
  SessionPorts ports;
};

Result<Held> hold(const std::string& file) {
  const auto before = read_ports(file);
  if (!before) return Failure(before.error());
  auto lock = platform::FileLock::acquire(before->lock, true);
  if (!lock) return Failure(lock.error());
  auto ports = read_ports(file);
  if (!ports) return Failure(ports.error());
  return Held{std::move(*lock), std::move(*ports)};
}

Result<> ask(const SessionPorts& ports, const std::string& verb, const Port& port) {
  const auto said = platform::run_and_read(sandbox::ask_for_port(ports, verb, port), patience);
  if (!said) return Failure(said.error());
  if (said->in_time && said->code == 0) return {};
  return fail(Code::unavailable,
              "the virtual machine's connection does not " + verb + " the port " +
                  sandbox::to_string(port) + ": " +
                  (said->in_time ? display_text(said->text, 200) : "it does not answer"));
}

// The connection would take a second wish for the same as granted.
Result<> forward(const SessionPorts& ports, const Port& port) {
  if (platform::can_listen(port.host)) return ask(ports, "forward", port);
  return fail(Code::unavailable,
              "port " + std::to_string(port.host) +
                  " of this machine is taken, or not one that you may open",
              "Name another one: " + std::to_string(port.host + 1) + ":" +
                  std::to_string(port.guest) + ".");
}

// One that nobody listens to is closed, though the connection may not be there to be asked.
Result<> cancel(const SessionPorts& ports, const Port& port) {
  auto closed = ask(ports, "cancel", port);
  if (!closed && platform::can_listen(port.host)) return {};
  return closed;
}

Result<Held> hold_of(const Snapshot& session) {
  if (session.spec.method != "lima") {
    return fail(Code::usage, "only sessions in the virtual machine have ports of their own",
                "`sandtray run -m lima --set ports=3000` starts one.");
  }
  if (!session.alive || session.waits) {
    return fail(Code::unavailable, session.waits
                                       ? "the session " + session.spec.id + " waits for its turn"
                                       : "the session " + session.spec.id + " has ended");
  }
  return hold(file_of(session));
}

}  // namespace

std::vector<Port> open_ports(const Snapshot& session) {
  if (session.spec.method != "lima" || !session.alive || session.waits) return {};
  auto ports = read_ports(file_of(session));
  return ports && ports->open ? std::move(ports->ports) : std::vector<Port>{};
}

Result<Port> open_port(const Snapshot& session, Port port) {
  auto held = hold_of(session);
  if (!held) return Failure(held.error());
  auto& [lock, ports] = *held;
  if (!ports.refused.empty()) return fail(Code::refused, ports.refused, ports.hint);
  if (!ports.open) {
    return fail(Code::unavailable,
                "the session " + session.spec.id + " is not there yet, or not any more");
  }
  if (port.host == 0) port.host = port.guest;
  // Written first: whoever is killed in between leaves nothing open that nobody closes.
  ports.ports.push_back(port);
  const auto file = file_of(session);
  SANDTRAY_TRY(write_ports(file, ports));
  if (auto opened = forward(ports, port); !opened) {
    ports.ports.pop_back();
    SANDTRAY_TRY(write_ports(file, ports));
    return Failure(opened.error());
  }
  return port;
}

Result<> close_port(const Snapshot& session, int host) {
  auto held = hold_of(session);
  if (!held) return Failure(held.error());
  auto& [lock, ports] = *held;
  const auto at = std::find_if(ports.ports.begin(), ports.ports.end(),
                               [&](const Port& port) { return port.host == host; });
  if (!ports.open || at == ports.ports.end()) {
    return fail(Code::not_found,
                "the session " + session.spec.id + " has no port " + std::to_string(host) + " here",
                "`sandtray ports " + session.spec.id + "` lists them.");
  }
  SANDTRAY_TRY(cancel(ports, *at));
  ports.ports.erase(at);
  return write_ports(file_of(session), ports);
}

Result<> open_all_ports(const std::string& file) {
  auto held = hold(file);
  if (!held) return Failure(held.error());
  auto& [lock, ports] = *held;
  ports.open = true;
  SANDTRAY_TRY(write_ports(file, ports));
  for (std::size_t done = 0; done < ports.ports.size(); ++done) {
    auto opened = forward(ports, ports.ports[done]);
    if (opened) continue;
    while (done > 0) (void)cancel(ports, ports.ports[--done]);
    ports.open = false;
    (void)write_ports(file, ports);
    return opened;
  }
  return {};
}

Result<> close_all_ports(const std::string& file) {
  if (!platform::exists(file)) return {};
  auto held = hold(file);
  if (!held) return Failure(held.error());
  auto& [lock, ports] = *held;
  if (!ports.open) return {};
  ports.open = false;
  SANDTRAY_TRY(write_ports(file, ports));
  Result<> result;
  for (const auto& port : ports.ports) {
    if (auto closed = cancel(ports, port); !closed) result = closed;
  }
  return result;
}

}  // namespace sandtray::session
