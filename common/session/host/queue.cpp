// SPDX-License-Identifier: MIT
// A session that has to wait for its turn. The host knows neither the settings nor the other
// sessions: it asks `sandtray --admit`, and sleeps until something has happened that may change the
// answer. Its clients are served meanwhile.
#include <algorithm>

#include "platform/memory.h"
#include "session/host/command.h"
#include "session/host/host.h"

namespace sandtray::session {
namespace {

// To be let in takes as long as to make a plan, in which a method's own check may take a while.
constexpr auto answer_limit = std::chrono::minutes(10);
constexpr auto shortest_retry = std::chrono::milliseconds(20);
constexpr auto longest_retry = std::chrono::milliseconds(60'000);
constexpr auto grace_of_interrupt = std::chrono::seconds(1);
constexpr char interrupt_key = 0x03;  // Ctrl-C, as a terminal in raw mode sends it

}  // namespace

void Host::queue_up() {
  present_.type = "state";
  present_.state = State::queued;
  present_.message = "waits for its turn";
  // What a pipe gives is kept for the agent; no more of it is read than has come by then.
  if (job_.spec.channel == sandbox::Channel::pipe) clients_.take_input(false);
  publish();
}

// Nobody is there yet for whom keys could be meant, but for one.
void Host::take_early_input(std::string_view bytes) {
  if (job_.spec.channel == sandbox::Channel::pipe) {
    early_input_ += bytes;
  } else if (bytes.find(interrupt_key) != std::string_view::npos) {
    stop(grace_of_interrupt);
  }
}

void Host::start_in_turn() {
  auto started = wait_for_turn();
  if (started) {
    present_.type = "started";
    present_.state = State::starting;
    present_.message.clear();
    started = begin();
  }
  if (!started) return fail_to_start(started.error());
  job_.waits = false;
  tell_what_is_new();
  agent_->write(early_input_);
  if (early_end_) agent_->end_input();
  std::string().swap(early_input_);
  clients_.take_input(true);
}

// What launch would say of this plan, to somebody who is not there any more.
void Host::tell_what_is_new() {
  const auto& reports = job_.plan.reports;  // which every start warns of
  for (const auto& note : job_.plan.notes) {
    const bool told = std::find(job_.said.begin(), job_.said.end(), note) != job_.said.end() ||
                      std::find(reports.begin(), reports.end(), note) != reports.end();
    if (!told) warn(note);
  }
}

// Until there is a plan.
Result<> Host::wait_for_turn() {
  std::string told;
  while (true) {
    TurnNews news(loop_, job_.settings);
    const auto turn = ask_for_turn();
    if (stop_asked_) return fail(Code::unavailable, "stopped before its turn came");
    if (!turn) return Failure(turn.error());
    if (turn->come) break;
    if (!turn->trouble.empty() && turn->trouble != told) warn("it waits on: " + turn->trouble);
    told = turn->trouble;
    platform::release_unused_memory();
    sleep_until_news(news, *turn);
    if (stop_asked_) return fail(Code::unavailable, "stopped before its turn came");
  }
  auto plan = load_plan(job_.folder);
  if (!plan) return Failure(plan.error());
  job_.plan = std::move(*plan);
  return {};
}

// An error is what the session cannot be started for. No answer at all is none: the program may
// just be replaced by a newer one.
Result<Turn> Host::ask_for_turn() {
  std::string said;
  const auto done = run_command(loop_, {job_.program, "--admit", job_.spec.id}, answer_limit,
                                [&](std::string_view bytes) { said += bytes; });
  stopper_.reset();
  const auto json = parse_json(said, "the answer about the queue");
  if (done && json && json->is_object() && json->contains("error")) {
    const auto& error = json->at("error");
    return fail(static_cast<Code>(error.value("code", static_cast<int>(Code::internal))),
                error.value("message", "it cannot be started"), error.value("hint", ""));
  }
  if (done && json) {
    if (auto turn = turn_from_json(*json)) return turn;
  }
  Turn later;
  later.trouble = done ? "the answer about the queue was not understood" : done.error().message;
  return later;
}

// Where nobody will say when to ask again, it is asked at intervals.
void Host::sleep_until_news(TurnNews& news, const Turn& turn) {
  const bool told = news.listen_to(turn) && turn.trouble.empty();
  retry_ =
      told ? std::chrono::milliseconds(0) : std::clamp(2 * retry_, shortest_retry, longest_retry);
  waits_ = true;
  news.wait(retry_);
  waits_ = false;
}

}  // namespace sandtray::session
