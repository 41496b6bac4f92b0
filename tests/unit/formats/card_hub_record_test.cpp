// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/hub_record.hpp"
#include "plume/support/diagnostic.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace plume;

namespace {

std::string ids(const std::string& text) {
  std::string out;
  for (const HubRecord& record : read_hub_records("a.json", text)) {
    out += record.id + " ";
  }
  return out;
}

HubRecord only(const std::string& text) {
  const auto records = read_hub_records("a.json", text);
  REQUIRE(records.size() == 1);
  return records[0];
}

/// "line:column" of why a text is refused.
std::string refusal(const std::string& text) {
  try {
    read_hub_records("a.json", text);
  } catch (const Failure& failure) {
    const Diagnostic& fault = failure.diagnostics().at(0);
    CHECK(failure.exit_code() == ExitCode::bad_input);
    CHECK(fault.code == "invalid-hub-record");
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.cure.empty());
    return std::to_string(fault.position.line) + ":" + std::to_string(fault.position.column);
  }
  return "";
}

}  // namespace

TEST_CASE("A record of the Hub says what is needed of a model", "[formats][hub]") {
  const HubRecord record =
      only(R"({"modelId": "a/b", "downloads": 1172830, "likes": 3, "tags": ["x", 5, "y"],
               "cardData": {"tags": ["z"]}, "usedStorage": 9, "datasets_size": 12.5})");
  CHECK(record.id == "a/b");
  CHECK(record.downloads == 1172830);
  CHECK(record.likes == 3);
  CHECK(record.tags == std::vector<std::string>{"x", "y"});
  CHECK(record.datasets_bytes == 12.5);
  CHECK_FALSE(record.weights_bytes);
  const HubRecord bare =
      only(R"({"id": "c/d", "modelId": "a/b", "downloads": null, "likes": null})");
  CHECK(bare.id == "c/d");
  CHECK_FALSE(bare.downloads);
  CHECK_FALSE(bare.likes);
}

TEST_CASE("What is read of a record and has the wrong type is refused", "[formats][hub]") {
  for (const std::string member :
       {R"("downloads": "many")", R"("downloads": -1)", R"("downloads": [])", R"("likes": true)",
        R"("datasets_size": {})", R"("safetensors": 7)", R"("siblings": {})", R"("tags": "x")",
        R"("modelId": 5)"}) {
    INFO(member);
    CHECK(refusal("{\"id\": \"a/b\", " + member + "}") == "1:1");
    CHECK(refusal("{\"id\": \"a/b\"}\n{\"id\": \"c/d\", " + member + "}\n") == "2:1");
  }
  CHECK(refusal(R"({"id": 5})") == "1:1");
}

TEST_CASE("The size of the weights is that of their files, else by precision", "[formats][hub]") {
  const auto bytes = [](const std::string& inside) {
    return only(R"({"id": "a/b", )" + inside + "}").weights_bytes;
  };
  const std::string parameters = R"("safetensors": {"parameters": {"F32": 10, "BF16": 5}})";
  const std::string files = R"("siblings": [{"rfilename": "README.md", "size": 7},
      {"rfilename": "unet/model-1.safetensors", "size": 100},
      {"rfilename": "model-2.safetensors", "lfs": {"size": 20}},
      {"rfilename": "pytorch_model-1.bin", "size": 120}, {"rfilename": "training_args.bin", "size": 1}])";
  CHECK(bytes(parameters) == 50);
  CHECK(bytes(files) == 120);
  CHECK(bytes(files + "," + parameters) == 120);
  CHECK(bytes(R"("siblings": [{"rfilename": "pytorch_model.bin", "size": 6},
                               {"rfilename": "model.safetensors"}])") == 6);
  CHECK(bytes(R"("siblings": [{"rfilename": "model.safetensors"}], )" + parameters) == 50);
  CHECK_FALSE(bytes(R"("safetensors": {"parameters": {"F32": 10, "Q9": 5}})"));
  CHECK_FALSE(bytes(R"("safetensors": {"total": 10})"));
}

TEST_CASE("Records come alone, in an array, or one a line", "[formats][hub]") {
  CHECK(ids("{\n\"id\": \"a\"\n}\n") == "a ");
  CHECK(ids("\xef\xbb\xbf[{\"id\": \"a\"},\n{\"id\": \"b\"}]") == "a b ");
  CHECK(ids("{\"id\": \"a\"}\r\n\n{\"id\": \"b\"}\n") == "a b ");
  CHECK(ids("[]").empty());
}

TEST_CASE("What is no record of the Hub is told with its place", "[formats][hub]") {
  CHECK(refusal(" \n") == "1:1");
  CHECK(refusal("5") == "1:1");
  CHECK(refusal("{}") == "1:1");
  CHECK(refusal("[{\"id\": \"a\"}, 5]") == "1:1");
  CHECK(refusal("{\"id\": \"a\"}\n{\"id\": }\n") == "2:8");
  CHECK(refusal("{\n\"id\": tru\n}").starts_with("2:"));
}

TEST_CASE("A record is found by its id, or where an owner is missing by the name",
          "[formats][hub]") {
  const auto records = read_hub_records(
      "a.json",
      R"([{"id": "a/x"}, {"id": "b/x"}, {"id": "c/y"}, {"id": "z"}, {"id": "d"}, {"id": "d"}])");
  CHECK(find_record(records, "b/x") == &records[1]);
  CHECK(find_record(records, "y") == &records[2]);
  CHECK(find_record(records, "o/z") == &records[3]);
  CHECK(find_record(records, "x") == nullptr);
  CHECK(find_record(records, "o/y") == nullptr);
  CHECK(find_record(records, "d") == nullptr);
  CHECK(find_record({}, "d") == nullptr);
}
