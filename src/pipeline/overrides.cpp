// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "plume/data/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

/// The ids of what an overlay brought, by the file that it came from.
class Overrides {
 public:
  void add(std::string id, std::string_view file) {
    if (file.empty()) {
      return;
    }
    auto found = std::find_if(files_.begin(), files_.end(),
                              [file](const File& known) { return known.path == file; });
    if (found == files_.end()) {
      found = files_.insert(found, File{file, {}});
    }
    if (std::find(found->ids.begin(), found->ids.end(), id) == found->ids.end()) {
      found->ids.push_back(std::move(id));
    }
  }

  /// An entry of which no figure was named: something else about it was changed.
  void add_entry(const std::string& id, std::string_view file) {
    const bool named = std::any_of(files_.begin(), files_.end(), [&](const File& known) {
      return std::any_of(known.ids.begin(), known.ids.end(),
                         [&](const std::string& figure) { return figure.starts_with(id + '/'); });
    });
    if (!named) {
      add(id, file);
    }
  }

  void add(const Figure& figure) { add(std::string(figure.id.view()), origin_of(figure)); }

  /// "a, b (from x.json); c (from y.json)"
  std::string in_words() const {
    std::string out;
    for (const File& file : files_) {
      out += fmt::format("{}{} (from {})", out.empty() ? "" : "; ", fmt::join(file.ids, ", "),
                         file.path);
    }
    return out;
  }

 private:
  struct File {
    std::string_view path;
    std::vector<std::string> ids;
  };
  std::vector<File> files_;
};

void add_input(Overrides& overrides, const Input& input) {
  if (input.figure != nullptr) {
    overrides.add(*input.figure);
  }
  if (input.series != nullptr) {
    overrides.add(fmt::format("grid/{}/{}", input.place->id.view(), name_of(input.series->basis)),
                  origin_of(*input.series));
  }
}

void add_device(Overrides& overrides, const Device& device) {
  if (device.listed == nullptr) {
    return;
  }
  for (std::size_t i = 0; i < property_count; ++i) {
    if (const Figure* const figure = device.listed->figure(static_cast<Property>(i))) {
      overrides.add(*figure);
    }
  }
  overrides.add_entry(fmt::format("accelerator/{}", device.listed->id.view()),
                      origin_of(*device.listed));
  for (const std::uint16_t row : {device.listed->dense_factor, device.listed->moe_factor}) {
    if (row != 0) {
      overrides.add(figures()[row - 1U]);
    }
  }
  if (device.instance != nullptr) {
    overrides.add(fmt::format("instance/{}", device.instance->id.view()),
                  origin_of(*device.instance));
  }
}

}  // namespace

void tell_overrides(Context& context, const Device& device, const Site& site) {
  if (!has_overlay()) {
    return;
  }
  Overrides overrides;
  for (const Input& input : context.report.inputs) {
    add_input(overrides, input);
  }
  add_device(overrides, device);
  if (site.place != nullptr) {
    overrides.add_entry(fmt::format("grid/{}", site.place->id.view()), origin_of(*site.place));
  }
  for (const Figure* figure : replaced_constants()) {
    overrides.add(*figure);
  }
  if (const std::string words = overrides.in_words(); !words.empty()) {
    context.warn(
        "catalogue-override",
        [&] { return fmt::format("not from the compiled catalogue: {}", words); },
        "leave --data, PLUME_DATA or the user's data folder out to do without them");
  }
}

}  // namespace plume
