// SPDX-License-Identifier: MIT
#include "platform/job.h"

namespace sandtray::platform {

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

}  // namespace sandtray::platform
