// SPDX-License-Identifier: MIT
// Which archives are read: those that something we fetch comes in, as far as the system's
// libarchive reads them by itself.
#pragma once

struct archive;

namespace sandtray::network {

// False: libarchive lacks one of them. By name, each: it would start programs for those that it
// lacks, and takes a text file for an archive if it may.
bool accept_formats(archive* reader);

}  // namespace sandtray::network
