// SPDX-License-Identifier: Apache-2.0
#include "batch/config_memo.hpp"

#include "plume/formats/model_config.hpp"

namespace plume {

namespace {

constexpr std::size_t most_kept = 256;
constexpr std::size_t longest_kept = 4096;  ///< bytes of a name, or of a config itself

}  // namespace

void ConfigMemo::load(Run& run, const std::string& folder, Faults& faults) {
  if (!run.has(Key::config)) {
    return;
  }
  if (run.text(Key::config) == "-") {
    faults.push_back({"cannot-read", "a record cannot have its config from standard input",
                      "write the config into the record, or give it a file",
                      std::string(field(Key::config).path), run.origin(Key::config)});
    return;
  }
  const std::string name = folder + '\n' + std::string(run.text(Key::config));
  if (const auto found = known_.find(name); found != known_.end()) {
    const Config& config = found->second;
    run.architecture = config.size;
    run.architecture_text = config.text;
    run.architecture_notes.insert(run.architecture_notes.end(), config.notes.begin(),
                                  config.notes.end());
    return;
  }
  const std::size_t notes_before = run.architecture_notes.size();
  load_model_config(run, folder, faults);
  if (!run.architecture || name.size() > longest_kept) {
    return;
  }
  if (known_.size() == most_kept) {
    known_.clear();
  }
  const auto first = run.architecture_notes.begin() + static_cast<std::ptrdiff_t>(notes_before);
  known_[name] = {*run.architecture, run.architecture_text, {first, run.architecture_notes.end()}};
}

}  // namespace plume
