// SPDX-License-Identifier: MIT
// What sbx answers is understood in all of its shapes, and what it is told is what was asked for.
#include <gtest/gtest.h>

#include "golden/machine.h"

namespace sandtray::sandbox {
namespace {

using Known = config::DockerSandboxes::Known;
using Words = std::vector<std::string>;

TEST(SbxAnswers, NamesComeFromEitherShapeWhateverStandsAround) {
  const Words names = {"a", "b"};
  for (const auto* answer :
       {R"([{"name": "a"}, {"name": "b", "id": "1"}])",
        R"({"sandboxes": [{"name": "a"}, {"name": "b"}]})",
        "[daemon] starting {1}...\n{\"sandboxes\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}\nready "
        "[2]\n",
        "starting\n[{\"name\": \"a\", \"agent\": null}, 3, {\"name\": \"b\"}, {\"name\": 4}]"}) {
    EXPECT_EQ(config::sandbox_names(answer), names) << answer;
  }
  for (const auto* answer :
       {"", "no sandboxes", "[]", "{}", "[daemon]", "{\"sandboxes\": 1}", "[1]", "{"}) {
    EXPECT_TRUE(config::sandbox_names(answer).empty()) << answer;
  }
  EXPECT_TRUE(config::sandbox_names(std::string(100000, '[')).empty());  // soon
}

TEST(SbxAnswers, TheSignInIsFoundByItsName) {
  EXPECT_EQ(config::signed_in_by(R"({"checks": [{"name": "Authentication", "status": "pass"}]})"),
            Known::yes);
  EXPECT_EQ(config::signed_in_by(R"(x [{"title": "authentication", "ok": false}])"), Known::no);
  EXPECT_EQ(config::signed_in_by(R"({"checks": [{"name": "Daemon", "status": "fail"}]})"),
            Known::unknown);
  EXPECT_EQ(config::signed_in_by("You are not authenticated to Docker."), Known::no);
  EXPECT_EQ(config::signed_in_by("unknown flag: --output"), Known::unknown);
}

PlanRequest sbx_wish(const std::string& agent = "claude") {
  auto request = test::wish();
  request.spec.method = "sbx";
  request.agent = test::shipped_agent(agent, "linux");
  request.method = test::shipped_method("methods/sbx");
  return request;
}

HostFacts sbx_machine() {
  auto facts = test::machine();
  facts.sandboxes = {"/usr/bin/sbx", "", true, false, Known::yes, Known::yes, {"old"}};
  return facts;
}

TEST(Sbx, StartsTheAgentInAMachineThatIsStoppedWithTheSession) {
  const auto plan = make_plan(sbx_wish(), sbx_machine());
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->main,
            Words({"/usr/bin/sbx", "run", "--name", "sandtray-abcdefgh", "-e",
                   "SANDTRAY_HOST_ADDRESS=host.docker.internal", "-e", "SANDTRAY_SESSION=abcdefgh",
                   "claude", "/home/ada/project", "--", "--settings",
                   R"({"skipDangerousModePermissionPrompt":true})", "fix it"}));
  EXPECT_EQ(plan->cleanup, std::vector<Argv>({{"/usr/bin/sbx", "stop", "sandtray-abcdefgh"}}));
  EXPECT_TRUE(plan->prepare.empty());
}

TEST(Sbx, RefusesWhatItCannotKeep) {
  const struct {
    std::string option, value;
    Code code;
  } asked_for[] = {{"permissions", "ask", Code::unavailable},
                   {"permissions", "edit", Code::unavailable},
                   {"permissions", "bypass", Code{}},
                   {"network", "none", Code::unavailable},
                   {"git", "guard", Code::usage},
                   {"resume", "last", Code::usage},
                   {"clone", "yes", Code::unavailable},
                   {"sandbox", "-x", Code::usage},
                   {"sandbox", "", Code::usage},
                   {"sandbox", "a b", Code::usage},
                   {"sandbox", "old", Code{}},
                   {"publish", "8080:3000", Code{}},
                   {"publish", "8080:3000 --x", Code::usage},
                   {"publish", ",", Code::usage},
                   {"publish", "", Code::usage}};
  for (const auto& [option, value, code] : asked_for) {
    auto request = sbx_wish();
    request.spec.options[option] = value;
    const auto plan = make_plan(request, sbx_machine());
    EXPECT_EQ(plan ? Code{} : plan.error().code, code) << option << "=" << value;
  }
  auto request = sbx_wish();
  request.agent.default_permissions = "ask";
  EXPECT_EQ(make_plan(request, sbx_machine()).error().code, Code::unavailable);
  request = sbx_wish();
  request.agent.sbx.agent.clear();
  EXPECT_EQ(make_plan(request, sbx_machine()).error().code, Code::unavailable);
  request = sbx_wish();
  request.spec.workspace = "/home/ada/.ssh";
  EXPECT_EQ(make_plan(request, sbx_machine()).error().code, Code::refused);
}

TEST(Sbx, GoesOnInASandboxThatIsThere) {
  auto request = sbx_wish();
  request.spec.options["sandbox"] = "old";
  request.spec.options["resume"] = "last";
  const auto plan = make_plan(request, sbx_machine());
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(Words(plan->main.begin(), plan->main.begin() + 5),
            Words({"/usr/bin/sbx", "run", "--name", "old", "--"}));
  EXPECT_NE(std::find(plan->main.begin(), plan->main.end(), "--continue"), plan->main.end());
}

}  // namespace
}  // namespace sandtray::sandbox
