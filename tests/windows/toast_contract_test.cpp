// SPDX-License-Identifier: MIT
// What toasts need of the system: the entry in the registry, the classes, and that the stand-in is
// as strict as Microsoft's documentation.
#include "tray/application_id.h"
#include "windows/toasts_fixture.h"

namespace sandtray::tray {
namespace {

std::wstring entry(const wchar_t* name) {
  wchar_t value[300]{};
  DWORD size = sizeof value;
  RegGetValueW(HKEY_CURRENT_USER, L"Software\\Classes\\AppUserModelId\\Sandtray.Tray", name,
               RRF_RT_REG_SZ, nullptr, value, &size);
  return value;
}

TEST_F(ToastsTest, WritesItsEntryAndTakesItAway) {
  EXPECT_EQ(entry(L"DisplayName"), L"Sandtray");
  EXPECT_EQ(entry(L"IconUri"), L"C:\\Some Where\\notifications.png");
  ASSERT_TRUE(register_application(icon)) << "again";
  ASSERT_TRUE(unregister_application());
  EXPECT_EQ(entry(L"DisplayName"), L"");
  EXPECT_TRUE(unregister_application()) << "nothing is there";
}

// The stand-in keeps to the contract.
TEST_F(ToastsTest, MalformedXmlIsRefused) {
  const auto runtime = winrt::Runtime::start();
  ASSERT_TRUE(runtime);
  const auto load = [&](const wchar_t* xml) {
    winrt::Pointer<winrt::Inspectable> blank;
    winrt::Pointer<winrt::XmlDocumentIo> reader;
    EXPECT_EQ(runtime->activate(winrt::xml_document_class, blank.fresh()), S_OK);
    EXPECT_EQ(blank->QueryInterface(winrt::xml_document_io_id, reader.fresh_untyped()), S_OK);
    return reader->LoadXml(winrt::String(std::wstring_view(xml)).get());
  };
  EXPECT_EQ(load(L"<toast launch=\"a\"><visual/></toast>"), S_OK);
  for (const auto* xml : {L"", L"<toast>", L"<toast></toasts>", L"<toast>&</toast>",
                          L"<toast a=\"<\"/>", L"<toast a=\"1\" a=\"2\"/>", L"<toast/><toast/>",
                          L"<toast a='1'/>", L"<toast>\x01</toast>", L"<!DOCTYPE a><toast/>"}) {
    EXPECT_LT(load(xml), 0) << platform::to_utf8(xml);
  }
}

TEST(ToastsWithoutWindowsRuntimeClasses, SayWhy) {
  const test::OwnRegistry registry;
  name_library();
  SetEnvironmentVariableW(pipe_variable, nullptr);
  const auto made = Toasts::start(icon, {});
  EXPECT_EQ(entry(L"DisplayName"), L"") << "nothing is written where nothing is shown";
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "this Windows offers no toasts, 0x80040154");
}

}  // namespace
}  // namespace sandtray::tray
