// SPDX-License-Identifier: MIT
#include "provision/lima/recipe.h"

#include "base/path.h"
#include "base/text.h"
#include "config/catalog.h"
#include "provision/lima/place.h"

namespace sandtray::provision {
namespace {

Download download_from(const Json& json, const std::string& title) {
  Download file;
  file.title = json.value("title", title);
  for (const auto& url : json.at("urls")) file.urls.push_back(url);
  file.digest = json.at("digest");
  file.mib = json.at("mib");
  return file;
}

}  // namespace

std::string Download::file_name() const {
  return name_of(urls.front());
}

Result<Recipe> load_recipe(const platform::Paths& paths, const std::string& system,
                           const std::string& arch) {
  const auto json = config::load_data(paths, "recipes/lima.json", "recipe");
  if (!json) return Failure(json.error());
  const auto& lima = json->at("lima");
  if (lima.at("version") != lima_release) {
    return fail(Code::config, "recipes/lima.json has another Lima than this program: " +
                                  lima.at("version").get<std::string>());
  }
  Recipe recipe;
  const auto key = system + "-" + arch;
  if (lima.at("files").contains(key)) {
    recipe.lima =
        download_from(lima.at("files").at(key), "Lima " + lima.at("version").get<std::string>());
  }
  for (const auto& image : json->at("images").value(arch, Json::array())) {
    recipe.images.push_back(download_from(image, "a disk image"));
  }
  for (const auto& package : json->at("packages")) recipe.packages.push_back(package);
  if (json->at("node").contains(arch)) {
    recipe.node = download_from(json->at("node").at(arch), "Node.js");
  }
  for (const auto& agent : json->at("agents")) {
    recipe.agents.push_back(
        {agent.at("name"), agent.at("program"), agent.at("package"), agent.at("version")});
  }
  return recipe;
}

std::string tools_of(const Recipe& recipe) {
  auto text = join(recipe.packages, " ");
  if (recipe.node) text += "\n" + recipe.node->digest;
  for (const auto& agent : recipe.agents) text += "\n" + agent.package + "@" + agent.version;
  return text + "\n";
}

}  // namespace sandtray::provision
