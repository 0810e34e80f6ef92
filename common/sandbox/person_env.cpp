// SPDX-License-Identifier: MIT
#include "sandbox/person_env.h"

namespace sandtray::sandbox {

const std::vector<std::string>& person_env() {
  static const std::vector<std::string> names = {
      "ALLUSERSPROFILE",
      "APPDATA",
      "COLORTERM",
      "COMPUTERNAME",
      "COMSPEC",
      "HOME",
      "HOMEDRIVE",
      "HOMEPATH",
      "LANG",
      "LANGUAGE",
      "LC_ALL",
      "LC_CTYPE",
      "LOCALAPPDATA",
      "LOGNAME",
      "NO_COLOR",
      "NUMBER_OF_PROCESSORS",
      "OS",
      "PATH",
      "PATHEXT",
      "PROCESSOR_ARCHITECTURE",
      "PROGRAMDATA",
      "PROGRAMFILES",
      "PROGRAMFILES(X86)",
      "PROGRAMW6432",
      "PUBLIC",
      "SHELL",
      "SYSTEMDRIVE",
      "SYSTEMROOT",
      "TEMP",
      "TMP",
      "TMPDIR",
      "TZ",
      "USER",
      "USERDOMAIN",
      "USERNAME",
      "USERPROFILE",
      "WINDIR",
      "XDG_CACHE_HOME",
      "XDG_CONFIG_HOME",
      "XDG_DATA_HOME",
      "XDG_STATE_HOME",
  };
  return names;
}

}  // namespace sandtray::sandbox
