// SPDX-License-Identifier: MIT
#include "windows/toast_xml.h"

#include "base/text.h"

namespace sandtray::test {
namespace {

constexpr int deepest = 20;

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::optional<XmlElement> document() {
    skip_blanks();
    auto root = element(0);
    skip_blanks();
    if (!rest_.empty()) return std::nullopt;
    return root;
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && is_blank(rest_.front())) rest_.remove_prefix(1);
  }
  bool take(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }
  std::string name() {
    std::string word;
    while (!rest_.empty() && is_name(rest_.front())) {
      word += rest_.front();
      rest_.remove_prefix(1);
    }
    return word;
  }

  // Up to `end`, which stays; a control character or a bare & or < is malformed.
  std::optional<std::string> characters(char end) {
    static const std::pair<std::string_view, char> entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    std::string text;
    while (!rest_.empty() && rest_.front() != end) {
      const char c = rest_.front();
      bool known = false;
      for (const auto& [entity, meaning] : entities) {
        if (!known && take(entity)) {
          text += meaning;
          known = true;
        }
      }
      if (known) continue;
      const auto byte = static_cast<unsigned char>(c);
      if (c == '&' || c == '<' || (byte < 0x20 && !is_blank(c))) return std::nullopt;
      text += c;
      rest_.remove_prefix(1);
    }
    if (rest_.empty() || !is_valid_utf8(text)) return std::nullopt;
    return text;
  }

  bool attributes(XmlElement& of) {
    while (true) {
      const auto before = rest_.size();
      skip_blanks();
      if (rest_.starts_with(">") || rest_.starts_with("/>")) return true;
      if (before == rest_.size()) return false;  // two attributes are apart
      const auto word = name();
      if (word.empty() || !take("=\"")) return false;
      const auto value = characters('"');
      if (!value || !take("\"") || !of.attributes.emplace(word, *value).second) return false;
    }
  }

  std::optional<XmlElement> element(int depth) {
    XmlElement made;
    if (depth > deepest || !take("<")) return std::nullopt;
    made.name = name();
    if (made.name.empty() || !attributes(made)) return std::nullopt;
    if (take("/>")) return made;
    if (!take(">")) return std::nullopt;
    while (true) {
      const auto text = characters('<');
      if (!text) return std::nullopt;
      made.text += *text;
      if (take("</")) break;
      auto child = element(depth + 1);
      if (!child) return std::nullopt;
      made.children.push_back(std::move(*child));
    }
    if (name() != made.name) return std::nullopt;
    skip_blanks();
    if (!take(">")) return std::nullopt;
    return made;
  }

  std::string_view rest_;
};

void collect(const XmlElement& from, std::string_view wanted,
             std::vector<const XmlElement*>& found) {
  if (from.name == wanted) found.push_back(&from);
  for (const auto& child : from.children) collect(child, wanted, found);
}

}  // namespace

std::vector<const XmlElement*> XmlElement::all(std::string_view wanted) const {
  std::vector<const XmlElement*> found;
  collect(*this, wanted, found);
  return found;
}

std::string XmlElement::attribute(const std::string& wanted) const {
  const auto at = attributes.find(wanted);
  return at != attributes.end() ? at->second : "";
}

std::optional<XmlElement> read_xml(std::string_view text) {
  return Reader(text).document();
}

}  // namespace sandtray::test
