// SPDX-License-Identifier: Apache-2.0
#include "fit/write_fit.hpp"

#include "plume/data/catalogue.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>

namespace plume::fit {

namespace {

using Json = nlohmann::ordered_json;

/// Coefficients are shipped with as many digits as they deserve.
constexpr int digits = 3;

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

/// One figure a line, with what all figures of a fit share.
class FigureList {
 public:
  FigureList(std::string locator, std::string note)
      : locator_(std::move(locator)), note_(std::move(note)) {}

  /// A figure that the program knows by name.
  void add(std::string_view id, std::string_view constant, double value, std::string_view condition,
           const Band* band = nullptr) {
    Json figure;
    figure["id"] = fmt::format("throughput/{}", id);
    figure["constant"] = constant;
    lines_.push_back(completed(std::move(figure), value, condition, band));
  }

  Json completed(Json figure, double value, std::string_view condition,
                 const Band* band = nullptr) const {
    figure["value"] = round_significant(value, digits);
    figure["unit"] = "1";
    if (band != nullptr) {
      figure["low"] = round_significant(band->low, digits);
      figure["high"] = round_significant(band->high, digits);
    }
    figure["condition"] = condition;
    figure["source"] = "plume-throughput-fit";
    figure["locator"] = locator_;
    figure["status"] = "verified";
    figure["note"] = note_;
    return figure;
  }

  const std::vector<Json>& lines() const { return lines_; }

 private:
  std::string locator_, note_;
  std::vector<Json> lines_;
};

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
  list.add("base", "mfu_base", c.at("base"),
           "dense transformer, 16 bit, model FLOP 6 N D over the dense 16-bit peak, steady rate");
  list.add("size-exponent", "mfu_size_exponent", c.at("size-exponent"),
           "dense transformer, of 1 + N0/N");
  list.add("count-exponent", "mfu_count_exponent", c.at("count-exponent"),
           "dense transformer, of devices over those of one node");
  list.add("precision-fp8", "mfu_fp8", c.at("precision/fp8"),
           "speed of the matrix products in fp8 over that at 16 bits");
  list.add("precision-fp4", "mfu_fp4", c.at("precision/fp4"),
           "speed of the matrix products in fp4 over that at 16 bits");
  list.add("stack-tuned", "mfu_stack_tuned", c.at("stack/tuned"), "a vendor's tuned recipe");
  list.add("stack-old", "mfu_stack_old", c.at("stack/old"),
           "stacks up to 2022, before fused attention");
  list.add("band", "mfu_band", 1,
           "dense transformer, 16 bit: measured over predicted, rows of "
           "left-out sources, 5th to 95th percentile",
           &dense.steady.band);
  list.add("band-low-precision", "mfu_band_low_precision", 1,
           "fp8 or fp4: the same, rows of left-out sources", &dense.low_precision);
  list.add("band-unknown-generation", "mfu_band_unknown_generation", 1,
           "the same, leaving whole generations of accelerators out", &dense.unknown_generation);
  list.add("band-encoder", "mfu_band_encoder", 1,
           "encoders and encoder-decoders, predicted as dense language models",
           &dense.encoder_band);
  return list;
}

FigureList moe_figures(const SteadyFit& moe, std::string_view date) {
  const auto& c = moe.coefficients;
  FigureList list(locator_of(moe, "models", date), note_of(moe, "models"));
  list.add("moe-base", "moe_base", c.at("base"),
           "mixture of experts, 16 bit, model FLOP 6 N_active D over the dense 16-bit peak, "
           "a vendor's recipe");
  list.add("moe-size-exponent", "moe_size_exponent", c.at("size-exponent"),
           "mixture of experts, of active parameters");
  list.add("moe-sparsity-exponent", "moe_sparsity_exponent", c.at("sparsity-exponent"),
           "mixture of experts, of all over active parameters");
  list.add("moe-precision-fp8", "moe_fp8", c.at("precision/fp8"),
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

std::string as_lines(const std::vector<Json>& rows) {
  std::string out;
  for (const Json& row : rows) {
    out += fmt::format("{}    {}", out.empty() ? "" : ",\n", row.dump());
  }
  return out;
}

std::string row_of_table(std::string_view what, const Accuracy& a) {
  return fmt::format("{:<46}{:>6}{:>8}{:>9.1f}{:>9.1f}{:>11.1f}{:>9.1f}\n", what, a.rows, a.groups,
                     100 * a.median_error, 100 * a.p90_error, 100 * a.balanced_median,
                     100 * a.balanced_p90);
}

}  // namespace

std::string as_data_file(const DenseFit& dense, const SteadyFit& moe, std::string_view date) {
  const FigureList of_dense = dense_figures(dense, date);
  const FigureList of_moe = moe_figures(moe, date);
  std::vector<Json> figures = of_dense.lines();
  figures.insert(figures.end(), of_moe.lines().begin(), of_moe.lines().end());
  return fmt::format("{{\n  \"figures\": [\n{}\n  ],\n  \"generations\": [\n{}\n  ]\n}}\n",
                     as_lines(figures), as_lines(generation_lines(dense, moe, of_dense, of_moe)));
}

std::string as_table(const DenseFit& dense, const SteadyFit& moe) {
  return fmt::format(
             "Error of time, % of the measured            each row alike    each group alike\n"
             "{:<46}{:>6}{:>8}{:>9}{:>9}{:>11}{:>9}\n",
             "", "rows", "groups", "median", "90th", "median", "90th") +
         row_of_table("dense, leaving a source out", dense.steady.accuracy) +
         row_of_table("dense, leaving a generation out", dense.without_generation) +
         row_of_table("encoders and encoder-decoders, none fitted", dense.encoders) +
         row_of_table("mixtures of experts, leaving a model out", moe.accuracy);
}

}  // namespace plume::fit
