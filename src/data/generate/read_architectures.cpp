// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_entries.hpp"
#include "data/generate/read_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace plume::generate {

namespace {

constexpr std::array<std::string_view, 4> kinds{"cnn", "vision-transformer", "diffusion", "other"};

/// Pixels of a side; 0 where they are not said.
int read_pixels(ObjectReader& reader, std::string_view key) {
  const double pixels = reader.optional_number(key).value_or(0);
  if (!(pixels >= 0 && pixels <= 65'535 && std::floor(pixels) == pixels)) {
    reader.faults().add(reader.spot().inside(key), "this is not a number of pixels",
                        "write the pixels of one side, 224");
    return 0;
  }
  return static_cast<int>(pixels);
}

std::string read_kind(ObjectReader& reader) {
  std::string kind = reader.text("kind");
  if (!kind.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    reader.faults().add(reader.spot().inside("kind"), "unknown word \"" + kind + '"',
                        "use one of: cnn, vision-transformer, diffusion, other");
  }
  return kind;
}

/// One number of an architecture, which shares all else with those of its group.
class Numbers {
 public:
  Numbers(ObjectReader& reader, const FigureDraft& shared, const std::string& id, Draft& draft)
      : reader_(reader), shared_(shared), id_(id), draft_(draft) {}

  std::size_t work(std::string_view key) { return enter(key, shared_, reader_.number(key)); }

  std::size_t parameters() { return enter("parameters", plain(""), reader_.number("parameters")); }

  FigureRow optional_work(std::string_view key) { return optional(key, shared_); }

  FigureRow activations() {
    return optional("activations",
                    plain("outputs of all convolutions and matrix products for one sample"));
  }

 private:
  FigureDraft plain(std::string_view condition) const {
    FigureDraft figure = shared_;
    figure.condition = condition;
    figure.unit = "1";
    figure.scale = 1;
    return figure;
  }

  FigureRow optional(std::string_view key, FigureDraft like) {
    const auto value = reader_.optional_number(key);
    return value ? FigureRow(enter(key, std::move(like), *value)) : FigureRow();
  }

  std::size_t enter(std::string_view key, FigureDraft figure, double value) {
    figure.id.append("architecture/").append(id_).append("/").append(key);
    figure.spot = reader_.spot();
    figure.value = figure.low = figure.high = value;
    return enter_figure(std::move(figure), reader_, draft_);
  }

  ObjectReader& reader_;
  const FigureDraft& shared_;
  const std::string& id_;
  Draft& draft_;
};

/// The architecture of a lower layer with this id gives way to the new one.
void put(ArchitectureDraft architecture, Draft& draft) {
  const FigureRow earlier =
      earlier_row(draft.architectures, &ArchitectureDraft::id, architecture.id, architecture.spot);
  (earlier ? draft.architectures[*earlier] : draft.architectures.emplace_back()) =
      std::move(architecture);
}

void read_architecture(ObjectReader& reader, const FigureDraft& shared, Draft& draft) {
  ArchitectureDraft out;
  out.spot = reader.spot();
  out.id = reader.text("id");
  out.name = reader.text("name");
  out.kind = read_kind(reader);
  out.aliases = reader.texts("aliases");
  out.note = reader.optional_text("note");
  out.image_size = read_pixels(reader, "image_size");
  out.patch_size = read_pixels(reader, "patch_size");
  Numbers numbers(reader, shared, out.id, draft);
  out.parameters = numbers.parameters();
  out.forward = numbers.work("forward");
  out.activations = numbers.activations();
  out.frozen = numbers.optional_work("frozen");
  reader.finish();
  put(std::move(out), draft);
}

}  // namespace

void read_architecture_group(ObjectReader& reader, Draft& draft) {
  const FigureDraft shared = read_shared_figure(reader);
  const nlohmann::json* list = reader.member("architectures");
  reader.finish();
  if (list == nullptr) {
    reader.faults().add(reader.spot(), "\"architectures\" is missing",
                        "add the list of architectures");
    return;
  }
  const Spot spot = reader.spot().inside("architectures");
  for (const Element& element : elements(*list, spot, reader.faults())) {
    ObjectReader row(element.value, element.spot, reader.faults());
    read_architecture(row, shared, draft);
  }
}

}  // namespace plume::generate
