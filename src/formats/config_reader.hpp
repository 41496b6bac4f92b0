// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/run.hpp"

#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plume {

/// Thrown where a config, or the header of weights, cannot be used; caught by `load_model_config`.
struct Unusable {
  std::string code;
  std::string message;
  std::string cure;
};

/// Reads values of a config and remembers which, so that a report can repeat them. A key that is
/// null is one that is absent. What has the wrong type or cannot be is thrown as `Unusable`.
class ConfigReader {
 public:
  using Json = nlohmann::ordered_json;

  explicit ConfigReader(const Json& config);

  /// A size from 1 to 1e12. At the top of a config it must be there; nested parts are released as
  /// differences from the `usual` sizes of the transformers library.
  double size(const char* key, double usual);

  /// The same under the first of several names that is there.
  double size_of(const std::vector<const char*>& keys, double usual);

  /// A size that released configs leave out.
  double size_or(const char* key, double otherwise);

  /// A count that may be zero.
  double count_or(const char* key, double otherwise);

  /// A number of layers, or of anything else that is walked through one by one: up to 10,000.
  double layers(const char* key, double usual);
  double layers_or(const char* key, double otherwise);

  /// A number above zero that need not be whole.
  double factor_or(const char* key, double otherwise);

  bool flag_or(const char* key, bool otherwise);
  std::string text_or(const char* key, const std::string& otherwise);

  /// Up to `most` sizes, zero allowed; a single number stands for a list of one.
  std::vector<double> list_or(const char* key, const std::vector<double>& otherwise,
                              std::size_t most = 64);
  std::vector<std::string> texts_or(const char* key, const std::vector<std::string>& otherwise,
                                    std::size_t most = 10000);

  bool has(const char* key) const;

  /// Whether the key is there and null, where that says something else than its absence.
  bool is_null(const char* key);

  /// Whether there is a number below zero: some sizes say so that another holds.
  bool is_negative(const char* key) const;

  /// How many members an object or a list has; nothing where there is none.
  std::optional<double> members(const char* key) const;

  /// The object under a key; an empty one where there is none. It is read as a nested part.
  ConfigReader part(const char* key) const;

  /// Enters a value as if it had been read.
  void remember(const char* key, const Json& value);

  void note(ConfigNote note);

  /// What was read, as JSON that reads back the same.
  std::string used() const;
  const std::vector<ConfigNote>& notes() const;

 private:
  struct Trace {
    Json used = Json::object();
    std::vector<ConfigNote> notes;
  };

  ConfigReader(const Json& config, std::string place, std::shared_ptr<Trace> trace);

  const Json* find(const char* key) const;
  std::optional<double> number(const char* key, double least, double most);

  const Json& config_;
  std::string place_;  ///< as a JSON pointer; empty at the top
  std::shared_ptr<Trace> trace_;
};

/// The note of a part of the model that is left out of the count.
ConfigNote part_not_counted(const std::string& what);

/// Throws the fault of sizes that contradict each other.
[[noreturn]] void contradict(const std::string& what);

/// Throws the fault of a value that cannot be.
[[noreturn]] void refuse_value(const std::string& key, const std::string& what);

}  // namespace plume
