// SPDX-License-Identifier: MIT
#include "base/json_place.h"

#include <iterator>
#include <vector>

#include "base/json.h"

namespace sandtray {
namespace {

// Gives the parser one character after the other and counts the lines before the last one.
class Reader {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Reader(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  Reader& operator++() {
    if (after_feed_) ++*line_;
    after_feed_ = *at_++ == '\n';
    return *this;
  }
  bool operator==(const Reader& other) const { return at_ == other.at_; }
  bool operator!=(const Reader& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  int* line_;
  bool after_feed_ = false;
};

class Finder : public nlohmann::json_sax<Json> {
 public:
  Finder(const std::string& wanted, const int& line) : wanted_(wanted), line_(line) {}
  int found() const { return found_; }

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(std::size_t) override { return begin(false); }
  bool start_array(std::size_t) override { return begin(true); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }
  bool key(string_t& name) override {
    place_ = levels_.back().place + "/" + name;
    return look();
  }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    return false;
  }

 private:
  struct Level {
    std::string place;
    bool is_array;
    std::size_t next = 0;
  };

  // False once it is found: nothing more need be read.
  bool look() {
    if (place_ == wanted_) found_ = line_;
    return found_ == 0;
  }
  bool value() {
    if (levels_.empty() || !levels_.back().is_array) return true;  // its key has been looked at
    auto& list = levels_.back();
    place_ = list.place + "/" + std::to_string(list.next++);
    return look();
  }
  bool begin(bool is_array) {
    const bool goes_on = value();
    levels_.push_back({place_, is_array});
    return goes_on;
  }
  bool end() {
    levels_.pop_back();
    return true;
  }

  const std::string& wanted_;
  const int& line_;
  int found_ = 0;
  std::string place_;  // of the value that comes next, or has just come
  std::vector<Level> levels_;
};

}  // namespace

int line_of(std::string_view text, const std::string& place) {
  if (place.empty()) return 0;
  int line = 1;
  Finder finder(place, line);
  Json::sax_parse(Reader(text.data(), &line), Reader(text.data() + text.size(), &line), &finder,
                  Json::input_format_t::json, /*strict=*/true, /*ignore_comments=*/true);
  return finder.found();
}

}  // namespace sandtray
