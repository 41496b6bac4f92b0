// SPDX-License-Identifier: Apache-2.0
/// Samples whose work the model's config decides, and what is said beside a config.
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

using Flags = std::vector<std::pair<Key, std::string>>;

/// Images of 224 pixels in patches of 16.
ModelSize vision_transformer() {
  return {.kind = ModelKind::vision_transformer,
          .parameters = 86e6,
          .active_parameters = 86e6,
          .matrix_parameters = 85e6,
          .width = 768,
          .attention = {12, 768, 0},
          .image_size = 224,
          .patch_size = 16,
          .sample_tokens = 197,
          .forward_per_sample = flop(35e9)};
}

/// A sample of sound and text, and of no image.
ModelSize speech() {
  return {.kind = ModelKind::encoder_decoder,
          .parameters = 240e6,
          .active_parameters = 240e6,
          .matrix_parameters = 200e6,
          .width = 768,
          .attention = {36, 768, 0},
          .sample_tokens = 1948,
          .forward_per_sample = flop(540e9)};
}

ModelSize language(double positions) {
  return {.parameters = 1e9,
          .active_parameters = 1e9,
          .matrix_parameters = 0.9e9,
          .width = 2048,
          .attention = {16, 2048, 0},
          .positions = positions};
}

Flags on_a100(Flags flags) {
  flags.insert(flags.end(), {{Key::accelerator, "a100-sxm-80gb"},
                             {Key::count, "8"},
                             {Key::region, "fr"},
                             {Key::year, "2024"},
                             {Key::pue, "1.1"}});
  return flags;
}

Run asked_of(const ModelSize& size, const Flags& flags) {
  Run run = asked(on_a100(flags));
  run.set_text(Key::config, "{}", {});
  run.architecture = size;
  return run;
}

double flops_of(const ModelSize& size, const Flags& flags) {
  const Report report = estimated(asked_of(size, flags));
  REQUIRE(report.work);
  return report.work->in(flop);
}

std::size_t warnings_of(const Report& report, std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(report.warnings.begin(), report.warnings.end(), [text](const Warning& w) {
        return w.code == "unused-input" && w.message.find(text) != std::string::npos;
      }));
}

}  // namespace

TEST_CASE("A config that fixes a sample gives its work", "[pipeline]") {
  CHECK_THAT(flops_of(vision_transformer(), {{Key::samples, "1M"}, {Key::epochs, "3"}}),
             WithinRel(3 * 35e9 * 3e6, 1e-12));
  CHECK_THAT(flops_of(speech(), {{Key::samples, "1M"}}), WithinRel(3 * 540e9 * 1e6, 1e-12));
}

TEST_CASE("Images of another size than the config's make more tokens", "[pipeline]") {
  const auto at = [](const char* image) {
    return flops_of(vision_transformer(), {{Key::samples, "1M"}, {Key::image_size, image}});
  };
  CHECK_THAT(at("224"), WithinRel(3 * 35e9 * 1e6, 1e-12));
  const double scores = 4.0 * 12 * 768 * 197 * 197;
  const double larger = 4.0 * 12 * 768 * 577 * 577;
  CHECK_THAT(at("384"), WithinRel(3e6 * ((35e9 - scores) * 577 / 197 + larger), 1e-12));
  const Run other = asked_of(vision_transformer(), {{Key::samples, "1M"}, {Key::patch_size, "14"}});
  CHECK(code_of(other) == "contradiction");
}

TEST_CASE("An image says nothing to a config that fixes another sample", "[pipeline]") {
  const Report report = estimated(asked_of(
      speech(), {{Key::samples, "1M"}, {Key::image_size, "224"}, {Key::sequence_length, "448"}}));
  CHECK(warnings_of(report, "image_size") == 1);
  CHECK(warnings_of(report, "sequence_length") == 1);
  CHECK_FALSE(warns(report, "assumed-sequence-length"));
}

TEST_CASE("Tokens are the work of a speech model where they are given alone", "[pipeline]") {
  const Report report =
      estimated(asked_of(speech(), {{Key::tokens, "1B"}, {Key::sequence_length, "448"}}));
  CHECK_FALSE(has_input(report, "flops_per_sample"));
  CHECK(code_of(asked_of(vision_transformer(), {{Key::tokens, "1B"}})) == "missing-work");
}

TEST_CASE("No longer sequence is assumed than the model takes", "[pipeline]") {
  const auto length = [](double positions) {
    return input(estimated(asked_of(language(positions), {{Key::tokens, "1B"}})), "sequence_length")
        .value;
  };
  CHECK(length(512) == 512);
  CHECK(length(4096) == 2048);
  CHECK(length(0) == 2048);
}

TEST_CASE("Parameters beside a config that say another model are told", "[pipeline]") {
  const Report other =
      estimated(asked_of(language(0), {{Key::tokens, "1B"}, {Key::parameters, "6..8B"}}));
  CHECK(warns(other, "config-differs"));
  CHECK(input(other, "parameters").variance_share == 0);
  CHECK_FALSE(
      warns(estimated(asked_of(language(0), {{Key::tokens, "1B"}, {Key::parameters, "1B"}})),
            "config-differs"));
}
