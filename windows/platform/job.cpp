// SPDX-License-Identifier: MIT
#include "platform/job.h"

#include <atomic>

namespace sandtray::platform {
namespace {

std::atomic<bool> keeps_all = false;

}  // namespace

Result<Job> Job::create() {
  constexpr auto message = "cannot make a job for processes";
  NativeHandle job(CreateJobObjectW(nullptr, nullptr));
  if (!job) return fail_errno(last_errno(), message);
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (!SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits,
                               sizeof limits)) {
    return fail_errno(last_errno(), message);
  }
  NativeHandle port(CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 1));
  JOBOBJECT_ASSOCIATE_COMPLETION_PORT link{nullptr, port.get()};
  if (!port || !SetInformationJobObject(job.get(), JobObjectAssociateCompletionPortInformation,
                                        &link, sizeof link)) {
    return fail_errno(last_errno(), message);
  }
  return Job(std::move(job), std::move(port));
}

unsigned Job::size() const {
  JOBOBJECT_BASIC_ACCOUNTING_INFORMATION info{};
  QueryInformationJobObject(handle_.get(), JobObjectBasicAccountingInformation, &info, sizeof info,
                            nullptr);
  return info.ActiveProcesses;
}

std::vector<DWORD> Job::members() const {
  std::vector<DWORD> members;
  for (unsigned room = size() + 16;; room *= 2) {
    std::vector<ULONG_PTR> memory(room + 1);  // two numbers of 32 bits, then the list
    auto* const list = reinterpret_cast<JOBOBJECT_BASIC_PROCESS_ID_LIST*>(memory.data());
    if (!QueryInformationJobObject(handle_.get(), JobObjectBasicProcessIdList, list,
                                   static_cast<DWORD>(memory.size() * sizeof memory[0]), nullptr)) {
      if (GetLastError() == ERROR_MORE_DATA) continue;
      return members;
    }
    for (DWORD i = 0; i < list->NumberOfProcessIdsInList; ++i) {
      members.push_back(static_cast<DWORD>(list->ProcessIdList[i]));
    }
    return members;
  }
}

bool Job::end(unsigned code, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  if (!TerminateJobObject(handle_.get(), code)) return false;
  while (size() > 0) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    // Any message will do: it is a reason to count again.
    DWORD kind = 0;
    ULONG_PTR key = 0;
    OVERLAPPED* about = nullptr;
    GetQueuedCompletionStatus(port_.get(), &kind, &key, &about, static_cast<DWORD>(left.count()));
  }
  return true;
}

// Closed by the system at our end, and then everybody in it ends.
Result<Job*> own_job() {
  static auto job = Job::create();
  if (!job) return Failure(job.error());
  return &*job;
}

void keep_all_children() {
  keeps_all = true;
}

bool keeps_all_children() {
  return keeps_all;
}

}  // namespace sandtray::platform
