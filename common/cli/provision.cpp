// SPDX-License-Identifier: MIT
// provision: sets the virtual machine up, from nothing to a proof that it confines.
#include "provision/lima/provision.h"

#include <cstdio>

#include "base/path.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/vm_words.h"
#include "platform/terminal.h"
#include "session/person_programs.h"

namespace sandtray::cli {
namespace {

using provision::Provision;
using provision::ProvisionStep;
using provision::StepFinding;
using provision::StepProgress;

Result<provision::ProvisionWish> wish_of(const Options& options) {
  provision::ProvisionWish wish;
  wish.processors = static_cast<unsigned>(options.processors);
  wish.memory_mib = mib_of(options.memory_gib);
  wish.disk_gib = static_cast<unsigned>(options.disk_gib);
  wish.emulation = options.emulation;
  wish.reset = options.reset;
  wish.golden = options.golden;
  wish.mirror = options.mirror;
  auto mounts = vm_mounts(options.mounts);
  if (!mounts) return Failure(mounts.error());
  wish.mounts = std::move(*mounts);
  const auto take = [](const char* option, const std::string& path, std::string& to) -> Result<> {
    if (path.empty()) return {};
    auto real = real_place(option, path, false);
    if (!real) return Failure(real.error());
    to = std::move(*real);
    return {};
  };
  SANDTRAY_TRY(take("--limactl-archive", options.limactl_archive, wish.limactl_archive));
  SANDTRAY_TRY(take("--image", options.image, wish.image));
  if (!wish.mirror.empty() && !wish.mirror.starts_with("https://") &&
      !wish.mirror.starts_with("http://")) {
    return fail(Code::usage, "--mirror takes an address that begins with https:// or http://");
  }
  return wish;
}

Json step_to_json(const ProvisionStep& step) {
  return {{"name", step.name}, {"needed", step.needed}, {"what", step.what}};
}

Json plan_to_json(const provision::ProvisionPlan& plan) {
  Json json = {{"event", "plan"},
               {"steps", Json::array()},
               {"checks", provision::checks_to_json(plan.checks)}};
  for (const auto& step : plan.steps) json["steps"].push_back(step_to_json(step));
  return json;
}

void print_plan(const provision::ProvisionPlan& plan) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& step : plan.steps) {
    rows.push_back({step.needed ? "to do" : "done", step.name, step.what});
  }
  print_table(rows);
  for (const auto& check : plan.checks) {
    if (check.health == provision::Health::ok) continue;
    print_line(std::string(provision::to_string(check.health)) + "  " + check.name + ": " +
               check.detail + (check.fix.empty() ? "" : "\n         -> " + check.fix));
  }
}

// Lines of JSON for programs: as it happens, so nothing is kept back.
provision::ProvisionNews json_news() {
  const auto say = [](const Json& event) {
    print_line(dump_json(event));
    std::fflush(stdout);
  };
  provision::ProvisionNews news;
  news.begins = [say](const ProvisionStep& step) {
    auto event = step_to_json(step);
    event["event"] = "begins";
    say(event);
  };
  news.progress = [say](const ProvisionStep& step, const StepProgress& progress) {
    say({{"event", "progress"},
         {"name", step.name},
         {"percent", progress.percent < 0 ? Json() : Json(progress.percent)},
         {"text", progress.text}});
  };
  news.found = [say](const ProvisionStep& step, const StepFinding& found) {
    say({{"event", "found"},
         {"name", step.name},
         {"item", found.name},
         {"ok", found.ok},
         {"detail", found.detail}});
  };
  news.ends = [say](const ProvisionStep& step, const Result<>& result) {
    Json event = {{"event", step.needed ? "ends" : "skipped"}, {"name", step.name}};
    event["ok"] = result.has_value();
    if (!step.needed) event["what"] = step.what;
    if (!result) event.update(error_to_json(result.error()));
    say(event);
  };
  return news;
}

// For a person: a line for each step, and one that changes where there is a terminal.
class Teller {
 public:
  provision::ProvisionNews news() {
    provision::ProvisionNews news;
    news.begins = [this](const ProvisionStep& step) { show(step, ""); };
    news.progress = [this](const ProvisionStep& step, const StepProgress& progress) {
      const auto percent = progress.percent < 0 ? "" : std::to_string(progress.percent) + " % ";
      show(step, percent + progress.text);
    };
    news.found = [this](const ProvisionStep& step, const StepFinding& found) {
      if (found.ok && step.name == "machine") return;
      clear();
      const auto detail = found.detail.empty() ? "" : ": " + found.detail;
      print_line("  " + std::string(found.ok ? "ok      " : "FAILED  ") + step.name + ": " +
                 found.name + detail);
    };
    news.ends = [this](const ProvisionStep& step, const Result<>& result) {
      clear();
      print_line(std::string(!step.needed ? "done    "
                             : result     ? "ok      "
                                          : "FAILED  ") +
                 step.name + ": " + step.what);
      if (!result) print_line("        " + display_text(result.error().message, 400));
      std::fflush(stdout);
    };
    return news;
  }

 private:
  void show(const ProvisionStep& step, const std::string& text) {
    if (!watched_) return;
    const auto line = display_text(step.name + ": " + (text.empty() ? step.what : text), 78);
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    shown_ = true;
  }
  void clear() {
    if (shown_) std::fputs("\r\033[K", stderr);
    shown_ = false;
  }

  const bool watched_ = platform::is_terminal(2);
  bool shown_ = false;
};

bool agrees() {
  std::fputs("Go on? [y/N] ", stderr);
  char answer[16] = "";
  return std::fgets(answer, sizeof answer, stdin) != nullptr &&
         (answer[0] == 'y' || answer[0] == 'Y');
}

// The first of what would end it.
Result<int> dry(const provision::ProvisionPlan& plan) {
  if (const auto refused = provision::refuse_by(plan.checks); !refused) {
    return Failure(refused.error());
  }
  return 0;
}

}  // namespace

Result<int> provision_command(const Options& options, const platform::Paths& paths) {
  SANDTRAY_TRY(session::check_person_programs(paths, provision::programs_of_vm()));
  auto wish = wish_of(options);
  if (!wish) return Failure(wish.error());
  const bool can_ask = platform::is_terminal(0) && !options.json;
  if (!options.dry_run && !options.yes && !can_ask) {
    return fail(Code::usage, "nobody can be asked here, so nothing is done",
                "--yes does it without a question, --dry-run only shows the steps.");
  }
  const provision::Cancel cancel;
  Provision setup(paths, std::move(*wish), &cancel);
  const auto accepted = setup.accept();
  // Who only wants to look may name the folders later.
  if (!accepted && !(options.dry_run && accepted.error().code == Code::usage)) {
    return Failure(accepted.error());
  }
  const auto plan = setup.plan();
  if (!plan) return Failure(plan.error());
  if (options.json) {
    print_line(dump_json(plan_to_json(*plan)));
    std::fflush(stdout);
  } else if (options.dry_run || !options.yes) {
    print_plan(*plan);
    std::fflush(stdout);
  }
  if (options.dry_run) return dry(*plan);
  if (!options.yes && !agrees()) return fail(Code::usage, "nothing has been done");
  Teller teller;
  const auto done = setup.run(options.json ? json_news() : teller.news());
  if (!done && cancel.is_wanted()) {
    print_error(done.error());
    return 128 + cancel.signal();
  }
  if (!done) return Failure(done.error());
  return 0;
}

}  // namespace sandtray::cli
