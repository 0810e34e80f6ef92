// SPDX-License-Identifier: MIT
#include "config/own_methods.h"

#include "base/path.h"
#include "base/text.h"
#include "config/catalog.h"
#include "config/own_file.h"
#include "config/schema.h"
#include "platform/file.h"

namespace sandtray::config {
namespace {

std::string shipped_path(const platform::Paths& paths, const std::string& name) {
  return paths.share + "/methods/" + name + ".json";
}

Result<> check_name(const platform::Paths& paths, const std::string& name) {
  if (!is_plain_name(name)) {
    return fail(Code::usage, "a method cannot be called \"" + display_text(name, 40) + "\"",
                "Use small letters, digits, - and _.");
  }
  if (!platform::exists(shipped_path(paths, name))) return {};
  return fail(Code::refused, "\"" + display_text(name, 40) + "\" is a method of Sandtray's own",
              "Choose another name.");
}

// As it will be on load.
Result<> check_method(const platform::Paths& paths, const Json& method) {
  const auto name = method.value("name", "");
  SANDTRAY_TRY(check_name(paths, name));
  const auto schema = load_data(paths, "schemas/method.schema.json", "");
  if (!schema) return Failure(schema.error());
  auto checked = check_schema(method, *schema, "the method " + name);
  if (checked) {
    const auto read = method_from_json(method, "the method " + name);
    if (!read) checked = Failure(read.error());
  }
  if (checked) return {};
  auto error = checked.error();
  error.code = Code::usage;
  return Failure(std::move(error));
}

Failure no_method(const std::string& name) {
  return fail(Code::usage, "there is no method \"" + display_text(name, 40) + "\" of yours",
              "`sandtray methods` lists what there is.");
}

}  // namespace

std::vector<std::string> template_names(const platform::Paths& paths) {
  std::vector<std::string> names;
  for (const auto& file : platform::list_folder(paths.share + "/templates")) {
    constexpr std::string_view suffix = ".json";
    if (file.ends_with(suffix)) names.push_back(file.substr(0, file.size() - suffix.size()));
  }
  return names;
}

Result<Json> load_template(const platform::Paths& paths, const std::string& name) {
  const auto file = "templates/" + name + ".json";
  if (!is_plain_name(name) || !platform::exists(paths.share + "/" + file)) {
    return fail(Code::usage, "there is no template \"" + display_text(name, 40) + "\"",
                "Known: " + join(template_names(paths), ", ") + ".");
  }
  return load_data(paths, file, "");
}

std::string own_method_path(const platform::Paths& paths, const std::string& name) {
  return paths.config + "/methods/" + name + ".json";
}

Result<> add_method(const platform::Paths& paths, const Json& method) {
  SANDTRAY_TRY(check_method(paths, method));
  const auto name = method.value("name", "");
  const auto path = own_method_path(paths, name);
  const auto lock = lock_own_folder(paths, "methods");
  if (!lock) return Failure(lock.error());
  if (platform::exists(path)) {
    return fail(Code::refused, "there is a method \"" + name + "\" already",
                "Change " + display_text(path) + ", or remove it: sandtray methods remove " + name);
  }
  return write_own_file(paths, path, "method", method);
}

Result<> change_method(const platform::Paths& paths, const std::string& name,
                       const std::function<void(Json&)>& change) {
  SANDTRAY_TRY(check_name(paths, name));
  const auto path = own_method_path(paths, name);
  const auto lock = lock_own_folder(paths, "methods");
  if (!lock) return Failure(lock.error());
  if (!platform::exists(path)) return no_method(name);
  const auto file = read_own_file(path, "method");
  if (!file) return Failure(file.error());
  auto method = file->json;
  change(method);
  method["name"] = name;
  if (method == file->json) return {};
  SANDTRAY_TRY(check_method(paths, method));
  SANDTRAY_TRY(check_rewrite(path, "Change it by hand: " + display_text(path)));
  return write_own_file(paths, path, "method", method);
}

Result<> remove_method(const platform::Paths& paths, const std::string& name) {
  SANDTRAY_TRY(check_name(paths, name));
  const auto path = own_method_path(paths, name);
  const auto lock = lock_own_folder(paths, "methods");
  if (!lock) return Failure(lock.error());
  if (platform::exists(path)) return platform::remove_tree(path);
  return no_method(name);
}

}  // namespace sandtray::config
