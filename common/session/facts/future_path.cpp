// SPDX-License-Identifier: MIT
#include <algorithm>
#include <deque>

#include "base/path.h"
#include "base/text.h"
#include "platform/file.h"
#include "session/facts/facts.h"

namespace sandtray::session {

namespace {

constexpr int max_links = 40;  // the kernel's own

std::string lead(const std::string& path, int links) {
  if (const auto real = platform::real_path(path)) return *real;
  const auto folder = parent_of(path);
  const auto parent = folder == "/" ? "" : lead(folder, links);
  const auto here = (parent == "/" ? "" : parent) + "/" + name_of(path);
  const auto target = links < max_links ? platform::read_link(here) : "";
  if (target.empty()) return here;
  return lead(target[0] == '/' ? target : parent + "/" + target, links + 1);
}

}  // namespace

std::string real_or_future_path(const std::string& path) {
  return lead(path, 0);
}

std::vector<std::string> links_on_the_way(const std::string& path) {
  std::vector<std::string> links;
  std::deque<std::string> waiting;
  for (auto& part : split(path, '/')) waiting.push_back(std::move(part));
  std::string here;
  if (path[0] != '/') {  // what Windows calls a drive
    here = waiting.front();
    waiting.pop_front();
  }
  while (!waiting.empty()) {
    const auto part = std::move(waiting.front());
    waiting.pop_front();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      here.erase(std::min(here.rfind('/'), here.size()));
      continue;
    }
    here += "/" + part;
    const auto target = platform::read_link(here);
    if (target.empty()) continue;
    links.push_back(here);
    if (links.size() == max_links) break;
    const auto steps = split(target, '/');
    waiting.insert(waiting.begin(), steps.begin(), steps.end());
    here = target[0] == '/' ? "" : parent_of(here);
    if (here == "/") here.clear();
  }
  return links;
}

std::vector<std::string> places_on_the_way(const std::string& path) {
  auto places = links_on_the_way(path);
  places.push_back(real_or_future_path(path));
  return places;
}

}  // namespace sandtray::session
