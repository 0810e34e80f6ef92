// SPDX-License-Identifier: MIT
// Plays sessions for a picture or for trying out a panel: takes their description from a file, says
// "ready" when they are there and lives until its input ends. The tray sees nothing unusual.
//
//   fake-sessions FILE [{"id","agent","name","workspace","age","state","since","kind","message"}]
//
// Times are seconds before now; the state "ended" has "code"; "method" is bwrap unless it is there.
#include <cstdio>
#include <memory>

#include "platform/file.h"
#include "tray/fake_host.h"

int main(int argc, char** argv) {
  using namespace sandtray;
  const auto paths = platform::find_paths();
  const auto text = argc == 2 ? platform::read_file(argv[1]) : fail(Code::usage, "one file");
  if (!paths || !text) return 64;
  if (!platform::make_private_folder(paths->runtime)) return 70;
  test::Reactor reactor;
  std::vector<std::unique_ptr<test::FakeHost>> hosts;
  for (const auto& wish : Json::parse(*text)) {
    auto& host = *hosts.emplace_back(std::make_unique<test::FakeHost>(
        reactor, *paths,
        test::FakeHost::Wish{.id = wish.at("id"),
                             .agent = wish.at("agent"),
                             .workspace = wish.at("workspace"),
                             .name = wish.at("name"),
                             .age_s = wish.at("age"),
                             .method = wish.value("method", "bwrap")}));
    const std::string kind = wish.value("kind", ""), message = wish.value("message", "");
    const std::int64_t since_s = wish.value("since", 0);
    host.listen();
    if (wish.at("state") == "ended") {
      host.end(wish.value("code", 0), kind, message, since_s);
    } else {
      host.say(*session::state_from(wish.at("state").get<std::string>()), kind, message, since_s);
    }
  }
  std::puts("ready");
  std::fflush(stdout);
  bool open = true;
  reactor.add(0, [&] {
    char byte = 0;
    open = platform::read_some(0, &byte, 1).state == platform::IoState::ok;
  });
  while (open) reactor.wait([&] { return !open; }, std::chrono::minutes(1));
  return 0;
}
