// SPDX-License-Identifier: MIT
// Tools and agents in the machine, by <share>/vm/tools.sh as Lima's own user.
#include <algorithm>

#include "base/text.h"
#include "platform/append_file.h"
#include "provision/lima/events.h"
#include "provision/lima/limactl.h"
#include "provision/lima/provision.h"

namespace sandtray::provision {
namespace {

constexpr std::chrono::milliseconds patience = std::chrono::hours(2);
constexpr std::string_view mark = "@sandtray ";
constexpr std::uint64_t most_log = 16u << 20;

std::string stamp_of(const VmPlace& place) {
  return place.instance + "/sandtray-tools";
}

// "there git", "failed jq the reason"
struct Line {
  std::string state, name, reason;
};
Line line_of(std::string_view text) {
  const auto word = [&text] {
    const auto end = std::min(text.find(' '), text.size());
    auto first = display_text(text.substr(0, end), 80);
    text.remove_prefix(std::min(end + 1, text.size()));
    return first;
  };
  Line line;
  line.state = word();
  if (line.state == "doing") {
    line.name = display_text(text, 80);
    return line;
  }
  line.name = word();
  line.reason = display_text(text);
  return line;
}

std::vector<std::string> words_for(const std::string& script, const Recipe& recipe) {
  std::vector<std::string> words = {"shell", "--workdir", "/",    vm_name, "sudo",
                                    "sh",    "-c",        script, "tools"};
  words.insert(words.end(), recipe.packages.begin(), recipe.packages.end());
  words.emplace_back("--");
  if (recipe.node) words.push_back("node=" + recipe.node->urls.front() + "#" + recipe.node->digest);
  for (const auto& agent : recipe.agents) {
    words.push_back(agent.program + "=" + agent.package + "@" + agent.version);
  }
  return words;
}

}  // namespace

Result<ProvisionStep> Provision::look_at_tools() const {
  const auto known = recipe();
  if (!known) return Failure(known.error());
  const auto stamp = platform::read_file(stamp_of(vm_.place()), 1 << 16);
  if (is_made() && stamp && *stamp == tools_of(*known)) {
    return ProvisionStep{"tools", false, "tools and agents are installed"};
  }
  std::vector<std::string> agents;
  for (const auto& agent : known->agents) agents.push_back(agent.name);
  return ProvisionStep{"tools", true,
                       "install what is missing inside: " + std::to_string(known->packages.size()) +
                           " packages of Debian, " +
                           (known->node ? known->node->title + ", " : "") + join(agents, ", ")};
}

Result<> Provision::install_tools(const ProvisionStep& step) {
  const auto known = recipe();
  if (!known) return Failure(known.error());
  const auto script = platform::read_file(paths_.share + "/vm/tools.sh");
  if (!script) return Failure(script.error());
  auto tool = find_limactl(vm_.place());
  if (!tool) return Failure(tool.error());
  const auto log_path = vm_.place().folder + "/tools.log";
  auto log = platform::AppendFile::create(log_path);
  if (!log) return Failure(log.error());

  const auto all = known->packages.size() + known->agents.size() + (known->node ? 1 : 0);
  std::size_t over = 0;
  std::vector<std::string> failed;
  LineCutter lines;
  tool->cancel = cancel_;
  tool->heard = [&](std::string_view bytes) {
    for (const auto& text : lines.take(bytes)) {
      // A log that is not written is no reason to end.
      if (log->size() < most_log) (void)log->append(text + "\n");
      if (!text.starts_with(mark)) continue;
      const auto line = line_of(std::string_view(text).substr(mark.size()));
      if (line.state != "doing") {
        ++over;
        if (line.state == "failed") failed.push_back(line.name);
        find(step,
             {line.name, line.state != "failed", line.state == "there" ? "is there" : line.reason});
      }
      const auto percent =
          static_cast<int>(std::min(over * 100 / std::max<std::size_t>(all, 1), std::size_t{100}));
      say(step, {percent, line.state == "doing" ? "installing " + line.name : line.name});
    }
  };
  const auto said = run_limactl(*tool, words_for(*script, *known), patience);
  if (!said) return Failure(said.error());
  const std::string what = "not all tools are in the virtual machine";
  if (said->cancelled) return cancelled(what);
  if (said->code != 0 || over < all) {
    return Failure(lima_error(what, said->in_time ? said->code : -1, said->log));
  }
  if (failed.empty()) return platform::write_file(stamp_of(vm_.place()), tools_of(*known));
  return fail(Code::unavailable, what + ": " + display_text(join(failed, ", "), 400),
              "The same command tries again. " + log_path + " has what was said.");
}

}  // namespace sandtray::provision
