// SPDX-License-Identifier: Apache-2.0
#include "formats/config_reader.hpp"
#include "formats/safetensors.hpp"
#include "plume/formats/model_config.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using namespace plume;
using Json = nlohmann::json;

namespace {

/// A folder of its own for each test, gone with it.
class Scratch {
 public:
  Scratch() : path_(std::filesystem::temp_directory_path() / "plume_weights_XXXXXX") {
    std::string name = path_.string();
    path_ = ::mkdtemp(name.data());
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { std::filesystem::remove_all(path_); }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string with_length(const std::string& header, std::uint64_t length) {
  std::string out;
  for (int i = 0; i < 8; ++i) {
    out += static_cast<char>((length >> (8 * i)) & 0xff);
  }
  return out + header;
}

/// One tensor of 16-bit weights after the other, with their data.
std::string safetensors(const std::vector<double>& sizes, const std::string& dtype = "BF16") {
  Json header;
  std::uint64_t begin = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto size = static_cast<std::uint64_t>(sizes[i]);
    header["tensor." + std::to_string(i)] = {
        {"dtype", dtype}, {"shape", {size}}, {"data_offsets", {begin, begin + 2 * size}}};
    begin += 2 * size;
  }
  const std::string text = header.dump();
  return with_length(text, text.size()) + std::string(begin, '\0');
}

struct Loaded {
  Run run;
  Faults faults;
};

Loaded load(const std::string& path) {
  Loaded out;
  out.run.set_text(Key::config, path, {Origin::Where::flag, 0, 0});
  load_model_config(out.run, "", out.faults);
  return out;
}

double parameters_of(const std::string& path) {
  const Loaded loaded = load(path);
  REQUIRE(loaded.faults.empty());
  REQUIRE(loaded.run.architecture);
  return loaded.run.architecture->parameters;
}

std::string code_of(const std::string& path) {
  const Loaded loaded = load(path);
  REQUIRE(loaded.faults.size() == 1);
  return loaded.faults[0].code;
}

std::string header_fault(const std::string& header, std::uint64_t data_size) {
  try {
    count_weights(header, data_size);
  } catch (const Unusable& why) {
    CHECK_FALSE(why.message.empty());
    return why.code;
  }
  return "none";
}

const std::string tiny_llama = R"({"model_type": "llama", "num_hidden_layers": 1,
  "hidden_size": 4, "num_attention_heads": 1, "intermediate_size": 4, "vocab_size": 10,
  "torch_dtype": "bfloat16"})";
constexpr double tiny_count = 2 * 40 + 64 + 48 + 3 * 4;

}  // namespace

TEST_CASE("The header of a safetensors file gives its parameters", "[formats]") {
  const Scratch scratch;
  CHECK(parameters_of(scratch.write("model.safetensors", safetensors({100, 28}))) == 128);
}

TEST_CASE("Buffers beside the weights are no parameters", "[formats]") {
  const std::string header = R"({
    "__metadata__": {"format": "pt"},
    "h.0.attn.bias": {"dtype": "F32", "shape": [1, 1, 2, 2], "data_offsets": [0, 16]},
    "h.0.attn.c_attn.bias": {"dtype": "F32", "shape": [3], "data_offsets": [16, 28]},
    "embeddings.position_ids": {"dtype": "I64", "shape": [1, 2], "data_offsets": [28, 44]},
    "scale": {"dtype": "F32", "shape": [], "data_offsets": [44, 48]}})";
  CHECK(count_weights(header, 48).parameters == 4);
  CHECK(count_weights("{}", 0).parameters == 0);
}

TEST_CASE("Headers that do not fit their file are refused", "[formats]") {
  const auto tensor = [](const char* rest) {
    return std::string(R"({"a": {"dtype": "F16", )") + rest + "}}";
  };
  CHECK(header_fault(tensor(R"("shape": [2], "data_offsets": [0, 4])"), 4) == "none");
  for (const char* const rest :
       {R"("shape": [2], "data_offsets": [0, 5])", R"("shape": [2], "data_offsets": [4, 0])",
        R"("shape": [2], "data_offsets": [0, 40])", R"("shape": [2], "data_offsets": [0])",
        R"("shape": [-2], "data_offsets": [0, 4])", R"("shape": [2.0], "data_offsets": [0, 4])",
        R"("shape": 2, "data_offsets": [0, 4])", R"("data_offsets": [0, 4])",
        R"("shape": [4294967296, 4294967296], "data_offsets": [0, 4])"}) {
    INFO(rest);
    CHECK(header_fault(tensor(rest), 4) == "bad-safetensors");
  }
  CHECK(header_fault("{}", 4) == "bad-safetensors");
  CHECK(header_fault("[]", 0) == "bad-safetensors");
  CHECK(header_fault("{", 0) == "bad-safetensors");
  CHECK(header_fault(R"({"a": 5})", 0) == "bad-safetensors");
  CHECK(header_fault(R"({"a": {"dtype": "F99", "shape": [], "data_offsets": [0, 4]}})", 4) ==
        "bad-safetensors");
}

TEST_CASE("Torn files and lengths that lie are refused", "[formats]") {
  const Scratch scratch;
  const std::string whole = safetensors({100});
  CHECK(code_of(scratch.write("a.safetensors", "")) == "bad-safetensors");
  CHECK(code_of(scratch.write("b.safetensors", whole.substr(0, 5))) == "bad-safetensors");
  CHECK(code_of(scratch.write("c.safetensors", whole.substr(0, 40))) == "bad-safetensors");
  CHECK(code_of(scratch.write("d.safetensors", whole.substr(0, whole.size() - 1))) ==
        "bad-safetensors");
  CHECK(code_of(scratch.write("e.safetensors", whole + "x")) == "bad-safetensors");
  CHECK(code_of(scratch.write("f.safetensors", with_length("{}", ~std::uint64_t{0}))) ==
        "bad-safetensors");
  CHECK(code_of(scratch.write("g.safetensors", "version https://git-lfs.github.com/spec/v1\n")) ==
        "bad-safetensors");
  CHECK(code_of(scratch.path() + "/none.safetensors") == "cannot-read");
  CHECK_THROWS_AS(safetensors_header_length(with_length("", largest_safetensors_header + 1),
                                            std::uint64_t{1} << 40),
                  Unusable);
}

TEST_CASE("One shard is not a model", "[formats]") {
  const Scratch scratch;
  CHECK(code_of(scratch.write("model-00001-of-00002.safetensors", safetensors({4}))) ==
        "one-shard");
}

TEST_CASE("Weights packed into integers give no count of their own", "[formats]") {
  const Scratch scratch;
  CHECK(code_of(scratch.write("model.safetensors", safetensors({100}, "I16"))) == "packed-weights");
  scratch.write("config.json", tiny_llama);
  const Loaded folder = load(scratch.path());
  REQUIRE(folder.run.architecture);
  CHECK(folder.run.architecture->parameters == tiny_count);
  CHECK(folder.run.architecture_notes.at(0).code == "packed-weights");
}

TEST_CASE("In a folder the weights are counted and the config gives the work", "[formats]") {
  const Scratch scratch;
  CHECK(code_of(scratch.path()) == "bad-config");
  scratch.write("config.json", tiny_llama);
  CHECK(parameters_of(scratch.path()) == tiny_count);
  scratch.write("model.safetensors", safetensors({tiny_count + 100}));
  const Loaded folder = load(scratch.path());
  REQUIRE(folder.run.architecture);
  CHECK(folder.run.architecture->parameters == tiny_count + 100);
  CHECK(folder.run.architecture->attention.layers == 1);
  CHECK(folder.run.architecture_notes.at(0).code == "config-differs");
  CHECK(Json::parse(folder.run.architecture_text).at("counted_parameters") == tiny_count + 100);
}

TEST_CASE("An index gives the weights of its shards, else the size by their type", "[formats]") {
  const Scratch scratch;
  const std::string index = scratch.write(
      "model.safetensors.index.json",
      R"({"metadata": {"total_size": 600}, "weight_map": {"a": "1.safetensors", "b": "2.safetensors"}})");
  CHECK(code_of(index) == "missing-dtype");
  scratch.write("config.json", tiny_llama);
  const Loaded by_size = load(index);
  REQUIRE(by_size.run.architecture);
  CHECK(by_size.run.architecture->parameters == 300);
  CHECK(by_size.run.architecture_notes.at(0).code == "weights-by-size");
  scratch.write("1.safetensors", safetensors({100}));
  scratch.write("2.safetensors", safetensors({tiny_count - 100}));
  CHECK(parameters_of(index) == tiny_count);
  CHECK(parameters_of(scratch.path()) == tiny_count);
}

TEST_CASE("An index that leads out of its folder or says nothing is refused", "[formats]") {
  const Scratch scratch;
  const auto code = [&](const char* text) {
    return code_of(scratch.write("model.safetensors.index.json", text));
  };
  CHECK(code("[]") == "bad-index");
  CHECK(code("{}") == "bad-index");
  CHECK(code(R"({"weight_map": {"a": "../x.safetensors"}})") == "bad-index");
  CHECK(code(R"({"weight_map": {"a": 5}})") == "bad-index");
  CHECK(code(R"({"weight_map": {"a": "x.safetensors"}})") == "bad-index");
  CHECK(code(R"({"metadata": {"total_size": -1}, "weight_map": {"a": "x.safetensors"}})") ==
        "bad-index");
}
