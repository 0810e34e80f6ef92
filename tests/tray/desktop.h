// SPDX-License-Identifier: MIT
// A desktop of a test's own: a private bus, a home, a fake panel and a fake notification service,
// and the tray on it, driven as a panel drives it.
#pragma once

#include <gtest/gtest.h>
#include <systemd/sd-bus.h>

#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/folder_watch.h"
#include "platform/paths.h"
#include "support/temp_dir.h"
#include "tray/fake_host.h"
#include "tray/menu_reader.h"
#include "tray/program.h"
#include "tray/reactor.h"

namespace sandtray::test {

class DesktopTest : public testing::Test {
 protected:
  DesktopTest();
  ~DesktopTest() override;

  void start_fake_desktop(const std::vector<std::string>& options = {"--watcher",
                                                                     "--notifications"});
  void start_tray();
  // ... and waits until it has registered with the fake desktop.
  void start_registered_tray();
  void wait_for_item(std::size_t count);

  // What the fake desktop has told, of one kind, oldest first.
  std::vector<Json> told(const std::string& is) const;
  bool wait_for_told(const std::string& is, std::size_t count);
  // Without those about the tray itself.
  std::vector<Json> notifications() const;
  // Makes the tray finish what has reached it so far: then nothing that is missing will come.
  void settle();
  void press(std::uint32_t id, const std::string& action, const std::string& token = {});
  void dismiss(std::uint32_t id);

  Item menu();
  std::vector<std::string> labels(const Item& item) const;
  // By the starts of the labels on the way down; the failure says what is there.
  Item find(const std::vector<std::string>& way);
  bool wait_for_label(const std::string& start,
                      std::chrono::milliseconds patience = std::chrono::seconds(10));
  void send_event(int id, const std::string& type);
  void click(const std::vector<std::string>& way) { send_event(find(way).id, "clicked"); }
  std::string item_property(const std::string& name);

  // A live session; `listens`: with its socket.
  FakeHost& session(FakeHost::Wish wish, bool listens = true);
  void write_config(const Json& config);
  // The person's file of the agent of that "name".
  void write_agent(const Json& agent);
  // A terminal that keeps its words and its token, at a path with a space in it.
  void use_recording_terminal(Json config = Json::object());
  // The words that the next terminal was started with.
  std::vector<std::string> terminal_words();
  std::string terminal_token() const;
  std::string tray_log() const;

  TempDir temp_;
  platform::Paths paths_;
  platform::Environment env_;
  Reactor reactor_;
  std::unique_ptr<Program> daemon_, fake_, tray_;
  std::vector<std::unique_ptr<FakeHost>> hosts_;
  sd_bus* bus_ = nullptr;
  std::string item_;  // the tray's name on the bus

 private:
  void connect();
  std::unique_ptr<platform::FolderWatch> folders_;  // of the sessions: wakes the reactor up
  platform::OwnedHandle terminal_opened_;           // a fifo: a byte for each terminal
  std::size_t terminals_opened_ = 0, terminals_seen_ = 0;
};

}  // namespace sandtray::test
