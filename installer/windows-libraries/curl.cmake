# How libcurl is built for Windows: static, HTTP and HTTPS alone, with the system's own TLS.
function(all value)
  foreach(option IN LISTS ARGN)
    set(${option} ${value} CACHE BOOL "" FORCE)
  endforeach()
endfunction()

all(OFF BUILD_CURL_EXE BUILD_SHARED_LIBS BUILD_TESTING ENABLE_MANUAL)
all(ON HTTP_ONLY CURL_USE_SCHANNEL ENABLE_THREADED_RESOLVER CURL_DISABLE_LDAP)
all(OFF CURL_BROTLI CURL_USE_LIBPSL CURL_USE_LIBSSH2 CURL_ZLIB CURL_ZSTD USE_LIBIDN2 USE_NGHTTP2)
