// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/walker.hpp"
#include "plume/report/record.hpp"
#include "property/laws.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <random>

using namespace plume;
using namespace plume::test;

namespace {

constexpr int many_tries = 10'000;
constexpr int tables = 30;
constexpr std::size_t rows = 20;

using Json = RandomManifest::Json;

/// A block of one record.
Block block_of(std::string text, RecordFormat format) {
  Block block;
  block.records.push_back({.begin = 0, .size = text.size(), .line = 1});
  block.text = std::move(text.append(ManifestReader::padding, ' '));
  block.file = std::make_shared<const std::string>("random.jsonl");
  block.format = format;
  return block;
}

/// The line of the first record of a block.
std::string walked(RecordWalker& walker, const Block& block) {
  const RecordResult* const result = walker.walk(block, block.records.front());
  REQUIRE(result != nullptr);
  if (result->bad != nullptr) {
    FAIL(result->bad->diagnostic.code << ": " << result->bad->diagnostic.message);
  }
  std::string line;
  write_record_json(line, *result, true);
  return line;
}

/// The same line by way of a single estimate.
std::string estimated_alone(const std::string& manifest) {
  const Run run = read(manifest);
  const Report report = estimated(run);
  std::string line;
  write_record_json(line, {.line = 1, .run = &run, .report = &report}, true);
  return line;
}

/// A manifest whose values are single: no accelerator described within it.
Json simple(RandomManifest& manifests) {
  Json manifest = manifests.next();
  while (manifest["hardware"].value("accelerator", Json()).is_object()) {
    manifest = manifests.next();
  }
  return manifest;
}

void flatten(const Json& object, const std::string& before, std::map<std::string, Json>& out) {
  for (const auto& [key, value] : object.items()) {
    if (value.is_object()) {
      flatten(value, before + key + ".", out);
    } else {
      out[before + key] = value;
    }
  }
}

std::map<std::string, Json> flat(const Json& manifest) {
  std::map<std::string, Json> out;
  flatten(manifest, "", out);
  return out;
}

std::string cell(const Json& value, bool quoted) {
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  return quoted ? '"' + text + '"' : text;
}

std::string joined(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& one : cells) {
    out.append(out.empty() ? "" : ",").append(one);
  }
  return out;
}

/// Every key of the manifests once, in a random order.
std::vector<std::string> columns_of(const std::vector<Json>& manifests, std::mt19937_64& random) {
  std::map<std::string, Json> all;
  for (const Json& manifest : manifests) {
    all.merge(flat(manifest));
  }
  std::vector<std::string> columns;
  for (const auto& [key, value] : all) {
    columns.push_back(key);
  }
  std::shuffle(columns.begin(), columns.end(), random);
  return columns;
}

std::string row_of(const Json& manifest, const std::vector<std::string>& columns,
                   std::mt19937_64& random) {
  const auto values = flat(manifest);
  std::string out;
  for (const std::string& column : columns) {
    const auto found = values.find(column);
    out += found == values.end() ? std::string() : cell(found->second, random() % 2 == 0);
    out += ',';
  }
  out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("A record gives what its manifest alone gives, to the last digit", "[property]") {
  const WalkOptions options;
  RecordWalker walker(options);
  RandomManifest manifests(seed);
  for (int i = 0; i < many_tries; ++i) {
    const std::string manifest = manifests.next().dump();
    INFO("run " << i << ": " << manifest);
    const std::string line = walked(walker, block_of(manifest, RecordFormat::lines));
    REQUIRE(line == estimated_alone(manifest));
  }
}

TEST_CASE("A table with its columns in any order gives what JSON gives", "[property]") {
  const WalkOptions options;
  RecordWalker walker(options);
  RandomManifest source(seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < tables; ++i) {
    std::vector<Json> manifests(rows);
    std::generate(manifests.begin(), manifests.end(), [&] { return simple(source); });
    const auto columns = columns_of(manifests, random);
    const auto header = std::make_shared<const TableHeader>(TableHeader{joined(columns), 1});
    for (const Json& manifest : manifests) {
      const std::string row = row_of(manifest, columns, random);
      INFO(header->text << "\n" << row);
      Block block = block_of(row, RecordFormat::csv);
      block.header = header;
      const std::string json = manifest.dump();
      REQUIRE(walked(walker, block) == walked(walker, block_of(json, RecordFormat::lines)));
    }
  }
}
