// SPDX-License-Identifier: Apache-2.0
#include "fit/write_fit.hpp"

#include "fit/data_file.hpp"
#include "plume/data/catalogue.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace plume::fit {

namespace {

/// Tells one state of the table of measurements from another (FNV-1a).
std::string fingerprint() {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&hash](std::string_view text) {
    for (const char c : text) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
  };
  for (const Measurement& m : measurements()) {
    add(fmt::format("{} {} {} {} {} {} {} {} {} {}\n", m.id.view(), m.kind.view(),
                    m.precision.view(), m.stack.view(), m.parameters, m.active, m.rate,
                    m.sequence_length, m.count, accelerators()[m.accelerator].id.view()));
  }
  return fmt::format("{:016x}", hash);
}

std::string locator_of(const SteadyFit& fit, std::string_view groups, std::string_view date) {
  return fmt::format("fit of {} to {} rows of {} {}, measurements {}", date, fit.accuracy.rows,
                     fit.accuracy.groups, groups, fingerprint());
}

std::string note_of(const SteadyFit& fit, std::string_view groups) {
  return fmt::format("error of time on left-out {}: median {:.1f} %, 90th percentile {:.1f} %",
                     groups, 100 * fit.accuracy.median_error, 100 * fit.accuracy.p90_error);
}

FigureList dense_figures(const DenseFit& dense, std::string_view date) {
  const auto& c = dense.steady.coefficients;
  FigureList list(locator_of(dense.steady, "sources", date), note_of(dense.steady, "sources"));
  list.add("throughput/base", "mfu_base", c.at("base"),
           "dense transformer, 16 bit, model FLOP 6 N D over the dense 16-bit peak, steady rate");
  list.add("throughput/size-exponent", "mfu_size_exponent", c.at("size-exponent"),
           "dense transformer, of 1 + N0/N");
  list.add("throughput/count-exponent", "mfu_count_exponent", c.at("count-exponent"),
           "dense transformer, of devices over those of one node");
  list.add("throughput/precision-fp8", "mfu_fp8", c.at("precision/fp8"),
           "speed of the matrix products in fp8 over that at 16 bits");
  list.add("throughput/precision-fp4", "mfu_fp4", c.at("precision/fp4"),
           "speed of the matrix products in fp4 over that at 16 bits");
  list.add("throughput/stack-tuned", "mfu_stack_tuned", c.at("stack/tuned"),
           "a vendor's tuned recipe");
  list.add("throughput/stack-old", "mfu_stack_old", c.at("stack/old"),
           "stacks up to 2022, before fused attention");
  list.add("throughput/band", "mfu_band", 1,
           "dense transformer, 16 bit: measured over predicted, rows of "
           "left-out sources, 5th to 95th percentile",
           &dense.steady.band);
  list.add("throughput/band-low-precision", "mfu_band_low_precision", 1,
           "fp8 or fp4: the same, rows of left-out sources", &dense.low_precision);
  list.add("throughput/band-unknown-generation", "mfu_band_unknown_generation", 1,
           "the same, leaving whole generations of accelerators out", &dense.unknown_generation);
  list.add("throughput/band-encoder", "mfu_band_encoder", 1,
           "encoders and encoder-decoders, predicted as dense language models",
           &dense.encoder_band);
  return list;
}

FigureList moe_figures(const SteadyFit& moe, std::string_view date) {
  const auto& c = moe.coefficients;
  FigureList list(locator_of(moe, "models", date), note_of(moe, "models"));
  list.add("throughput/moe-base", "moe_base", c.at("base"),
           "mixture of experts, 16 bit, model FLOP 6 N_active D over the dense 16-bit peak, "
           "a vendor's recipe");
  list.add("throughput/moe-size-exponent", "moe_size_exponent", c.at("size-exponent"),
           "mixture of experts, of active parameters");
  list.add("throughput/moe-sparsity-exponent", "moe_sparsity_exponent", c.at("sparsity-exponent"),
           "mixture of experts, of all over active parameters");
  list.add("throughput/moe-precision-fp8", "moe_fp8", c.at("precision/fp8"),
           "speed of the matrix products in fp8 over that at 16 bits, mixture of experts");
  return list;
}

/// "a100" of "generation/a100"; empty for other coefficients.
std::string generation_of(const std::string& name) {
  constexpr std::string_view prefix = "generation/";
  return name.starts_with(prefix) ? name.substr(prefix.size()) : std::string();
}

std::vector<Json> generation_lines(const DenseFit& dense, const SteadyFit& moe,
                                   const FigureList& of_dense, const FigureList& of_moe) {
  std::map<std::string, Json> lines;
  for (const auto& [name, value] : dense.steady.coefficients) {
    if (const std::string key = generation_of(name); !key.empty()) {
      lines[key]["dense"] =
          of_dense.completed({}, value, "achieved share of the dense 16-bit peak, relative");
    }
  }
  for (const auto& [name, value] : moe.coefficients) {
    if (const std::string key = generation_of(name); !key.empty()) {
      lines[key]["moe"] = of_moe.completed({}, value, "the same, mixture of experts");
    }
  }
  std::vector<Json> out;
  for (auto& [key, figures] : lines) {
    Json line{{"generation", key}};
    line.update(figures);
    out.push_back(std::move(line));
  }
  return out;
}

std::string row_of_table(std::string_view what, const Accuracy& a) {
  return fmt::format("{:<46}{:>6}{:>8}{:>9.1f}{:>9.1f}{:>11.1f}{:>9.1f}\n", what, a.rows, a.groups,
                     100 * a.median_error, 100 * a.p90_error, 100 * a.balanced_median,
                     100 * a.balanced_p90);
}

}  // namespace

std::string steady_file(const DenseFit& dense, const SteadyFit& moe, std::string_view date) {
  const FigureList of_dense = dense_figures(dense, date);
  const FigureList of_moe = moe_figures(moe, date);
  std::vector<Json> figures = of_dense.lines();
  figures.insert(figures.end(), of_moe.lines().begin(), of_moe.lines().end());
  return as_file({as_list("figures", figures),
                  as_list("generations", generation_lines(dense, moe, of_dense, of_moe))});
}

std::string image_file(const ImageFit& fit, std::span<const LeftOut> left_out,
                       std::string_view date) {
  const FitError error = error_of(left_out, false);
  FigureList list(
      fmt::format("images: fit of {} to {} rows", date, left_out.size()),
      fmt::format("error of time on left-out sources: median {:.1f} %, 90th percentile {:.1f} %",
                  100 * error.median, 100 * error.p90));
  list.add("vision/traffic", "image_traffic", fit.traffic,
           "times that each activation of the forward pass crosses the device's memory in one "
           "training step");
  list.add("vision/activations-cnn", "cnn_activations", fit.cnn.coefficient,
           "millions of activations of a convolutional network of a thousand million "
           "multiply-adds");
  list.add("vision/activations-cnn-exponent", "cnn_activations_exponent", fit.cnn.exponent,
           "convolutional network, of the thousand millions of multiply-adds");
  list.add("vision/activations-transformer", "vit_activations", fit.vision_transformer.coefficient,
           "millions of activations of a vision transformer of a thousand million multiply-adds");
  list.add("vision/activations-transformer-exponent", "vit_activations_exponent",
           fit.vision_transformer.exponent,
           "vision transformer, of the thousand millions of multiply-adds");
  return as_file({as_list("figures", list.lines())});
}

std::string overhead_file(const OverheadFit& fit, std::string_view date) {
  FigureList list(
      fmt::format("fit of {} to {} published runs of {} projects", date, fit.runs, fit.projects),
      fmt::format("device hours of projects left out: median error {:.1f} %, {:.0f} % of the runs "
                  "inside their interval",
                  100 * fit.median_error, 100 * fit.coverage));
  const Band band{1, fit.overhead.high};
  list.add("throughput/overhead", "run_overhead", 1,
           "a whole run over its predicted steady rate, on few devices: restarts, evaluation, slow "
           "data, untuned layouts",
           &band);
  list.add("throughput/overhead-exponent", "overhead_exponent", fit.overhead.exponent,
           "growth of it with the number of devices");
  return as_file({as_list("figures", list.lines())});
}

std::string steady_table(const DenseFit& dense, const SteadyFit& moe,
                         std::span<const LeftOut> images) {
  const FitError each = error_of(images, false);
  const FitError alike = error_of(images, true);
  const Accuracy of_images{.rows = images.size(),
                           .groups = 0,
                           .median_error = each.median,
                           .p90_error = each.p90,
                           .balanced_median = alike.median,
                           .balanced_p90 = alike.p90};
  return fmt::format("{:<46}{:>14}{:>18}{:>20}\n{:<46}{:>6}{:>8}{:>9}{:>9}{:>11}{:>9}\n",
                     "Error of time, % of the measured", "", "each row alike", "each group alike",
                     "", "rows", "groups", "median", "90th", "median", "90th") +
         row_of_table("dense, leaving a source out", dense.steady.accuracy) +
         row_of_table("dense, leaving a generation out", dense.without_generation) +
         row_of_table("encoders and encoder-decoders, none fitted", dense.encoders) +
         row_of_table("mixtures of experts, leaving a model out", moe.accuracy) +
         row_of_table("images, leaving a source out", of_images);
}

std::string overhead_table(const OverheadFit& fit) {
  return fmt::format(
      "Whole runs, leaving a project out: {} runs of {} projects, error of device hours {:.1f} % "
      "(median) and {:.1f} % (90th), {:.1f} % inside their interval, high over low {:.2f}\n",
      fit.runs, fit.projects, 100 * fit.median_error, 100 * fit.p90_error, 100 * fit.coverage,
      fit.high_over_low);
}

}  // namespace plume::fit
