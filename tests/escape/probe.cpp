// SPDX-License-Identifier: MIT
// Asks the kernel for one thing and exits with 0 if it was granted. A static program, so that it
// runs wherever an attempt puts it.
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <pty.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {

using Words = std::map<int, std::string>;

// A child that waits to be looked into.
template <class Look>
bool with_child(Look look) {
  const pid_t child = fork();
  if (child == 0) {
    pause();
    _exit(0);
  }
  const bool granted = look(child);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  return granted;
}

// In a process of its own: the call may kill it.
template <class Call>
bool in_child(Call call) {
  const pid_t child = fork();
  if (child == 0) _exit(call() ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool terminal_ioctl(unsigned long request) {
  int master = -1, slave = -1;
  if (openpty(&master, &slave, nullptr, nullptr, nullptr) != 0) return false;
  return in_child([&] {
    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    char letter = 'x';
    const long result = syscall(SYS_ioctl, slave, request, &letter);
    // A pseudo terminal has no console to select on; that answer shows that the request arrived.
    return result == 0 || (errno != EPERM && errno != EIO);
  });
}

bool connect_unix(const std::string& name, bool abstract) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path + (abstract ? 1 : 0), name.data(), name.size());
  const auto length = offsetof(sockaddr_un, sun_path) + name.size() + 1;
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  return connect(fd, reinterpret_cast<sockaddr*>(&address), static_cast<socklen_t>(length)) == 0;
}

bool connect_tcp(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  return connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

bool listen_on(const Words& words) {
  int fd = -1;
  if (words.at(2) == "tcp") {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    fd = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(fd, 8) != 0) {
      return false;
    }
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length);
    std::printf("%d\n", ntohs(address.sin_port));
  } else {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const bool abstract = words.at(2) == "abstract";
    const auto& name = words.at(3);
    std::memcpy(address.sun_path + (abstract ? 1 : 0), name.data(), name.size());
    const auto length = offsetof(sockaddr_un, sun_path) + name.size() + 1;
    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), static_cast<socklen_t>(length)) != 0 ||
        listen(fd, 8) != 0) {
      return false;
    }
    std::puts("ready");
  }
  std::fflush(stdout);
  pause();
  return true;
}

bool clone3_user_namespace() {
  struct {
    std::uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
  } arguments{CLONE_NEWUSER, 0, 0, 0, SIGCHLD, 0, 0, 0};
  const long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  if (pid == 0) _exit(0);
  if (pid > 0) waitpid(static_cast<pid_t>(pid), nullptr, 0);
  return pid > 0;
}

bool open_perf() {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_SOFTWARE;
  attributes.config = PERF_COUNT_SW_TASK_CLOCK;
  attributes.exclude_kernel = 1;
  return syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0) >= 0;
}

bool make_bpf_map() {
  bpf_attr attributes{};
  attributes.map_type = BPF_MAP_TYPE_ARRAY;
  attributes.key_size = attributes.value_size = 4;
  attributes.max_entries = 1;
  return syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes) >= 0;
}

bool call_of_32_bits() {
#if defined(__x86_64__)
  long result = -1;
  asm volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory");  // getpid
  return result > 0;
#else
  return false;
#endif
}

bool call_of_x32() {
#if defined(__x86_64__)
  return syscall(0x40000000L | SYS_getpid) > 0 || errno == ENOSYS;
#else
  return false;
#endif
}

// Whether that many can live at once.
bool start_processes(int count) {
  std::vector<pid_t> children;
  while (static_cast<int>(children.size()) < count) {
    const pid_t child = fork();
    if (child < 0) break;
    if (child == 0) {
      pause();
      _exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) kill(child, SIGKILL);
  for (const pid_t child : children) waitpid(child, nullptr, 0);
  return static_cast<int>(children.size()) == count;
}

const std::map<std::string, std::function<bool(const Words&)>> probes = {
    {"processes", [](const Words& w) { return start_processes(std::stoi(w.at(2))); }},
    {"socket",
     [](const Words& w) {
       return socket(std::stoi(w.at(2)), std::stoi(w.at(3)), 0) >= 0 || errno == EPROTONOSUPPORT;
     }},
    {"connect-abstract", [](const Words& w) { return connect_unix(w.at(2), true); }},
    {"connect-unix", [](const Words& w) { return connect_unix(w.at(2), false); }},
    {"connect-tcp", [](const Words& w) { return connect_tcp(std::stoi(w.at(2))); }},
    {"listen", listen_on},
    {"tiocsti", [](const Words&) { return terminal_ioctl(TIOCSTI); }},
    {"tiocsti-high", [](const Words&) { return terminal_ioctl(0x100000000UL | TIOCSTI); }},
    {"tioclinux", [](const Words&) { return terminal_ioctl(TIOCLINUX); }},
    {"io-uring",
     [](const Words&) {
       char parameters[120] = {};
       return syscall(SYS_io_uring_setup, 2, parameters) >= 0;
     }},
    {"add-key",
     [](const Words&) { return syscall(SYS_add_key, "user", "sandtray", "x", 1, -3) >= 0; }},
    {"bpf", [](const Words&) { return make_bpf_map(); }},
    {"perf", [](const Words&) { return open_perf(); }},
    {"userfaultfd", [](const Words&) { return syscall(SYS_userfaultfd, 1) >= 0; }},
    {"ptrace",
     [](const Words&) {
       return with_child([](pid_t pid) { return ptrace(PTRACE_SEIZE, pid, 0, 0) == 0; });
     }},
    {"read-memory",
     [](const Words&) {
       static char secret = 's';
       char copy = 0;
       return with_child([&](pid_t pid) {
         iovec to{&copy, 1}, from{&secret, 1};
         return process_vm_readv(pid, &to, 1, &from, 1, 0) == 1;
       });
     }},
    {"kcmp",
     [](const Words&) {
       return with_child([](pid_t pid) { return syscall(SYS_kcmp, getpid(), pid, 1, 0, 0) >= 0; });
     }},
    {"file-handle",
     [](const Words&) {
       struct {
         unsigned bytes = 128;
         int type = 0;
         char data[128] = {};
       } handle;
       int mount = 0;
       return syscall(SYS_name_to_handle_at, AT_FDCWD, ".", &handle, &mount, 0) == 0;
     }},
    {"unshare-user",
     [](const Words&) { return in_child([] { return unshare(CLONE_NEWUSER) == 0; }); }},
    {"clone3-user", [](const Words&) { return in_child(clone3_user_namespace); }},
    {"mount",
     [](const Words& w) { return mount("none", w.at(2).c_str(), "tmpfs", 0, nullptr) == 0; }},
    {"nested-mount",
     [](const Words& w) {
       return in_child([&] {
         return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
                mount("none", w.at(2).c_str(), "tmpfs", 0, nullptr) == 0;
       });
     }},
    {"mknod",
     [](const Words& w) { return mknod(w.at(2).c_str(), S_IFCHR | 0600, makedev(1, 1)) == 0; }},
    {"open-set-uid",
     [](const Words& w) {
       const int fd = open(w.at(2).c_str(), O_CREAT | O_RDWR, 04755);
       struct stat info {};
       return fd >= 0 && fstat(fd, &info) == 0 && (info.st_mode & S_ISUID) != 0;
     }},
    {"32-bit", [](const Words&) { return in_child(call_of_32_bits); }},
    {"x32", [](const Words&) { return in_child(call_of_x32); }},
};

}  // namespace

int main(int argc, char** argv) {
  Words words;
  for (int i = 0; i < argc; ++i) words[i] = argv[i];
  const auto probe = argc > 1 ? probes.find(argv[1]) : probes.end();
  if (probe == probes.end()) return 64;
  errno = 0;
  if (probe->second(words)) return 0;
  std::perror(argv[1]);
  return 1;
}
