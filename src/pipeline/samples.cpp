// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "plume/models/sample_workload.hpp"
#include "plume/models/vision_throughput.hpp"
#include "plume/support/closest_match.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

constexpr std::string_view reference = "docs/explanation/method.md, Work by the sample";

void check_patches(Context& context, double image, double patch) {
  if (patch > image) {
    context.fault(Key::patch_size, "contradiction", "the patches are larger than the image",
                  "a patch is the part of an image that makes one token, of 14 or 16 pixels");
  }
}

/// By how much the work of a listed architecture grows from the image size that it is listed for.
double growth(const ListedArchitecture& listed, double image) {
  const double from = listed.image_size;
  return listed.patch_size == 0
             ? area_ratio(image, from)
             : image_tokens(image, listed.patch_size) / image_tokens(from, listed.patch_size);
}

/// A patch size given beside an architecture that has another, or none.
void check_listed_patch(Context& context, const ListedArchitecture& listed) {
  if (!context.run.has(Key::patch_size)) {
    return;
  }
  const double given = context.run.number(Key::patch_size).value;
  if (listed.patch_size != 0 && given != listed.patch_size) {
    context.fault(Key::patch_size, "contradiction",
                  fmt::format("`{}` has patches of {} pixels", listed.id.view(), listed.patch_size),
                  "leave the patch size out, or name the architecture that has it");
  } else if (listed.patch_size == 0) {
    unused(context, Key::patch_size, "the architecture says what its work is");
  }
}

/// The growth of a listed architecture's figures to the run's image size; one where it has its own.
double listed_growth(Context& context, const ListedArchitecture& listed) {
  check_listed_patch(context, listed);
  if (listed.image_size == 0) {
    unused(context, Key::image_size, "the architecture is not listed by image size");
    return 1;
  }
  const double image = context.run.value_or(Key::image_size, listed.image_size);
  const bool given = context.run.has(Key::image_size);
  context.use(
      "image_size", exactly(image),
      {given ? Status::given : Status::catalogue, given ? nullptr : &figures()[listed.forward]},
      Branch::work);
  check_patches(context, image, std::max<double>(1, listed.patch_size));
  return growth(listed, image);
}

/// The forward work of the listed architecture at the run's image size.
void use_listed(Context& context, Job& job) {
  const ListedArchitecture& listed = *job.listed;
  const Figure& forward = figures()[listed.forward];
  const double grown = listed_growth(context, listed);
  job.forward = forward.as<Work>().value.in(flop)*grown;
  job.frozen =
      listed.frozen == 0 ? 0 : figures()[listed.frozen - 1U].as<Work>().value.in(flop)*grown;
  if (listed.activations != 0) {
    job.activations = figures()[listed.activations - 1U].ratio().value * grown;
  }
  if (grown != 1) {
    context.warn(
        "scaled-architecture",
        [&] {
          return fmt::format("the work of `{}` is listed for images of {} pixels; it is scaled by "
                             "{}",
                             listed.id.view(), listed.image_size, print_human(grown, 4));
        },
        "give --flops-per-sample");
  }
  if (!context.run.has(Key::flops_per_sample)) {
    context.use("flops_per_sample", "FLOP", flop, exactly(flop(job.forward)),
                {grown == 1 ? Status::catalogue : Status::derived, &forward}, Branch::work);
  }
  if (job.frozen > 0) {
    context.use("frozen_flops_per_sample", "FLOP", flop, exactly(flop(job.frozen)),
                {grown == 1 ? Status::catalogue : Status::derived, &figures()[listed.frozen - 1U]},
                Branch::work);
  }
}

/// The forward work of a vision transformer from its parameters and the tokens of an image.
void use_patches(Context& context, Job& job) {
  const Run& run = context.run;
  if (!run.has(Key::image_size) || !run.has(Key::patch_size)) {
    const Key missing = run.has(Key::image_size) ? Key::patch_size : Key::image_size;
    context.fault(run.has(Key::image_size) ? Key::image_size : Key::patch_size,
                  "missing-image-size",
                  "the tokens of an image follow from its size and that of a patch",
                  fmt::format("give {}", field(missing).flag));
    job.faulty = true;
    return;
  }
  const double image = run.number(Key::image_size).value;
  const double patch = run.number(Key::patch_size).value;
  check_patches(context, image, patch);
  const double tokens = image_tokens(image, patch);
  const auto& shape = run.architecture;
  const double parameters = shape ? shape->matrix_parameters : job.total_parameters;
  job.forward = transformer_forward(
      parameters, shape ? attention_shape(*shape, tokens) : AttentionShape{}, tokens);
  job.activations = transformer_activations(
      shape ? TransformerShape{shape->attention.layers, shape->width}
            : typical_vision_transformer(parameters, constant(Constant::vit_aspect).value),
      tokens);
  context.use("image_size", exactly(image), {Status::given}, Branch::work);
  context.use("patch_size", exactly(patch), {Status::given}, Branch::work);
  context.use("tokens_per_image", exactly(tokens), {Status::derived}, Branch::work);
  context.use("flops_per_sample", "FLOP", flop, exactly(flop(job.forward)), {Status::derived},
              Branch::work);
  if (context.explaining()) {
    context.step({"Forward work of an image", shape ? "2 N T + 4 L h T^2" : "2 N T",
                  fmt::format("2 x {} x {}", print_human(parameters, 5), print_human(tokens, 6)),
                  print_human(job.forward, 4) + " FLOP", reference});
  }
}

/// An image of another size than the config's, where the model sees nothing else.
double tokens_of_config(Context& context, const ModelSize& size) {
  const Run& run = context.run;
  if (size.patch_size == 0) {
    unused(context, Key::image_size, "the model's config says what a sample is");
    unused(context, Key::patch_size, "the model's config says what a sample is");
    return size.sample_tokens;
  }
  if (run.has(Key::patch_size) && run.number(Key::patch_size).value != size.patch_size) {
    context.fault(Key::patch_size, "contradiction",
                  fmt::format("the model's config has patches of {} pixels", size.patch_size),
                  "leave the patch size out");
  }
  if (!run.has(Key::image_size)) {
    return size.sample_tokens;
  }
  const double image = run.number(Key::image_size).value;
  check_patches(context, image, size.patch_size);
  context.use("image_size", exactly(image), {Status::given}, Branch::work);
  return sample_tokens_at(size, image);
}

/// The forward work that nothing but the model's config decides.
void use_config(Context& context, Job& job) {
  const ModelSize& size = *context.run.architecture;
  const double tokens = tokens_of_config(context, size);
  if (is_transformer_of_tokens(job.kind)) {
    unused(context, Key::sequence_length, "the model's config says what a sample is");
    job.attention = 0;
    job.attention_counted = true;
  }
  const Work forward = size.patch_size > 0 ? forward_at(size, tokens) : size.forward_per_sample;
  job.forward = forward.in(flop);
  if (job.kind == ModelKind::vision_transformer && tokens > 0) {
    job.activations =
        transformer_activations(TransformerShape{size.attention.layers, size.width}, tokens);
  }
  if (size.patch_size > 0) {
    context.use("tokens_per_image", exactly(tokens), {Status::derived}, Branch::work);
  }
  context.use("flops_per_sample", "FLOP", flop, exactly(forward), {Status::derived}, Branch::work);
}

void use_given_forward(Context& context, Job& job) {
  const auto given = context.run.quantity<Work>(Key::flops_per_sample);
  job.forward = given->value.in(flop);
  context.use("flops_per_sample", "FLOP", flop, *given, {Status::given}, Branch::work);
  if (job.listed == nullptr) {
    unused(context, Key::image_size, "`training.flops_per_sample` is given");
    unused(context, Key::patch_size, "`training.flops_per_sample` is given");
  }
}

/// A listed architecture whose figures the kind or a configuration contradicts.
void check_listed(Context& context, const ListedArchitecture& listed) {
  const Run& run = context.run;
  if (run.has(Key::kind) && model_kind_names[run.choice(Key::kind)] != listed.kind.view()) {
    context.fault(Key::kind, "contradiction",
                  fmt::format("`{}` is a {}, not a {}", listed.id.view(), listed.kind.view(),
                              model_kind_names[run.choice(Key::kind)]),
                  "leave the kind out: it follows from the architecture");
  }
  if (run.has(Key::config)) {
    context.fault(Key::config, "contradiction",
                  "a configuration and an architecture of the catalogue are both given",
                  "give one of the two");
  }
}

bool has_patches(const Run& run, const Job& job) {
  return job.kind == ModelKind::vision_transformer && job.total_parameters > 0 &&
         !fixes_sample(run) && (run.has(Key::image_size) || run.has(Key::patch_size));
}

double adapter_share(const Job& job, TrainingMethod method, double adapter_parameters) {
  return method == TrainingMethod::full || job.total_parameters <= 0
             ? 0
             : adapter_parameters / job.total_parameters;
}

void explain_work(Context& context, const Job& job, const SampleTask& task) {
  const bool full = task.method == TrainingMethod::full;
  const std::string passes =
      full ? "3" : fmt::format("(2 + 3 x {})", print_human(task.adapter_share));
  const std::string frozen =
      job.frozen > 0 ? fmt::format(" + {}", print_human(job.frozen, 4)) : std::string();
  context.step({"Work",
                full ? (job.frozen > 0 ? std::string_view("(3 F + F_frozen) x samples")
                                       : std::string_view("3 F x samples"))
                     : (job.frozen > 0 ? std::string_view("((2 + 3 a) F + F_frozen) x samples")
                                       : std::string_view("(2 + 3 a) F x samples")),
                fmt::format("({} x {}{}) x {}", passes, print_human(job.forward, 4), frozen,
                            print_human(job.samples, 5)),
                print_human(job.work->model.in(flop), 4) + " FLOP", reference});
}

}  // namespace

const ListedArchitecture* find_listed(Context& context) {
  if (!context.run.has(Key::architecture)) {
    return nullptr;
  }
  const std::string_view name = context.run.text(Key::architecture);
  const ListedArchitecture* const found = find_architecture(name);
  if (found == nullptr) {
    const auto near = suggest_architectures(name);
    context.fault(Key::architecture, "unknown-architecture",
                  fmt::format("the catalogue has no architecture `{}`", name),
                  near.empty() ? std::string("give --flops-per-sample and --kind, or see `plume "
                                             "data list architectures`")
                               : did_you_mean(near));
    return nullptr;
  }
  check_listed(context, *found);
  return found;
}

bool is_image_kind(ModelKind kind) {
  return kind == ModelKind::cnn || kind == ModelKind::vision_transformer;
}

bool fixes_sample(const Run& run) {
  return run.architecture && run.architecture->forward_per_sample > Work{};
}

std::optional<ModelKind> kind_by_samples(const Run& run, const ListedArchitecture* listed) {
  if (listed != nullptr) {
    const auto found =
        std::find(model_kind_names.begin(), model_kind_names.end(), listed->kind.view());
    return found == model_kind_names.end()
               ? ModelKind::other
               : static_cast<ModelKind>(found - model_kind_names.begin());
  }
  if (run.has(Key::patch_size)) {
    return ModelKind::vision_transformer;
  }
  return run.has(Key::flops_per_sample) || run.has(Key::architecture)
             ? std::optional(ModelKind::other)
             : std::nullopt;
}

void find_samples(Context& context, Job& job) {
  const Run& run = context.run;
  job.samples = run.value_or(Key::samples, 0) * run.value_or(Key::epochs, 1);
  if (job.listed != nullptr) {
    use_listed(context, job);
  }
  if (run.has(Key::flops_per_sample)) {
    use_given_forward(context, job);
  } else if (job.listed == nullptr && has_patches(run, job)) {
    use_patches(context, job);
  } else if (fixes_sample(run) && (run.has(Key::samples) || !run.has(Key::tokens))) {
    use_config(context, job);
  }
  if (run.has(Key::activations) && is_image_kind(job.kind)) {
    job.activations = run.number(Key::activations).value;
  }
  if (job.samples > 0 && (job.forward > 0 || run.has(Key::samples_per_second))) {
    context.use("samples", exactly(job.samples), {Status::given}, Branch::tokens);
  }
}

void find_sample_work(Context& context, Job& job, double adapter_parameters) {
  const Run& run = context.run;
  const auto method = run.choice_or(Key::training_method, TrainingMethod::full);
  const SampleTask task{.forward = job.forward,
                        .frozen = job.frozen,
                        .samples = job.samples,
                        .method = method,
                        .adapter_share = adapter_share(job, method, adapter_parameters),
                        .recompute = run.choice_or(Key::recompute, Recompute::none)};
  job.work = sample_workload(task);
  unused(context, Key::tokens, "the work follows from samples");
  if (context.explaining()) {
    explain_work(context, job, task);
  }
}

}  // namespace plume
