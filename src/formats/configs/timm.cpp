// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"
#include "formats/configs/config_format.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr auto numbers = std::to_array<NumberRow>({
    {"batch_size", &TrainingFacts::micro_batch},
    {"b", &TrainingFacts::micro_batch},
    {"grad_accum_steps", &TrainingFacts::accumulation},
    {"world_size", &TrainingFacts::devices},
    {"train_num_samples", &TrainingFacts::samples},
    {"img_size", &TrainingFacts::image_size},
    {"input_size.2", &TrainingFacts::image_size},
});

/// Images of a data set's training part.
struct NamedDataset {
  std::string_view name;  ///< letters and digits alone
  double samples;
};

/// Russakovsky et al. 2015, ImageNet Large Scale Visual Recognition Challenge, table 2;
/// Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images, section 3.
constexpr auto datasets = std::to_array<NamedDataset>({
    {"imagenet", 1281167},
    {"imagenet1k", 1281167},
    {"imagenet1kwds", 1281167},
    {"imagenet2012", 1281167},
    {"ilsvrc2012", 1281167},
    {"ilsvrcimagenet1k", 1281167},
    {"cifar10", 50000},
    {"cifar100", 50000},
});

/// The last part of a data set's name or of its folder, without punctuation:
/// "hfds/timm/imagenet-1k-wds" to "imagenet1kwds".
std::string plain_name(std::string_view text) {
  while (text.ends_with('/')) {
    text.remove_suffix(1);
  }
  std::string out;
  for (const char c : text.substr(text.rfind('/') + 1)) {
    if (is_letter(c) || is_digit(c)) {
      out.push_back(small_letter(c));
    }
  }
  return out;
}

MaybeSaid<double> samples_of(ConfigView& view, std::string_view path) {
  const auto written = view.text(path);
  const std::string name = written ? plain_name(written->value) : std::string();
  const auto found = std::find_if(datasets.begin(), datasets.end(),
                                  [&](const NamedDataset& known) { return known.name == name; });
  return found == datasets.end() ? std::nullopt
                                 : MaybeSaid<double>(view.said(path, found->samples));
}

void read_data(ConfigView& view, TrainingFacts& facts) {
  for (const std::string_view path : {"dataset", "data_dir", "data"}) {
    take(facts.samples, samples_of(view, path));
  }
  add_dataset(facts, view.text("dataset"));
}

/// "hf_hub:timm/resnet50.a1_in1k" to "resnet50": without the hub's and the weights' tag.
std::string_view architecture_of(std::string_view model) {
  model.remove_prefix(std::min(model.size(), model.rfind('/') + 1));
  return model.substr(0, model.find('.'));
}

void read_model(ConfigView& view, TrainingFacts& facts) {
  if (const auto model = view.text("model")) {
    const std::string name(architecture_of(model->value));
    take(facts.architecture, view.said("model", name));
  }
}

/// Schedules in cycles train on after their last cycle and, where the warm-up stands before them,
/// before it.
bool has_cycles(ConfigView& view) {
  const auto schedule = view.text("sched");
  constexpr std::array<std::string_view, 3> cyclic{"cosine", "tanh", "poly"};
  return !schedule || is_one_of(schedule->value, cyclic);
}

void read_epochs(ConfigView& view, TrainingFacts& facts) {
  constexpr double usual = 300;
  auto epochs = view.has("epochs") ? view.number("epochs") : view.by_default("epochs", usual);
  const auto cooldown = view.number("cooldown_epochs");
  const auto warmup = view.number("warmup_epochs");
  const bool is_before = is_true(view.flag("warmup_prefix"));
  if (epochs && has_cycles(view)) {
    epochs->value += cooldown ? cooldown->value : 0;
    epochs->value += warmup && is_before ? warmup->value : 0;
  }
  take(facts.epochs, epochs);
}

/// Without mixed precision, and with no type of the model, timm computes in single precision.
void read_precision(ConfigView& view, TrainingFacts& facts) {
  take(facts.precision, meaning_at(view, "model_dtype", number_types()));
  const auto mixed = view.flag("amp");
  if (is_true(mixed)) {
    take(facts.precision, meaning_at(view, "amp_dtype", half_types()));
    take(facts.precision, view.said("amp", "fp16"));
  }
  take(facts.precision, mixed ? view.said("amp", "fp32") : view.by_default("amp", "fp32"));
}

}  // namespace

bool is_timm(const Document& document) {
  return count_of(document, {"model"}) == 1 && count_of(document, {"batch_size", "b"}) > 0 &&
         count_of(document, {"sched", "cooldown_epochs", "warmup_epochs", "crop_pct", "aa",
                             "reprob", "remode", "mixup", "cutmix", "smoothing", "drop_path",
                             "aug_repeats", "train_interpolation", "model_ema", "img_size",
                             "input_size", "grad_accum_steps", "amp_dtype", "bce_loss"}) >= 2;
}

void read_timm(ConfigView& view, TrainingFacts& facts) {
  take(facts.name, view.text("experiment"));
  read_model(view, facts);
  read_numbers(view, facts, numbers);
  read_epochs(view, facts);
  read_data(view, facts);
  read_precision(view, facts);
  take(facts.recompute, recompute_at(view, "grad_checkpointing"));
  read_launcher(view, facts);
}

}  // namespace plume
