// SPDX-License-Identifier: MIT
#include "unit/app/a_vm_wizard.h"

namespace sandtray::app {
namespace {

TEST(VmWizard, LooksAtTheMachineFirst) {
  VmWizard wizard(here());
  EXPECT_EQ(wizard.start(), VmDeed::look);
  EXPECT_TRUE(wizard.is_busy());
  EXPECT_FALSE(wizard.can_next());
  EXPECT_EQ(wizard.words(), (std::vector<std::string>{"provision", "lima", "--json", "--dry-run"}));
  EXPECT_EQ(wizard.next(), VmDeed::none);
  EXPECT_EQ(wizard.page(), VmPage::machine);
  wizard.hear(plan());
  wizard.ended(0, "");
  EXPECT_FALSE(wizard.is_busy());
  EXPECT_TRUE(wizard.can_next());
  EXPECT_EQ(wizard.rows().size(), 2u);
  EXPECT_EQ(row(wizard.rows(), "qemu").state, VmRowState::ok);
}

TEST(VmWizard, WhatIsMissingKeepsItOnTheFirstPageUntilItIsMended) {
  auto told = plan();
  told["checks"][0]["status"] = "missing";
  told["checks"][0]["fix"] = "Install it.";
  auto wizard = looked(here(), told);
  EXPECT_EQ(wizard.next(), VmDeed::none);
  EXPECT_EQ(wizard.page(), VmPage::machine);
  EXPECT_NE(row(wizard.rows(), "qemu").text.find("Install it."), std::string::npos);
  EXPECT_EQ(wizard.look_again(), VmDeed::look);
  EXPECT_TRUE(wizard.rows().empty());
  wizard.hear(plan());
  wizard.ended(0, "");
  EXPECT_TRUE(wizard.can_next());
}

TEST(VmWizard, WithoutVirtualizationItOffersToEmulate) {
  auto wizard = looked(here(), plan("missing"));
  EXPECT_FALSE(wizard.can_next());
  ASSERT_EQ(wizard.fields().size(), 1u);
  EXPECT_EQ(wizard.fields()[0].key, "emulation");
  wizard.set("emulation", yes);
  EXPECT_TRUE(wizard.can_next());
  EXPECT_EQ(row(wizard.rows(), "virtualization").state, VmRowState::warning);
  EXPECT_TRUE(wizard.options().emulation);
  EXPECT_EQ(wizard.settings()["emulation"], true);
  EXPECT_TRUE(looked().fields().empty());
}

TEST(VmWizard, ACommandThatSaysNothingIsTold) {
  VmWizard wizard(here());
  wizard.start();
  wizard.ended(78, "vm.json is none");
  EXPECT_FALSE(wizard.can_next());
  EXPECT_EQ(wizard.text(), "vm.json is none");
  EXPECT_EQ(wizard.look_again(), VmDeed::look);
}

TEST(VmWizard, TheFirstPageHasNoWayBackAndCancelClosesIt) {
  auto wizard = looked();
  EXPECT_FALSE(wizard.can_back());
  EXPECT_EQ(wizard.back(), VmDeed::none);
  EXPECT_EQ(wizard.cancel(), VmDeed::close);
}

TEST(VmWizard, GoesForthAndBackOverAllPagesAndKeepsTheAnswers) {
  auto wizard = looked();
  for (const auto page :
       {VmPage::software, VmPage::size, VmPage::folders, VmPage::switches, VmPage::summary}) {
    go_to(wizard, page);
    EXPECT_TRUE(wizard.can_back());
    EXPECT_FALSE(wizard.title().empty());
    EXPECT_FALSE(wizard.text().empty());
  }
  for (const auto page :
       {VmPage::switches, VmPage::folders, VmPage::size, VmPage::software, VmPage::machine}) {
    EXPECT_EQ(wizard.back(), VmDeed::none);
    EXPECT_EQ(wizard.page(), page);
  }
  EXPECT_EQ(value_of(wizard.values(), "folders"), "~/projects");
  EXPECT_EQ(wizard.cancel(), VmDeed::close);
}

TEST(VmWizard, SoftwareSaysWhatWillBeFetchedAndTakesFilesOfThePerson) {
  auto wizard = looked();
  go_to(wizard, VmPage::software);
  EXPECT_EQ(row(wizard.rows(), "limactl").text, "do limactl");
  EXPECT_EQ(row(wizard.rows(), "image").state, VmRowState::waiting);
  for (const auto& [key, wrong] :
       {std::pair("limactl_archive", "lima.tgz"), std::pair("image", "debian.qcow2"),
        std::pair("mirror", "ftp://x")}) {
    wizard.set(key, wrong);
    EXPECT_EQ(wizard.reasons().count(key), 1u) << key;
    EXPECT_EQ(wizard.next(), VmDeed::none);
    EXPECT_EQ(wizard.page(), VmPage::software);
    wizard.set(key, "");
  }
  wizard.set("limactl_archive", "~/lima.tgz");
  wizard.set("image", "/srv/debian.qcow2");
  wizard.set("mirror", "http://mirror.lan/files");
  go_to(wizard, VmPage::progress);
  EXPECT_EQ(wizard.words(),
            (std::vector<std::string>{"provision", "lima", "--json", "--yes", "--limactl-archive",
                                      "/home/ada/lima.tgz", "--mirror", "http://mirror.lan/files",
                                      "--image", "/srv/debian.qcow2"}));
}

TEST(VmWizard, TheSizeSuitsTheMachineAndHasBounds) {
  auto wizard = looked();
  go_to(wizard, VmPage::size);
  EXPECT_EQ(value_of(wizard.values(), "processors"), "4");
  EXPECT_EQ(value_of(wizard.values(), "memory_mib"), "4096");
  for (const auto& [key, wrong] :
       {std::pair("processors", "9"), std::pair("processors", "0"), std::pair("processors", "x"),
        std::pair("memory_mib", "512"), std::pair("memory_mib", "16385"),
        std::pair("disk_gib", "7"), std::pair("disk_gib", "65537"), std::pair("disk_gib", ""),
        std::pair("disk_gib", "99999999999")}) {
    const auto before = value_of(wizard.values(), key);
    wizard.set(key, wrong);
    EXPECT_EQ(wizard.reasons().count(key), 1u) << key << " " << wrong;
    EXPECT_FALSE(wizard.can_next());
    wizard.set(key, before);
  }
  EXPECT_TRUE(wizard.can_next());
  wizard.set("memory_mib", "9000");
  EXPECT_NE(wizard.fields()[1].alarm, "");
  wizard.set("disk_gib", "101");
  EXPECT_NE(wizard.fields()[2].alarm, "");
  EXPECT_TRUE(wizard.can_next());
}

TEST(VmWizard, ASmallMachineGivesHalfOfItsMemory) {
  auto small = here();
  small.processors = 2;
  small.memory = 3 * a_gib;
  const VmWizard wizard(small);
  EXPECT_EQ(value_of(wizard.values(), "processors"), "2");
  EXPECT_EQ(value_of(wizard.values(), "memory_mib"), "1536");
  small.memory = a_gib / 2;
  EXPECT_EQ(value_of(VmWizard(small).values(), "memory_mib"), "1024");
}

TEST(VmWizard, FoldersAreThereAndHoldNoSecrets) {
  auto wizard = looked();
  go_to(wizard, VmPage::folders);
  EXPECT_EQ(wizard.reasons().count("folders"), 1u);
  for (const auto* wrong :
       {"~", "/home", "~/missing", "~/.sandtray/vm", "/usr/src", "~/projects\n~/projects/one"}) {
    wizard.set("folders", wrong);
    EXPECT_EQ(wizard.reasons().count("folders"), 1u) << wrong;
    EXPECT_FALSE(wizard.can_next());
  }
  wizard.set("folders", "~/projects\n");
  wizard.set("read_only", "~/projects");
  EXPECT_EQ(wizard.reasons().count("read_only"), 1u);
  wizard.set("read_only", "/srv/data");
  EXPECT_TRUE(wizard.can_next());
  const auto mounts = wizard.options().mounts;
  ASSERT_EQ(mounts.size(), 2u);
  EXPECT_EQ(mounts[0].path, "/home/ada/projects");
  EXPECT_TRUE(mounts[0].writable);
  EXPECT_EQ(mounts[1].path, "/srv/data");
  EXPECT_FALSE(mounts[1].writable);
}

TEST(VmWizard, SwitchesAreSafeUntilThePersonSaysOtherwise) {
  auto wizard = looked();
  go_to(wizard, VmPage::switches);
  const auto safe = wizard.options().switches;
  EXPECT_TRUE(safe.restrict_sudo);
  EXPECT_FALSE(safe.ssh_agent || safe.port_forwarding || safe.private_networks);
  EXPECT_TRUE(safe.host_services.empty());
  EXPECT_EQ(wizard.fields()[0].alarm, "");
  wizard.set("restrict_sudo", "");
  EXPECT_NE(wizard.fields()[0].alarm, "");
  for (const auto* wrong : {"0", "65536", "http", "80;81", "-1"}) {
    wizard.set("host_services", wrong);
    EXPECT_EQ(wizard.reasons().count("host_services"), 1u) << wrong;
  }
  wizard.set("host_services", "5432, 11434 8080");
  EXPECT_EQ(wizard.options().switches.host_services, (std::vector<int>{5432, 11434, 8080}));
  go_to(wizard, VmPage::summary);
  EXPECT_EQ(row(wizard.rows(), "agents").state, VmRowState::warning);
  EXPECT_NE(row(wizard.rows(), "agents").text.find("5432, 11434, 8080"), std::string::npos);
}

TEST(VmWizard, TheSummarySaysWhatWillBeDone) {
  auto wizard = looked();
  go_to(wizard, VmPage::summary);
  EXPECT_EQ(row(wizard.rows(), "size").text, "4 processors, 4096 MiB, a disk of up to 40 GiB");
  EXPECT_EQ(row(wizard.rows(), "folders").text, "~/projects");
  EXPECT_EQ(row(wizard.rows(), "image").text, "do image");
  EXPECT_EQ(wizard.next_label(), "&Set Up");
  wizard.set("folders", "/elsewhere");
  EXPECT_EQ(row(wizard.rows(), "folders").text, "~/projects");
}

TEST(VmWizard, TheSummarySaysWhatThePersonChoseAndNotWhatThePlanWas) {
  auto wizard = looked();
  wizard.set("mirror", "https://mirror.example");
  wizard.set("limactl_archive", "/srv/lima.tar.gz");
  go_to(wizard, VmPage::summary);
  EXPECT_EQ(row(wizard.rows(), "limactl").text, "unpack /srv/lima.tar.gz");
  EXPECT_EQ(row(wizard.rows(), "image").text, "fetch it from https://mirror.example");
  for (const auto& one : wizard.rows()) EXPECT_NE(one.name, "settings");
  wizard.back();
  wizard.set("image", "/srv/mine.qcow2");
  go_to(wizard, VmPage::summary);
  EXPECT_EQ(row(wizard.rows(), "image").text, "/srv/mine.qcow2 is taken as it is");
}

TEST(VmWizard, WhatElseIsInTheFileStays) {
  auto known = here();
  known.before = {{"images", {{{"location", "/srv/mine.qcow2"}}}},
                  {"legacy_bios", true},
                  {"memory_mib", 2048},
                  {"mounts", {{{"path", "/home/ada/one"}, {"writable", true}}, {{"path", "/srv"}}}},
                  {"host_services", {1, 2}},
                  {"restrict_sudo", false}};
  auto wizard = looked(known);
  EXPECT_EQ(value_of(wizard.values(), "folders"), "~/one\n");
  EXPECT_EQ(value_of(wizard.values(), "read_only"), "/srv\n");
  const auto after = wizard.settings();
  EXPECT_EQ(after["images"], known.before["images"]);
  EXPECT_EQ(after["legacy_bios"], true);
  EXPECT_EQ(after["memory_mib"], 2048);
  EXPECT_EQ(after["host_services"], Json({1, 2}));
  EXPECT_EQ(after["restrict_sudo"], false);
}

TEST(VmWizard, AMachineThatIsMadeKeepsItsSizeAndImage) {
  auto wizard = looked(here(), plan("ok", true));
  EXPECT_TRUE(wizard.is_made());
  go_to(wizard, VmPage::size);
  wizard.set("memory_mib", "1");
  EXPECT_TRUE(wizard.can_next());
  EXPECT_FALSE(wizard.settings().contains("memory_mib"));
  wizard.set("image", "/srv/other.qcow2");
  go_to(wizard, VmPage::progress);
  const auto words = wizard.words();
  EXPECT_EQ(std::count(words.begin(), words.end(), "--image"), 0);
}

}  // namespace
}  // namespace sandtray::app
