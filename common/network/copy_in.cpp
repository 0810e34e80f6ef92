// SPDX-License-Identifier: MIT
#include "network/copy_in.h"

#include <vector>

#include "network/meter.h"
#include "network/resume_note.h"
#include "platform/file.h"

namespace sandtray::network {
namespace {

constexpr std::size_t piece = 256 * 1024;

}  // namespace

TransferResult copy_in(const FetchRequest& request, const Source& source, platform::PartFile& part,
                       const FetchEvents& events) {
  const auto broken = [](const Error& error) {
    return TransferResult{TransferEnd::broken, true, error};
  };
  const auto file = platform::open_readable(source.place);
  if (!file) return {TransferEnd::cut, true, file.error()};
  const auto total = platform::size_of(file->get());
  if (const auto emptied = part.empty(); !emptied) return broken(emptied.error());
  const ResumeNote note{to_text(request.digest), source.shown, {}};
  if (const auto noted = write_note(request.target, note); !noted) return broken(noted.error());
  Meter meter(std::chrono::steady_clock::now(), 0);
  std::vector<char> buffer(piece);
  while (true) {
    const auto io = platform::read_some(file->get(), buffer.data(), buffer.size());
    if (io.state == platform::IoState::closed) return {TransferEnd::complete, true, {}};
    if (io.state != platform::IoState::ok) {
      return {TransferEnd::cut, true, fail_errno(io.error, "cannot read " + source.shown).value()};
    }
    if (request.max_bytes && part.size() + io.bytes > *request.max_bytes) {
      return {TransferEnd::wrong,
              true,
              {Code::refused,
               source.shown + " is larger than the " + std::to_string(*request.max_bytes) +
                   " bytes that are allowed",
               {}}};
    }
    if (const auto added = part.append({buffer.data(), io.bytes}); !added) {
      return broken(added.error());
    }
    const auto rate = meter.rate(std::chrono::steady_clock::now(), part.size());
    if (events.progress && !events.progress({part.size(), total, rate})) {
      return {TransferEnd::cancelled, true, {}};
    }
  }
}

}  // namespace sandtray::network
