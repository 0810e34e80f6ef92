// SPDX-License-Identifier: MIT
// The plans of plans/systems/*.txt, or why there is none. After a change that is meant:
// UPDATE_GOLDEN=1 build/dev/bin/plan_golden_test, then read the difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "golden/machine.h"
#include "golden/render.h"
#include "platform/file.h"

namespace sandtray::sandbox {
namespace {

// Every method and template as it is shipped, on every system: the plan, or why there is none.
struct OnSystem {
  std::string system;
  std::string method;  // the file
  std::string agent;   // of a method that is the agent's affair
  std::string options;
};

std::string name_of(const OnSystem& one) {
  auto name = one.system + "-" + one.method + (one.agent.empty() ? "" : "-" + one.agent) +
              (one.options.empty() ? "" : "-" + one.options);
  for (char& c : name) {
    if (c == '/' || c == '=') c = '-';
  }
  return name;
}

std::vector<OnSystem> all_on_systems() {
  std::vector<OnSystem> all;
  const auto data = std::string(SANDTRAY_SOURCE_DIR) + "/common/data/";
  for (const auto* system : {"linux", "macos", "windows"}) {
    for (const auto* folder : {"methods", "templates"}) {
      auto files = platform::list_folder(data + folder);
      std::sort(files.begin(), files.end());
      for (const auto& file : files) {
        const auto method = std::string(folder) + "/" + file.substr(0, file.find('.'));
        if (method == "methods/agent" || method == "methods/sbx") continue;
        all.push_back({system, method, "", ""});
        all.push_back({system, method, "", "network=none"});
        const auto& known = test::shipped_method(method).platforms;
        if (folder == std::string_view("templates") &&
            std::find(known.begin(), known.end(), system) != known.end()) {
          all.push_back({system, method, "", "mounts"});
        }
      }
    }
    for (const auto* agent : {"claude", "codex", "gemini", "opencode", "shell"}) {
      all.push_back({system, "methods/agent", agent, ""});
    }
    for (const auto* agent : {"claude", "codex", "gemini", "opencode", "shell"}) {
      all.push_back({system, "methods/sbx", agent, ""});
    }
    all.push_back({system, "methods/sbx", "claude", "publish=8080"});
    all.push_back({system, "methods/sbx", "claude", "sandbox=mine"});
    all.push_back({system, "methods/sbx", "claude", "network=none"});
    all.push_back({system, "methods/agent", "claude", "network=none"});
    all.push_back({system, "methods/agent", "codex", "network=none"});
    all.push_back({system, "methods/agent", "codex", "permissions=edit"});
    all.push_back({system, "methods/agent", "codex", "permissions=bypass"});
  }
  return all;
}

PlanRequest wish_on(const OnSystem& one) {
  auto request = test::wish();
  request.method = test::shipped_method(one.method);
  if (request.method.own) request.method.name = "mine";
  request.spec.method = request.method.name;
  // A method that shows the agent no files of the session takes these away.
  request.agent.reports.args.swap(request.agent.args);
  if (!one.agent.empty()) request.agent = test::shipped_agent(one.agent, one.system);
  if (one.options == "mounts") {
    request.settings.mounts = {{"/data/models/own", true, "web"}, {"/data/models", false, ""}};
  }
  if (const auto equals = one.options.find('='); equals != std::string::npos) {
    request.spec.options[one.options.substr(0, equals)] = one.options.substr(equals + 1);
  }
  request.spec.workspace = test::home_on(one.system) + "/project";
  return request;
}

class SystemGolden : public testing::TestWithParam<OnSystem> {};

TEST_P(SystemGolden, IsAsWrittenDown) {
  const auto request = wish_on(GetParam());
  const auto plan = make_plan(request, test::machine_on(GetParam().system, request));
  const auto text = plan ? test::render(*plan)
                         : "refused with " + std::to_string(static_cast<int>(plan.error().code)) +
                               ": " + plan.error().message + "\n" + plan.error().hint + "\n";
  const auto file = std::string(SANDTRAY_SOURCE_DIR) + "/tests/golden/plans/systems/" +
                    name_of(GetParam()) + ".txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(platform::write_file(file, text, 0644));
  }
  EXPECT_EQ(platform::read_file(file).value_or(""), text);
}

INSTANTIATE_TEST_SUITE_P(Plans, SystemGolden, testing::ValuesIn(all_on_systems()),
                         [](const auto& test) {
                           auto name = name_of(test.param);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// A file that no plan stands behind would be believed.
TEST(SystemGoldens, AreAllOfAPlan) {
  std::vector<std::string> names;
  for (const auto& one : all_on_systems()) names.push_back(name_of(one) + ".txt");
  std::sort(names.begin(), names.end());
  auto files =
      platform::list_folder(std::string(SANDTRAY_SOURCE_DIR) + "/tests/golden/plans/systems");
  std::sort(files.begin(), files.end());
  EXPECT_EQ(files, names);
}

}  // namespace
}  // namespace sandtray::sandbox
