// SPDX-License-Identifier: MIT
#include "tray/desktop.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"
#include "platform/file.h"
#include "platform/socket.h"

namespace sandtray::test {
namespace {

constexpr auto menu_path = "/MenuBar";
constexpr auto menu_interface = "com.canonical.dbusmenu";
constexpr auto about_us = "Sandtray is running";

const std::string programs = SANDTRAY_BIN_DIR;

}  // namespace

DesktopTest::DesktopTest() {
  for (const auto* folder : {"home", "run"}) mkdir((temp_ / folder).c_str(), 0700);
  env_ = {{"HOME", temp_ / "home"},
          {"XDG_RUNTIME_DIR", temp_ / "run"},
          {"PATH", "/usr/bin:/bin"},
          {"LC_ALL", "C.UTF-8"}};
  paths_.home = temp_ / "home";
  paths_.config = paths_.home + "/.config/sandtray";
  paths_.state = paths_.home + "/.local/state/sandtray";
  paths_.runtime = temp_ / "run/sandtray";
  for (const auto& folder : {paths_.state, paths_.runtime, paths_.config}) {
    EXPECT_TRUE(platform::make_private_folder(folder));
  }
  daemon_ = std::make_unique<Program>(
      reactor_,
      std::vector<std::string>{"dbus-daemon", "--nofork", "--print-address",
                               "--config-file=" SANDTRAY_SOURCE_DIR "/tests/tray/bus.conf"},
      env_);
  EXPECT_TRUE(reactor_.wait([&] { return !daemon_->lines().empty(); }));
  env_["DBUS_SESSION_BUS_ADDRESS"] = daemon_->lines().front();
  connect();
  folders_ = std::move(*platform::FolderWatch::create());
  reactor_.add(folders_->handle(), [this] { folders_->drain(); });
}

DesktopTest::~DesktopTest() {
  hosts_.clear();
  tray_.reset();
  fake_.reset();
  reactor_.remove(sd_bus_get_fd(bus_));
  sd_bus_close_unref(bus_);
  if (HasFailure()) std::fprintf(stderr, "tray.log:\n%s", tray_log().c_str());
}

void DesktopTest::connect() {
  sd_bus_new(&bus_);
  sd_bus_set_address(bus_, env_["DBUS_SESSION_BUS_ADDRESS"].c_str());
  sd_bus_set_bus_client(bus_, 1);
  ASSERT_GE(sd_bus_start(bus_), 0);
  // Whatever the tray emits wakes the reactor up.
  for (const auto* interface : {menu_interface, "org.kde.StatusNotifierItem"}) {
    sd_bus_match_signal(bus_, nullptr, nullptr, nullptr, interface, nullptr, nullptr, nullptr);
  }
  reactor_.add(sd_bus_get_fd(bus_), [this] {
    while (sd_bus_process(bus_, nullptr) > 0) {
    }
  });
}

void DesktopTest::start_fake_desktop(const std::vector<std::string>& options) {
  std::vector<std::string> argv = {programs + "/fake-desktop"};
  argv.insert(argv.end(), options.begin(), options.end());
  fake_.reset();
  fake_ = std::make_unique<Program>(reactor_, argv, env_);
  ASSERT_TRUE(wait_for_told("ready", 1));
}

void DesktopTest::start_tray() {
  tray_.reset();
  tray_ = std::make_unique<Program>(reactor_, std::vector{programs + "/sandtray-tray"}, env_);
}

void DesktopTest::start_registered_tray() {
  const auto before = told("item").size();
  start_tray();
  wait_for_item(before + 1);
}

void DesktopTest::wait_for_item(std::size_t count) {
  ASSERT_TRUE(wait_for_told("item", count));
  const auto item = told("item").back().at("item").get<std::string>();
  item_ = item.substr(0, item.find('/'));
}

std::vector<Json> DesktopTest::told(const std::string& is) const {
  std::vector<Json> found;
  if (!fake_) return found;
  for (const auto& line : fake_->lines()) {
    auto json = Json::parse(line);
    if (json.at("is") == is) found.push_back(std::move(json));
  }
  return found;
}

bool DesktopTest::wait_for_told(const std::string& is, std::size_t count) {
  return reactor_.wait([&] { return told(is).size() >= count; });
}

std::vector<Json> DesktopTest::notifications() const {
  auto all = told("notify");
  std::erase_if(all, [](const Json& one) { return one.at("title") == about_us; });
  return all;
}

// The tray answers "activate" with a notification. All that was ready before is handled at the
// latest in the same round of its loop, so a second answer comes after it.
void DesktopTest::settle() {
  for (int i = 0; i < 2; ++i) {
    const auto before = told("notify").size() - notifications().size();
    const auto socket = platform::connect_socket(paths_.runtime + "/tray.sock");
    ASSERT_TRUE(socket) << socket.error().message;
    ASSERT_TRUE(platform::send_all(socket->get(), "activate\n",
                                   platform::Clock::now() + std::chrono::seconds(2)));
    ASSERT_TRUE(
        reactor_.wait([&] { return told("notify").size() - notifications().size() > before; }));
  }
}

void DesktopTest::press(std::uint32_t id, const std::string& action, const std::string& token) {
  EXPECT_GE(sd_bus_call_method(bus_, "org.freedesktop.Notifications", "/FakeDesktop",
                               "org.example.FakeDesktop", "Invoke", nullptr, nullptr, "uss", id,
                               action.c_str(), token.c_str()),
            0);
}

void DesktopTest::dismiss(std::uint32_t id) {
  EXPECT_GE(sd_bus_call_method(bus_, "org.freedesktop.Notifications", "/FakeDesktop",
                               "org.example.FakeDesktop", "Dismiss", nullptr, nullptr, "u", id),
            0);
}

Item DesktopTest::menu() {
  sd_bus_message* reply = nullptr;
  sd_bus_error error = SD_BUS_ERROR_NULL;
  const int r = sd_bus_call_method(bus_, item_.c_str(), menu_path, menu_interface, "GetLayout",
                                   &error, &reply, "iias", 0, -1, 0);
  Item root;
  if (r < 0) {
    ADD_FAILURE() << "GetLayout: " << (error.message != nullptr ? error.message : "failed");
  } else {
    std::uint32_t revision = 0;
    sd_bus_message_read(reply, "u", &revision);
    root = read_item(reply);
  }
  sd_bus_error_free(&error);
  sd_bus_message_unref(reply);
  return root;
}

std::vector<std::string> DesktopTest::labels(const Item& item) const {
  std::vector<std::string> found;
  for (const auto& child : item.children) {
    found.push_back(child.properties.value("type", "") == "separator" ? "-" : child.label());
  }
  return found;
}

Item DesktopTest::find(const std::vector<std::string>& way) {
  Item at = menu();
  for (const auto& start : way) {
    const auto next = std::find_if(at.children.begin(), at.children.end(), [&](const Item& child) {
      return child.label().starts_with(start);
    });
    if (next == at.children.end()) {
      ADD_FAILURE() << "no \"" << start << "\" among: " << join(labels(at), " | ");
      return {};
    }
    const Item found = *next;
    at = found;
  }
  return at;
}

bool DesktopTest::wait_for_label(const std::string& start, std::chrono::milliseconds patience) {
  const auto is_there = [&] {
    const auto found = labels(menu());
    return std::any_of(found.begin(), found.end(),
                       [&](const auto& label) { return label.starts_with(start); });
  };
  return reactor_.wait(is_there, patience);
}

void DesktopTest::send_event(int id, const std::string& type) {
  EXPECT_GE(sd_bus_call_method(bus_, item_.c_str(), menu_path, menu_interface, "Event", nullptr,
                               nullptr, "isvu", id, type.c_str(), "i", 0, 0),
            0);
}

std::string DesktopTest::item_property(const std::string& name) {
  char* value = nullptr;
  sd_bus_get_property_string(bus_, item_.c_str(), "/StatusNotifierItem",
                             "org.kde.StatusNotifierItem", name.c_str(), nullptr, &value);
  const std::string text = value != nullptr ? value : "";
  std::free(value);
  return text;
}

FakeHost& DesktopTest::session(FakeHost::Wish wish, bool listens) {
  const auto folder = session::Store(paths_).folder_of(wish.id);
  hosts_.push_back(std::make_unique<FakeHost>(reactor_, paths_, std::move(wish)));
  EXPECT_TRUE(folders_->add(folder));
  if (listens) hosts_.back()->listen();
  return *hosts_.back();
}

void DesktopTest::write_config(const Json& config) {
  EXPECT_TRUE(platform::write_file(paths_.config + "/config.json", dump_json(config)));
}

void DesktopTest::write_agent(const Json& agent) {
  const auto folder = paths_.config + "/agents";
  EXPECT_TRUE(platform::make_private_folder(folder));
  const auto name = agent.at("name").get<std::string>();
  EXPECT_TRUE(platform::write_file(folder + "/" + name + ".json", dump_json(agent)));
}

void DesktopTest::use_recording_terminal(Json config) {
  mkfifo((temp_ / "opened").c_str(), 0600);
  const auto script = temp_ / "my terminal";
  const auto text = "#!/bin/sh\nprintf '%s\\n' \"$@\" >" + (temp_ / "words") +
                    "\nprintf '%s' \"$XDG_ACTIVATION_TOKEN\" >" + (temp_ / "token") +
                    "\nprintf . >" + (temp_ / "opened") + "\n";
  EXPECT_TRUE(platform::write_file(script, text, 0700));
  config["terminal"] = "'" + script + "' --run {}";
  write_config(config);
  // Open for writing too, so that it never reads as closed.
  terminal_opened_.reset(open((temp_ / "opened").c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
  reactor_.add(terminal_opened_.get(), [this] {
    char byte = 0;
    while (platform::read_some(terminal_opened_.get(), &byte, 1).state == platform::IoState::ok) {
      ++terminals_opened_;
    }
  });
}

std::vector<std::string> DesktopTest::terminal_words() {
  const auto wanted = ++terminals_seen_;
  EXPECT_TRUE(reactor_.wait([&] { return terminals_opened_ >= wanted; }))
      << "no terminal was opened";
  auto text = platform::read_file(temp_ / "words").value_or("\n");
  text.pop_back();
  return split(text, '\n');
}

std::string DesktopTest::terminal_token() const {
  return platform::read_file(temp_ / "token").value_or("");
}

std::string DesktopTest::tray_log() const {
  return platform::read_tail(paths_.state + "/tray.log", 8000).value_or("");
}

}  // namespace sandtray::test
