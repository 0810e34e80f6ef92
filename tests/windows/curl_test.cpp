// SPDX-License-Identifier: MIT
// The libcurl that installer/windows-libraries.sh builds works in a program of ours: it is the
// system's TLS that it has, and it fetches a page.
#include <winsock2.h>
#include <ws2tcpip.h>

#include <curl/curl.h>
#include <gmock/gmock.h>

#include <string>
#include <thread>
#include <vector>

namespace sandtray {
namespace {

// Answers one request on a port of its own.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(listener_, any, size), 0);
    EXPECT_EQ(listen(listener_, 1), 0);
    EXPECT_EQ(getsockname(listener_, any, &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, text = std::move(answer)] {
      const SOCKET client = accept(listener_, nullptr, nullptr);
      char buffer[4096];
      while (request_.find("\r\n\r\n") == std::string::npos) {
        const int got = recv(client, buffer, sizeof buffer, 0);
        if (got <= 0) break;
        request_.append(buffer, static_cast<std::size_t>(got));
      }
      send(client, text.data(), static_cast<int>(text.size()), 0);
      shutdown(client, SD_SEND);
      closesocket(client);
    });
  }
  OneAnswer(const OneAnswer&) = delete;
  OneAnswer& operator=(const OneAnswer&) = delete;
  ~OneAnswer() {
    closesocket(listener_);
    if (thread_.joinable()) thread_.join();
  }

  unsigned short port() const { return port_; }
  const std::string& request() {
    thread_.join();
    return request_;
  }

 private:
  SOCKET listener_;
  unsigned short port_ = 0;
  std::string request_;
  std::thread thread_;
};

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

class Curl : public testing::Test {
 protected:
  Curl() { EXPECT_EQ(curl_global_init(CURL_GLOBAL_DEFAULT), CURLE_OK); }
  ~Curl() override { curl_global_cleanup(); }
};

TEST_F(Curl, HasHttpAloneAndTheSystemsTls) {
  const auto* const version = curl_version_info(CURLVERSION_NOW);
  EXPECT_STREQ(version->ssl_version, "Schannel");
  std::vector<std::string> protocols;
  for (const auto* name = version->protocols; *name != nullptr; ++name) protocols.push_back(*name);
  EXPECT_THAT(protocols, testing::UnorderedElementsAre("http", "https"));
}

TEST_F(Curl, FetchesAPage) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
  std::string body;
  CURL* const curl = curl_easy_init();
  const auto url = "http://127.0.0.1:" + std::to_string(server.port()) + "/page";
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  EXPECT_EQ(curl_easy_perform(curl), CURLE_OK);
  curl_easy_cleanup(curl);
  EXPECT_EQ(body, "hello");
  EXPECT_THAT(server.request(), testing::StartsWith("GET /page HTTP/1.1\r\n"));
}

}  // namespace
}  // namespace sandtray
