// SPDX-License-Identifier: MIT
#include "network/formats.h"

#include <archive.h>

namespace sandtray::network {

bool accept_formats(archive* reader) {
  return archive_read_support_format_tar(reader) == ARCHIVE_OK &&
         archive_read_support_format_zip_seekable(reader) == ARCHIVE_OK &&
         archive_read_support_filter_gzip(reader) == ARCHIVE_OK &&
         archive_read_support_filter_xz(reader) == ARCHIVE_OK &&
         archive_read_support_filter_zstd(reader) == ARCHIVE_OK;
}

}  // namespace sandtray::network
