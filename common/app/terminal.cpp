// SPDX-License-Identifier: MIT
#include "app/terminal.h"

#include "app/strings.h"
#include "base/text.h"
#include "base/words.h"

namespace sandtray::app {
namespace {

using Words = std::vector<std::string>;

std::vector<Terminal> terminals_in(const Json& list) {
  std::vector<Terminal> terminals;
  for (const auto& entry : list) {
    terminals.push_back({entry.at("program").get<std::string>(), entry.value("before", Words())});
  }
  return terminals;
}

const Terminal* find_terminal(const TerminalTable& table, const std::string& program) {
  for (const auto* list : {&table.preferred, &table.known}) {
    for (const auto& terminal : *list) {
      if (terminal.program == program) return &terminal;
    }
  }
  return nullptr;
}

Words with_command(Words words, const Words& command) {
  words.insert(words.end(), command.begin(), command.end());
  return words;
}

Words from_setting(Words setting, const Words& command) {
  Words words;
  bool placed = false;
  for (auto& word : setting) {
    if (word == "{}") {
      words.insert(words.end(), command.begin(), command.end());
      placed = true;
    } else {
      words.push_back(std::move(word));
    }
  }
  return placed ? words : with_command(std::move(words), command);
}

Words from_terminal(const Terminal& terminal, const Words& command) {
  Words words = {terminal.program};
  words.insert(words.end(), terminal.before.begin(), terminal.before.end());
  return with_command(std::move(words), command);
}

// $TERMINAL may be a path, or a program that is not in the table: most take -e.
Words from_variable(const TerminalTable& table, const std::string& variable, const Words& command) {
  const auto* known = find_terminal(table, variable.substr(variable.rfind('/') + 1));
  return from_terminal({variable, known != nullptr ? known->before : Words{"-e"}}, command);
}

}  // namespace

Result<TerminalTable> terminals_from_json(const Json& json) {
  try {
    TerminalTable table;
    table.preferred = terminals_in(json.at("preferred"));
    table.known = terminals_in(json.at("known"));
    table.desktops = json.at("desktops").get<std::map<std::string, Words>>();
    return table;
  } catch (const Json::exception&) {
    return fail(Code::config, "terminals.json is not of the expected form");
  }
}

Result<Words> terminal_command(const TerminalTable& table, const TerminalFacts& facts,
                               const Words& command) {
  auto setting = split_words(facts.setting);
  if (!setting) {
    auto error = setting.error();
    error.message = "the setting terminal: " + error.message;
    return Failure(std::move(error));
  }
  if (!setting->empty()) return from_setting(std::move(*setting), command);
  for (const auto& terminal : table.preferred) {
    if (facts.installed(terminal.program)) return from_terminal(terminal, command);
  }
  if (!facts.variable.empty() && facts.installed(facts.variable)) {
    return from_variable(table, facts.variable, command);
  }
  for (const auto& desktop : split(facts.desktop, ':')) {
    const auto own = table.desktops.find(desktop);
    if (own == table.desktops.end()) continue;
    for (const auto& program : own->second) {
      const auto* terminal = find_terminal(table, program);
      if (terminal != nullptr && facts.installed(program)) return from_terminal(*terminal, command);
    }
  }
  for (const auto& terminal : table.known) {
    if (facts.installed(terminal.program)) return from_terminal(terminal, command);
  }
  return fail(Code::unavailable, strings::no_terminal_found, strings::no_terminal_hint);
}

}  // namespace sandtray::app
