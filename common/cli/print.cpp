// SPDX-License-Identifier: MIT
#include "cli/print.h"

#include <algorithm>
#include <cstdio>

#include "base/clock.h"
#include "base/text.h"
#include "platform/process.h"
#include "platform/terminal.h"

namespace sandtray::cli {
namespace {

// How many columns a string takes, near enough for our tables: code points.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

bool takes_colour(platform::Handle terminal) {
  if (!platform::is_terminal(terminal)) return false;
  const auto env = platform::current_environment();
  const auto value = [&](const char* name) {
    const auto found = env.find(name);
    return found == env.end() ? "" : found->second;
  };
  return value("NO_COLOR").empty() && !value("TERM").empty() && value("TERM") != "dumb";
}

std::string red(const std::string& text) {
  return "\033[31m" + text + "\033[0m";
}

void print_table(const std::vector<std::vector<std::string>>& rows, const Alarming& alarming) {
  const bool colours = alarming && takes_colour(1);
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const auto& row = rows[at];
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += colours && alarming(at, i) ? red(row[i]) : row[i];
      if (i + 1 < row.size()) line.append(widths[i] - width(row[i]) + 2, ' ');
    }
    print_line(line);
  }
}

void print_json(const Json& value) {
  std::fputs(dump_json_pretty(value).c_str(), stdout);
}

void print_line(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
}

void print_warning(const std::string& text) {
  const auto line = "sandtray: " + text;
  std::fprintf(stderr, "%s\n", takes_colour(2) ? red(line).c_str() : line.c_str());
}

void print_error(const Error& error) {
  // A message may repeat what an agent has written, or a file's name.
  const auto message = display_lines(error.message);
  const auto hint = display_lines(error.hint);
  std::fprintf(stderr, "sandtray: %s\n", message.c_str());
  if (!hint.empty()) std::fprintf(stderr, "%s\n", hint.c_str());
}

void print_cut_log(const session::Snapshot& session) {
  if (session.last.unwritten_bytes == 0) return;
  const auto& id = session.spec.id;
  print_error({Code::internal,
               "the log of the session " + id + " lacks " +
                   std::to_string(session.last.unwritten_bytes) +
                   " bytes of the output, which the disk did not take",
               "`sandtray events " + id + "` says why."});
}

Json snapshot_to_json(const session::Snapshot& snapshot) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  const auto& last = snapshot.last;
  return {{"id", snapshot.spec.id},
          {"name", snapshot.spec.name},
          {"agent", snapshot.spec.agent},
          {"method", snapshot.spec.method},
          {"confined", snapshot.damage ? Json() : Json(snapshot.spec.confined)},
          {"workspace", snapshot.spec.workspace},
          {"branch", or_null(snapshot.spec.branch)},
          {"repository", or_null(snapshot.spec.repository)},
          {"state", to_string(last.state)},
          {"source", to_string(last.source)},
          {"kind", last.kind},
          {"place", snapshot.place != 0 ? Json(snapshot.place) : Json()},
          {"since", format_time(last.since_ms)},
          {"alive", snapshot.alive},
          {"pid", last.pid && snapshot.alive ? Json(*last.pid) : Json()},
          {"ports", sandbox::ports_to_json(snapshot.ports)},
          {"exit_code", last.exit_code ? Json(*last.exit_code) : Json()},
          {"message", last.message},
          {"damaged", snapshot.damage.has_value()}};
}

std::string state_text(const session::Event& event) {
  std::string text(to_string(event.state));
  if (event.state == session::State::exited && event.exit_code) {
    text += " " + std::to_string(*event.exit_code);
  }
  if (event.state == session::State::blocked && !event.kind.empty()) {
    text += " (" + display_text(event.kind, 20) + ")";
  }
  if (event.source == session::Source::guess) text += "?";
  return text;
}

Result<int> end_status(const session::Snapshot& snapshot) {
  const auto& last = snapshot.last;
  if (last.exit_code) return *last.exit_code;
  if (last.kind == "stopped") {
    return fail(Code::unavailable,
                "the session " + snapshot.spec.id + " was " + display_text(last.message));
  }
  if (last.status) {
    return fail(
        static_cast<Code>(*last.status),
        "the session " + snapshot.spec.id + " could not be started: " + display_text(last.message),
        last.hint);
  }
  return fail(last.kind == "method" ? Code::unavailable : Code::internal,
              "the session " + snapshot.spec.id + " failed" +
                  (last.message.empty() ? "" : ": " + display_text(last.message)),
              "`sandtray logs " + snapshot.spec.id + "` shows its output.");
}

}  // namespace sandtray::cli
