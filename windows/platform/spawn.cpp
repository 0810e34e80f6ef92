// SPDX-License-Identifier: MIT
#include "platform/spawn.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <vector>

#include "platform/command_line.h"
#include "platform/file.h"
#include "platform/npm_script.h"
#include "platform/pseudo_console.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

// What CreateProcess is told beyond its arguments. What it points to must outlive it.
class Attributes {
 public:
  explicit Attributes(DWORD count) {
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(nullptr, count, 0, &size);
    memory_.resize(size);
    good_ = InitializeProcThreadAttributeList(get(), count, 0, &size);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() {
    if (good_) DeleteProcThreadAttributeList(get());
  }
  void add(DWORD_PTR what, void* value, SIZE_T size) {
    good_ = good_ && UpdateProcThreadAttribute(get(), 0, what, value, size, nullptr, nullptr);
  }
  LPPROC_THREAD_ATTRIBUTE_LIST get() {
    return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
  }
  explicit operator bool() const { return good_; }

 private:
  std::vector<char> memory_;
  bool good_ = false;
};

// Copies of our handles that a child may inherit; nobody else gets them, for they are listed.
class Inheritable {
 public:
  // nullptr when the handle is none of ours.
  HANDLE add(Handle handle) {
    HANDLE copy = nullptr;
    const HANDLE self = GetCurrentProcess();
    const HANDLE native = handle == no_handle ? null_device() : native_of(handle);
    if (native == nullptr ||
        !DuplicateHandle(self, native, self, &copy, 0, TRUE, DUPLICATE_SAME_ACCESS)) {
      return nullptr;
    }
    owned_.emplace_back(copy);
    list_.push_back(copy);
    return copy;
  }
  std::vector<HANDLE>& list() { return list_; }

 private:
  HANDLE null_device() {
    if (!null_) {
      null_ = NativeHandle(CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE,
                                       FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING,
                                       0, nullptr));
    }
    return null_.get();
  }

  NativeHandle null_;
  std::vector<NativeHandle> owned_;
  std::vector<HANDLE> list_;
};

// Sorted as the system wants it, each entry with its end, and an end for all.
Result<std::wstring> environment_block(const Environment& env, const std::wstring& handles) {
  std::vector<std::wstring> entries;
  if (!handles.empty()) entries.push_back(std::wstring(handles_variable) + L"=" + handles);
  for (const auto& [name, value] : env) {
    auto entry = to_wide(name + "=" + value);
    if (entry.empty() || entry.find(L'\0') != std::wstring::npos) {
      return fail(Code::usage, "the variable " + name + " holds bytes that Windows cannot pass on");
    }
    entries.push_back(std::move(entry));
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return CompareStringOrdinal(a.c_str(), static_cast<int>(a.find(L'=')), b.c_str(),
                                static_cast<int>(b.find(L'=')), TRUE) == CSTR_LESS_THAN;
  });
  std::wstring block;
  for (const auto& entry : entries) block += entry + L'\0';
  if (block.empty()) block += L'\0';
  return block + L'\0';
}

std::wstring system_shell() {
  wchar_t folder[MAX_PATH];
  const auto length = GetSystemDirectoryW(folder, MAX_PATH);
  return std::wstring(folder, length) + L"\\cmd.exe";
}

struct Command {
  std::wstring program, line;
};

Result<Command> prepare_command(const std::vector<std::string>& argv) {
  if (argv.empty()) return fail(Code::internal, "there is no command to start");
  const auto found = find_executable(argv[0]);
  bool is_path = argv[0].find_first_of("/\\") != std::string::npos;
  // The system would leave a dot or blank at the end out, and so start another file, a script even.
  const bool is_other = argv[0].ends_with('.') || argv[0].ends_with(' ');
  if (found.empty() && (!is_path || is_other || !exists(argv[0]))) {
    return fail(Code::unavailable, "there is no program " + argv[0]);
  }
  auto program = found.empty() ? argv[0] : found;
  auto words = argv;
  if (const auto of_npm = is_script(program) ? words_of_npm_script(program) : std::nullopt) {
    program = of_npm->front();
    is_path = true;
    words.erase(words.begin());
    words.insert(words.begin(), of_npm->begin(), of_npm->end());
  }
  Command command;
  if (is_script(program)) {
    auto line = script_line(program, words);
    if (!line) return Failure(line.error());
    command.program = system_shell();
    command.line = L"\"" + command.program + L"\"" + *line;
  } else {
    // With slashes a program could take its own name for options, as cmd.exe does.
    if (is_path) words[0] = to_utf8(plain_path(program));
    auto line = command_line(words);
    if (!line) return Failure(line.error());
    command.program = plain_path(program);
    command.line = std::move(*line);
  }
  return command;
}

// What CreateProcess takes as a folder to start in: MAX_PATH with a closing backslash and a NUL
// (learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation). Past it wine starts the
// program in another folder. The short names of a long path may fit where there are such.
constexpr std::size_t longest_folder = MAX_PATH - 2;

Result<std::wstring> start_folder(const std::string& folder) {
  if (folder.empty()) return std::wstring();
  if (!is_folder(folder)) {
    return fail_errno(exists(folder) ? ENOTDIR : ENOENT, "cannot enter the folder " + folder);
  }
  auto path = plain_path(folder);
  if (path.size() <= longest_folder) return path;
  wchar_t shorter[longest_folder + 1];
  const auto size = GetShortPathNameW(native_path(folder).c_str(), shorter, longest_folder + 1);
  if (size > 0 && size <= longest_folder) path = plain_path(to_utf8({shorter, size}));
  if (path.size() <= longest_folder) return path;
  return fail(Code::refused, "Windows starts no program in a folder with so long a path: " + folder,
              "It may have " + std::to_string(longest_folder) +
                  " characters. Move the folder up, or give it a drive of its own (`subst`).");
}

}  // namespace

Result<Started> start(const SpawnOptions& options, const Job* job) {
  auto command = prepare_command(options.argv);
  if (!command) return Failure(command.error());
  const auto message = "cannot start " + options.argv[0];
  const HPCON console = pseudo_console_of(options.terminal);
  if (options.terminal != no_handle && console == nullptr) {
    return fail(Code::internal, message + " on what is no terminal");
  }
  const auto folder = start_folder(options.folder);
  if (!folder) return Failure(folder.error());

  Inheritable handles;
  STARTUPINFOEXW info{};
  info.StartupInfo.cb = sizeof info;
  info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  // On a console the child gets handles of its own; ours must not leak into their place.
  if (console == nullptr) {
    info.StartupInfo.hStdInput = handles.add(options.input);
    info.StartupInfo.hStdOutput = handles.add(options.output);
    info.StartupInfo.hStdError = handles.add(options.error);
  }
  std::wstring numbers;
  for (const auto& [handle, number] : options.inherited) {
    const HANDLE copy = handles.add(handle);
    if (copy == nullptr) break;
    numbers += std::to_wstring(number) + L":" +
               std::to_wstring(reinterpret_cast<std::uintptr_t>(copy)) + L" ";
  }
  if (handles.list().size() != (console == nullptr ? 3 : 0) + options.inherited.size()) {
    return fail_errno(last_errno(), message + " with its handles");
  }
  auto block = environment_block(options.env, numbers);
  if (!block) return Failure(block.error());

  std::vector<HANDLE> jobs;
  if (job != nullptr) jobs.push_back(job->native());
  if (options.die_with_parent || (keeps_all_children() && !options.detached)) {
    const auto own = own_job();
    if (!own) return Failure(own.error());
    jobs.push_back((*own)->native());
  }
  Attributes attributes(3);
  const bool inherits = !handles.list().empty();
  if (inherits) {
    attributes.add(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.list().data(),
                   handles.list().size() * sizeof(HANDLE));
  }
  if (console != nullptr) {
    attributes.add(PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE, console, sizeof console);
  }
  if (!jobs.empty()) {
    attributes.add(PROC_THREAD_ATTRIBUTE_JOB_LIST, jobs.data(), jobs.size() * sizeof(HANDLE));
  }
  if (!attributes) return fail_errno(last_errno(), message);
  info.lpAttributeList = attributes.get();

  DWORD flags = EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT;
  // A console that nobody sees, unless it shares ours: a window must never flash up. Not a process
  // group of its own: Ctrl-C would be ignored there.
  if (options.detached) {
    flags |= DETACHED_PROCESS;
  } else if (console == nullptr && (options.new_session || GetConsoleCP() == 0)) {
    flags |= CREATE_NO_WINDOW;
  }
  PROCESS_INFORMATION made{};
  const auto create = [&](DWORD all) {
    return CreateProcessW(command->program.c_str(), command->line.data(), nullptr, nullptr,
                          inherits, all, block->data(), folder->empty() ? nullptr : folder->c_str(),
                          &info.StartupInfo, &made);
  };
  // Away also from the job that we may be in, where that job allows it.
  const bool left = options.detached && create(flags | CREATE_BREAKAWAY_FROM_JOB);
  if (!left && !create(flags)) {
    auto failure = fail_errno(last_errno(), message);
    failure.value().code = Code::unavailable;
    return failure;
  }
  CloseHandle(made.hThread);
  return Started{static_cast<ProcessId>(made.dwProcessId), NativeHandle(made.hProcess)};
}

Result<ProcessId> spawn_in(const SpawnOptions& options, const Job* job) {
  auto started = start(options, job);
  if (!started) return Failure(started.error());
  if (!options.detached) add_child(started->pid, std::move(started->process));
  return started->pid;
}

Result<ProcessId> spawn(const SpawnOptions& options) {
  return spawn_in(options, nullptr);
}

}  // namespace sandtray::platform
