// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_data.hpp"

#include "data/generate/object_reader.hpp"
#include "data/generate/read_entries.hpp"
#include "plume/support/file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

namespace plume::generate {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

using ReadEntry = void (*)(ObjectReader&, Draft&);

/// Refuses a key that an object has twice, of which the parser would keep the last in silence.
class DuplicateKeys {
 public:
  bool operator()(int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) {
      open_.emplace_back();
    } else if (event == json::parse_event_t::object_end) {
      open_.pop_back();
    } else if (event == json::parse_event_t::key && !open_.back().insert(parsed).second) {
      throw std::runtime_error("the key " + parsed.dump() + " stands twice in one object");
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> open_;
};

/// Whether the text is JSON.
bool parse(JsonFile& file, Faults& faults) {
  try {
    file.value = json::parse(file.text, DuplicateKeys{});
    return true;
  } catch (const json::parse_error& error) {
    const std::size_t offset = error.byte > 0 ? error.byte - 1 : 0;
    faults.add(file, std::min(offset, file.text.size()), "this is not JSON", "mend the syntax");
  } catch (const std::runtime_error& error) {
    faults.add(file, 0, error.what(), "keep one of them");
  } catch (const json::out_of_range&) {
    faults.add(file, 0, "a number of this file is too large", "write one that a double can hold");
  }
  return false;
}

void read_list(const json& list, const Spot& spot, ReadEntry read, Draft& draft, Faults& faults) {
  for (const Element& element : elements(list, spot, faults)) {
    ObjectReader reader(element.value, element.spot, faults);
    read(reader, draft);
  }
}

void read_catalogue(ObjectReader& reader, Draft& draft) {
  draft.layout = reader.text("layout");
  if (draft.layout != readable_layout) {
    reader.faults().add(reader.spot().inside("layout"),
                        "this program reads layout " + std::string(readable_layout),
                        "bring the data to that layout, or build with the program they belong to");
  }
  reader.amend_text(draft.release, "release");
  reader.amend_optional_text(draft.hash, "hash");
  reader.finish();
}

/// A file of figures that stand on their own, of generations and of families of accelerators.
void read_figure_file(ObjectReader& reader, Draft& draft) {
  for (const auto& [key, read] : {std::pair<const char*, ReadEntry>{"figures", read_free_figure},
                                  {"generations", read_generation},
                                  {"families", read_family}}) {
    if (const json* list = reader.member(key)) {
      read_list(*list, reader.spot().inside(key), read, draft, reader.faults());
    }
  }
  reader.finish();
}

/// What the entries of a file are, by the file's own path or that of its folder.
struct Shelf {
  std::string_view path;
  ReadEntry read;
};
constexpr auto shelves =
    std::to_array<Shelf>({{"sources.json", read_source},
                          {"cloud/instances.json", read_instance},
                          {"cloud", read_cloud_region},
                          {"factors/equivalences.json", read_equivalence},
                          {"measurements", read_measurement},
                          {"grid", read_place},
                          {"hardware/accelerators", read_accelerator},
                          {"hardware/cpus.json", read_cpu_group},
                          {"models/architectures.json", read_architecture_group},
                          {"models/language-models.json", read_language_model},
                          {"site", read_pue}});

constexpr std::string_view known_places =
    "sources.json, hardware/accelerators/*.json, hardware/cpus.json, hardware/embodied.json, "
    "grid/*.json, cloud/*.json, site/*.json, factors/equivalences.json, measurements/*.json, "
    "published/*.json, models/architectures.json, models/language-models.json, "
    "models/*.json and files of figures in the folder itself are read";

/// Null for a file that is none of these.
ReadEntry entry_reader(const fs::path& path) {
  for (const Shelf& shelf : shelves) {
    if (path == shelf.path || path.parent_path() == shelf.path) {
      return shelf.read;
    }
  }
  return nullptr;
}

/// Any other file of the folder itself holds figures too, so that a folder of a few own figures
/// needs no shelves.
bool holds_figures(const fs::path& path) {
  return path == "hardware/embodied.json" || path.parent_path() == "models" ||
         path.parent_path().empty();
}

void read_file_entries(const fs::path& path, const JsonFile& file, Draft& draft, Faults& faults) {
  if (const ReadEntry read = entry_reader(path)) {
    read_list(file.value, {&file, ""}, read, draft, faults);
  } else if (path == "catalogue.json") {
    ObjectReader reader(file.value, {&file, ""}, faults);
    read_catalogue(reader, draft);
  } else if (path.parent_path() == "published") {
    ObjectReader reader(file.value, {&file, ""}, faults);
    read_suite(reader, draft);
  } else if (holds_figures(path)) {
    ObjectReader reader(file.value, {&file, ""}, faults);
    read_figure_file(reader, draft);
  } else {
    faults.add(Spot{&file, ""}, "a file in this place has no meaning",
               "move it, and leave other files out: " + std::string(known_places));
  }
}

std::vector<fs::path> data_files(const fs::path& folder) {
  std::vector<fs::path> result;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path path = entry.path().lexically_relative(folder);
    if (path.extension() == ".json" && *path.begin() != "schema" && entry.is_regular_file()) {
      result.push_back(path);
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

/// The folder's files; a folder that cannot be read is a fault.
std::vector<fs::path> listed(const std::string& folder, Faults& faults) {
  try {
    return data_files(folder);
  } catch (const fs::filesystem_error& error) {
    faults.add(JsonFile{folder, "", {}}, 0, "this folder cannot be read: " + error.code().message(),
               "give a folder with data");
    return {};
  }
}

/// Rates that are not compiled in: an overlay of them would change nothing.
constexpr std::string_view fitted_apart = "measurements/images.json";

void read_layer(const std::string& folder, int layer, DataFolder& data, Faults& faults) {
  for (const fs::path& path : listed(folder, faults)) {
    const std::string whole = (fs::path(folder) / path).string();
    if (path == fitted_apart && layer > 0) {
      faults.add(JsonFile{whole, "", {}}, 0, "only the fit of the image models reads this file",
                 "leave it out, or fit the models anew with it");
    }
    if (path == fitted_apart) {
      continue;
    }
    read_data_file({whole, plume::read_file(whole), {}, layer}, path.string(), data, faults);
  }
}

}  // namespace

bool is_whole_catalogue(const std::string& folder) {
  std::error_code none;
  return fs::exists(fs::path(folder) / "catalogue.json", none);
}

void read_data_file(JsonFile text, const std::string& place, DataFolder& data, Faults& faults) {
  JsonFile& file = data.files.emplace_back(std::move(text));
  if (parse(file, faults)) {
    read_file_entries(place, file, data.draft, faults);
  }
}

DataFolder read_data(const std::string& folder, Faults& faults) {
  DataFolder data;
  read_layer(folder, 0, data, faults);
  if (data.draft.layout.empty()) {
    faults.add(JsonFile{(fs::path(folder) / "catalogue.json").string(), "", {}}, 0,
               "the catalogue has no layout", "say it in this file: see data/README.md");
  }
  return data;
}

void read_overlay(const std::string& folder, int layer, DataFolder& data, Faults& faults) {
  const std::size_t before = data.files.size();
  const std::size_t faults_before = faults.all().size();
  read_layer(folder, layer, data, faults);
  if (data.files.size() == before && faults.all().size() == faults_before) {
    faults.add(JsonFile{folder, "", {}}, 0, "this folder holds no data",
               std::string("put files there: ") + std::string(known_places));
  }
}

}  // namespace plume::generate
