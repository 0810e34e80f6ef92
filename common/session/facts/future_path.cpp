// SPDX-License-Identifier: MIT
#include <algorithm>
#include <deque>

#include "base/path.h"
#include "base/text.h"
#include "platform/file.h"
#include "session/facts/facts.h"

namespace sandtray::session {

namespace {

constexpr std::size_t max_links = 40;  // the kernel's own

struct Way {
  std::vector<std::string> links;
  std::string end;
};

// From a folder that has no link on its own way ("" is the root). Each step is read once.
Way walk(std::string here, const std::string& path) {
  Way way;
  std::deque<std::string> waiting;
  for (auto& part : split(path, '/')) waiting.push_back(std::move(part));
  while (!waiting.empty()) {
    const auto part = std::move(waiting.front());
    waiting.pop_front();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      here.erase(std::min(here.rfind('/'), here.size()));
      continue;
    }
    here += "/" + part;
    if (way.links.size() == max_links) continue;
    const auto target = platform::read_link(here);
    if (target.empty()) continue;
    way.links.push_back(here);
    const auto steps = split(target, '/');
    waiting.insert(waiting.begin(), steps.begin(), steps.end());
    here = target[0] == '/' ? "" : parent_of(here);
    if (here == "/") here.clear();
  }
  way.end = here.empty() ? "/" : std::move(here);
  return way;
}

Way walk(const std::string& path) {
  if (path[0] == '/') return walk("", path);
  const auto drive = path.find('/');  // what Windows calls one
  return walk(path.substr(0, drive), drive == std::string::npos ? "" : path.substr(drive));
}

std::vector<std::string> places(Way way) {
  way.links.push_back(std::move(way.end));
  return std::move(way.links);
}

}  // namespace

std::string real_or_future_path(const std::string& path) {
  if (auto real = platform::real_path(path)) return std::move(*real);
  return walk(path).end;
}

std::vector<std::string> links_on_the_way(const std::string& path) {
  return walk(path).links;
}

std::vector<std::string> places_on_the_way(const std::string& path) {
  return places(walk(path));
}

std::vector<std::string> places_below(const std::string& real_folder, const std::string& name) {
  return places(walk(real_folder == "/" ? "" : real_folder, name));
}

}  // namespace sandtray::session
