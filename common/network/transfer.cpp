// SPDX-License-Identifier: MIT
#include "network/transfer.h"

#include <curl/curl.h>

#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/text.h"
#include "network/meter.h"
#include "network/resume_note.h"

namespace sandtray::network {
namespace {

constexpr long ok = 200, partial = 206, bad_range = 416;
constexpr long most_redirects = 10;

struct Free {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// Never libcurl's own message: some of them repeat the proxy with its password.
std::string reason(CURLcode code, long connect_status) {
  if (connect_status == 407) return "the proxy wants a sign-in";
  if (connect_status >= 300) return "the proxy answers with " + std::to_string(connect_status);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "the proxy's name is not known";
    case CURLE_COULDNT_RESOLVE_HOST:
      return "its name is not known";
    case CURLE_COULDNT_CONNECT:
      return "no connection";
    case CURLE_OPERATION_TIMEDOUT:
      return "it does not go on";
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
      return "the connection was cut";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "its certificate is not trusted";
    case CURLE_UNSUPPORTED_PROTOCOL:
      return "it leads to an address that is not https";
    case CURLE_TOO_MANY_REDIRECTS:
      return "it leads from one address to the next without end";
    default:
      return display_text(curl_easy_strerror(code));
  }
}

class Transfer {
 public:
  Transfer(const FetchRequest& request, const Source& source, platform::PartFile& part,
           const FetchEvents& events)
      : request_(request),
        source_(source),
        part_(part),
        events_(events),
        curl_(curl_easy_init()),
        from_(part.size()),
        last_bytes_(from_),
        last_time_(std::chrono::steady_clock::now()),
        meter_(last_time_, from_) {}

  TransferResult run() {
    if (!curl_ || !set_up())
      return failed(TransferEnd::broken, {Code::internal, "libcurl has failed", {}});
    const auto code = curl_easy_perform(curl_.get());
    if (end_) return *end_;
    // To libcurl an answer that is cut before its body is one without a body.
    if (code == CURLE_OK && !begun_ && !has_head_) {
      return failed(TransferEnd::cut,
                    {Code::unavailable, source_.shown + ": the connection was cut", {}});
    }
    if (code != CURLE_OK) {
      return failed(TransferEnd::cut,
                    {Code::unavailable,
                     source_.shown + ": " + reason(code, number(CURLINFO_HTTP_CONNECTCODE)),
                     {}});
    }
    if (!begun_ && !begin()) return *end_;  // an answer without a body
    return {TransferEnd::complete, from_ == 0, {}};
  }

 private:
  template <class Value>
  bool set(CURLoption option, Value value) {
    return curl_easy_setopt(curl_.get(), option, value) == CURLE_OK;
  }

  bool set_up() {
    return set(CURLOPT_URL, source_.place.c_str()) && set(CURLOPT_NOSIGNAL, 1L) &&
           set(CURLOPT_PROTOCOLS_STR, request_.allow_http ? "https,http" : "https") &&
           set(CURLOPT_REDIR_PROTOCOLS_STR, "https") && set(CURLOPT_FOLLOWLOCATION, 1L) &&
           set(CURLOPT_MAXREDIRS, most_redirects) &&
           set(CURLOPT_USERAGENT, "sandtray/" SANDTRAY_VERSION) &&
           set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(request_.connect_timeout.count())) &&
           set(CURLOPT_HEADERFUNCTION, &Transfer::hear) && set(CURLOPT_HEADERDATA, this) &&
           set(CURLOPT_WRITEFUNCTION, &Transfer::take) && set(CURLOPT_WRITEDATA, this) &&
           set(CURLOPT_XFERINFOFUNCTION, &Transfer::tell) && set(CURLOPT_XFERINFODATA, this) &&
           set(CURLOPT_NOPROGRESS, 0L) && set_proxy() && set_range() &&
           (request_.ca_file.empty() || set(CURLOPT_CAINFO, request_.ca_file.c_str()));
  }

  bool set_proxy() {
    if (request_.proxy.empty()) return true;  // libcurl reads the environment
    if (request_.proxy == "none") return set(CURLOPT_PROXY, "");
    return set(CURLOPT_PROXY, request_.proxy.c_str()) && set(CURLOPT_NOPROXY, "");
  }

  bool set_range() {
    if (from_ == 0) return true;
    range_ = std::to_string(from_) + "-";
    const auto note = read_note(request_.target);
    if (note.source == source_.shown && !note.validator.empty()) {
      headers_.reset(curl_slist_append(nullptr, ("If-Range: " + note.validator).c_str()));
      if (!headers_ || !set(CURLOPT_HTTPHEADER, headers_.get())) return false;
    }
    return set(CURLOPT_RANGE, range_.c_str());
  }

  long number(CURLINFO what) const {
    long value = 0;
    curl_easy_getinfo(curl_.get(), what, &value);
    return value;
  }

  std::string header(const char* name) const {
    curl_header* found = nullptr;
    const auto code = curl_easy_header(curl_.get(), name, 0, CURLH_HEADER, -1, &found);
    return code == CURLHE_OK ? found->value : std::string();
  }

  TransferResult failed(TransferEnd end, Error error) const {
    return {end, from_ == 0, std::move(error)};
  }
  bool stop(TransferEnd end, Error error) {
    end_ = failed(end, std::move(error));
    return false;
  }

  // Before the first byte of the body: what it is that comes.
  bool begin() {
    begun_ = true;
    const auto status = number(CURLINFO_RESPONSE_CODE);
    // Perhaps all is there already: the hash will tell.
    if (status == bad_range && from_ > 0) return stop(TransferEnd::complete, {});
    if (status != ok && status != partial) {
      return stop(
          TransferEnd::cut,
          {Code::unavailable, source_.shown + " answers with " + std::to_string(status), {}});
    }
    if (status == partial) {
      if (!continues()) {
        return stop(
            TransferEnd::useless,
            {Code::unavailable, source_.shown + " gives another part than was asked for", {}});
      }
    } else if (from_ > 0) {
      from_ = 0;
      if (const auto emptied = part_.empty(); !emptied)
        return stop(TransferEnd::broken, emptied.error());
    }
    curl_off_t length = -1;
    curl_easy_getinfo(curl_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length >= 0) total_ = from_ + static_cast<std::uint64_t>(length);
    if (total_ && !fits(*total_)) return false;
    return write_down();
  }

  // Content-Range: bytes FROM-TO/TOTAL (RFC 9110, 14.4).
  bool continues() const {
    const auto value = header("Content-Range");
    constexpr std::string_view unit = "bytes ";
    if (!value.starts_with(unit)) return false;
    char* end = nullptr;
    const auto first = std::strtoull(value.c_str() + unit.size(), &end, 10);
    return *end == '-' && first == from_;
  }

  bool write_down() {
    auto validator = header("ETag");
    if (validator.empty() || validator.starts_with("W/")) validator = header("Last-Modified");
    const auto written = write_note(
        request_.target, {to_text(request_.digest), source_.shown, std::move(validator)});
    return written ? true : stop(TransferEnd::broken, written.error());
  }

  bool fits(std::uint64_t bytes) {
    if (!request_.max_bytes || bytes <= *request_.max_bytes) return true;
    return stop(TransferEnd::wrong,
                {Code::refused,
                 source_.shown + " is larger than the " + std::to_string(*request_.max_bytes) +
                     " bytes that are allowed",
                 {}});
  }

  bool add(std::string_view bytes) {
    if ((!begun_ && !begin()) || !fits(part_.size() + bytes.size())) return false;
    const auto added = part_.append(bytes);
    return added ? true : stop(TransferEnd::broken, added.error());
  }

  static std::size_t hear(char* line, std::size_t one, std::size_t count, void* self) {
    const std::string_view said(line, one * count);
    static_cast<Transfer*>(self)->has_head_ = said == "\r\n" || said == "\n";
    return said.size();
  }

  static std::size_t take(char* bytes, std::size_t one, std::size_t count, void* self) {
    return static_cast<Transfer*>(self)->add({bytes, one * count}) ? one * count : 0;
  }

  // At least once a second. libcurl's own limit of a low speed looks at five seconds at once.
  bool goes_on() {
    const auto now = std::chrono::steady_clock::now();
    const auto bytes = part_.size();
    if (bytes != last_bytes_) {
      last_bytes_ = bytes;
      last_time_ = now;
    }
    if (now - last_time_ > request_.stall_timeout) {
      return stop(TransferEnd::cut, {Code::unavailable, source_.shown + " does not go on", {}});
    }
    if (!events_.progress || events_.progress({bytes, total_, meter_.rate(now, bytes)}))
      return true;
    return stop(TransferEnd::cancelled, {});
  }

  static int tell(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Transfer*>(self)->goes_on() ? 0 : 1;
  }

  const FetchRequest& request_;
  const Source& source_;
  platform::PartFile& part_;
  const FetchEvents& events_;
  std::unique_ptr<curl_slist, Free> headers_;
  std::unique_ptr<CURL, Free> curl_;
  std::uint64_t from_;
  std::string range_;
  std::optional<std::uint64_t> total_;
  bool has_head_ = false;  // all of it, up to the empty line
  bool begun_ = false;
  std::optional<TransferResult> end_;
  std::uint64_t last_bytes_;
  Meter::Time last_time_;
  Meter meter_;
};

}  // namespace

TransferResult transfer(const FetchRequest& request, const Source& source, platform::PartFile& part,
                        const FetchEvents& events) {
  return Transfer(request, source, part, events).run();
}

}  // namespace sandtray::network
