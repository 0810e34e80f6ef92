// SPDX-License-Identifier: MIT
#include "network/fetch.h"

#include <curl/curl.h>

#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "network/copy_in.h"
#include "network/resume_note.h"
#include "network/source.h"
#include "network/transfer.h"
#include "platform/file.h"
#include "platform/part_file.h"

namespace sandtray::network {
namespace {

constexpr int most_tries = 20;  // of one source that gives something each time

Result<std::vector<Source>> check(const FetchRequest& request) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) return fail(Code::internal, "libcurl does not start");
  if (!is_absolute(request.target) || request.target.ends_with('/')) {
    return fail(Code::usage, "the target is no absolute path of a file");
  }
  if (request.mode != 0600 && request.mode != 0644) {
    return fail(Code::usage, "a fetched file is 0600 or 0644");
  }
  if (request.sources.empty()) return fail(Code::usage, "there is no place to fetch from");
  if (!request.proxy.empty() && request.proxy != "none") SANDTRAY_TRY(check_proxy(request.proxy));
  std::vector<Source> sources;
  for (const auto& text : request.sources) {
    auto source = parse_source(text, request.allow_http);
    if (!source) return Failure(source.error());
    sources.push_back(std::move(*source));
  }
  return sources;
}

class Fetch {
 public:
  Fetch(const FetchRequest& request, const FetchEvents& events, platform::PartFile part)
      : request_(request), events_(events), part_(std::move(part)) {}

  Result<Fetched> run(const std::vector<Source>& sources) {
    // What was left of another file does not help.
    if (part_.size() > 0 && read_note(request_.target).digest != to_text(request_.digest)) {
      SANDTRAY_TRY(part_.empty());
    }
    Error last;
    for (const auto& source : sources) {
      is_final_ = false;
      auto error = try_source(source);
      if (!error) return finish(source);
      last = std::move(*error);
      if (is_final_) break;
      if (events_.failed) events_.failed(source.shown, last);
    }
    return give_up(std::move(last), sources.size());
  }

 private:
  using Problem = std::optional<Error>;

  Problem final(Error error) {
    is_final_ = true;
    return error;
  }

  Problem cancelled() { return final({Code::unavailable, "cancelled", {}}); }

  // Nothing if the part is the file.
  Problem verify(const Source& source) {
    std::uint64_t at = 0;
    const auto found = digest_of(request_.digest.algorithm,
                                 [&](char* buffer, std::size_t size) -> Result<std::size_t> {
                                   auto got = part_.read(at, buffer, size);
                                   if (got) at += *got;
                                   return got;
                                 });
    if (!found) return final(found.error());
    if (*found == request_.digest) return {};
    return drop({Code::refused,
                 source.shown + " has another content than was asked for: " + to_text(*found),
                 "It was removed. Somebody has changed it, or what was asked for is out of date."});
  }

  // Nothing of what a source has given wrongly is kept.
  Problem drop(Error error) {
    if (const auto emptied = part_.empty(); !emptied) return final(emptied.error());
    return error;
  }

  Problem try_source(const Source& source) {
    if (source.is_local) return try_local(source);
    bool began_anew = false;
    Problem problem;
    for (int tries = 0; tries < most_tries; ++tries) {
      const auto before = part_.size();
      auto result = transfer(request_, source, part_, events_);
      problem = std::move(result.error);
      if (result.end == TransferEnd::cancelled) return cancelled();
      if (result.end == TransferEnd::broken) return final(std::move(*problem));
      if (result.end == TransferEnd::wrong) return drop(std::move(*problem));
      if (result.end == TransferEnd::cut) {
        if (part_.size() <= before) return problem;
        continue;
      }
      if (result.end == TransferEnd::complete) {
        problem = verify(source);
        if (!problem || result.from_start) return problem;
      }
      // The part was no good, or not for this source: once more, all of it.
      if (is_final_ || std::exchange(began_anew, true)) return problem;
      if (const auto emptied = part_.empty(); !emptied) return final(emptied.error());
    }
    return problem;
  }

  Problem try_local(const Source& source) {
    const auto copied = copy_in(request_, source, part_, events_);
    if (copied.end == TransferEnd::cancelled) return cancelled();
    if (copied.end == TransferEnd::broken) return final(copied.error);
    if (copied.end == TransferEnd::complete) return verify(source);
    return copied.end == TransferEnd::wrong ? drop(copied.error) : copied.error;
  }

  Result<Fetched> finish(const Source& source) {
    SANDTRAY_TRY(part_.publish(request_.mode));
    remove_note(request_.target);
    return Fetched{source.shown};
  }

  Failure give_up(Error error, std::size_t sources) {
    if (part_.size() == 0) {
      remove_note(request_.target);
      part_.remove();
    } else if (error.hint.empty()) {
      error.hint = std::to_string(part_.size()) + " bytes are there already; another try goes on.";
    }
    if (sources > 1 && !is_final_)
      error.message = "no place has given the file; the last: " + error.message;
    return Failure(std::move(error));
  }

  const FetchRequest& request_;
  const FetchEvents& events_;
  platform::PartFile part_;
  bool is_final_ = false;  // no other source can help
};

}  // namespace

Result<Fetched> fetch(const FetchRequest& request, const FetchEvents& events) {
  const auto sources = check(request);
  if (!sources) return Failure(sources.error());
  auto part = platform::PartFile::open(request.target);
  if (!part) return Failure(part.error());
  // With the lock held, so that nobody is about to put another one there.
  if (platform::kind_of(request.target) == platform::PathKind::file) {
    const auto there = digest_of_file(request.digest.algorithm, request.target);
    if (there && *there == request.digest) {
      part->remove();
      remove_note(request.target);
      return Fetched{};
    }
  }
  return Fetch(request, events, std::move(*part)).run(*sources);
}

}  // namespace sandtray::network
