// SPDX-License-Identifier: Apache-2.0
#include "plume/models/architecture.hpp"
#include "published/published.hpp"

using namespace plume;
using published::Json;

namespace {

ModelSize size_of(const Json& config) {
  Run run;
  Faults faults;
  read_manifest(Json{{"model", {{"config", config}}}}.dump(), "case.json", run, faults);
  load_model_config(run, "", faults);
  published::require_none(faults);
  REQUIRE(run.architecture);
  return *run.architecture;
}

double within(const Json& expected) {
  return published::tolerance_of(expected);
}

const Json llama_2_7b = {{"model_type", "llama"},       {"num_hidden_layers", 32},
                         {"hidden_size", 4096},         {"num_attention_heads", 32},
                         {"intermediate_size", 11008},  {"vocab_size", 32000},
                         {"tie_word_embeddings", false}};

}  // namespace

TEST_CASE("Parameter counts of known models follow from their configs to the last one",
          "[published]") {
  const Json table = published::cases("architectures.json");
  REQUIRE(table.at("cases").size() == 77);
  for (const Json& row : table.at("cases")) {
    INFO(row.at("id"));
    const ModelSize size = size_of(row.at("config"));
    CHECK(size.parameters == row.at("parameters").get<double>());
    CHECK(model_kind_names[static_cast<std::size_t>(size.kind)] == row.at("kind"));
  }
}

TEST_CASE("Active parameters of mixtures of experts are those that were published", "[published]") {
  for (const Json document = published::cases("architectures.json");
       const Json& row : document.at("cases")) {
    INFO(row.at("id"));
    const ModelSize size = size_of(row.at("config"));
    if (row.contains("active_parameters")) {
      const Json& active = row.at("active_parameters");
      CHECK_THAT(size.active_parameters,
                 WithinRel(active.at("value").get<double>(), within(active)));
    } else {
      CHECK(size.active_parameters == size.parameters);
    }
  }
}

TEST_CASE("Tokens and work of a sample follow where the architecture fixes them", "[published]") {
  for (const Json document = published::cases("architectures.json");
       const Json& row : document.at("cases")) {
    INFO(row.at("id"));
    const ModelSize size = size_of(row.at("config"));
    if (row.contains("sample_tokens")) {
      CHECK(size.sample_tokens == row.at("sample_tokens").get<double>());
    }
    if (row.contains("forward_flop")) {
      const Json& work = row.at("forward_flop");
      CHECK_THAT(size.forward_per_sample.in(flop),
                 WithinRel(work.at("value").get<double>(), within(work)));
    }
  }
}

// Touvron et al. 2023, Llama 2, arXiv:2307.09288: 2 trillion tokens, sequences of 4096.
TEST_CASE("Llama-2-7B on two trillion tokens takes 6 N D = 8.09e22 FLOP", "[published]") {
  const Json manifest = {{"model", {{"parameters", 6738415616}}},
                         {"training", {{"tokens", "2T"}}},
                         {"hardware", {{"accelerator", "a100-sxm-80gb"}, {"count", 1024}}},
                         {"site", {{"region", "us"}}}};
  const Report report = published::estimate(manifest);
  REQUIRE(report.work);
  CHECK_THAT(report.work->in(flop), WithinRel(8.09e22, 1e-3));
  CHECK_THAT(report.work->in(flop), WithinRel(6 * 6738415616.0 * 2e12, 1e-12));
}

// Chowdhery et al. 2022, PaLM, arXiv:2204.02311, appendix B: (6 N_mm + 12 L h s) D.
TEST_CASE("Llama-2-7B with its architecture counts the matrices and the attention scores",
          "[published]") {
  const Json manifest = {{"model", {{"config", llama_2_7b}}},
                         {"training", {{"tokens", "2T"}, {"sequence_length", 4096}}},
                         {"hardware", {{"accelerator", "a100-sxm-80gb"}, {"count", 1024}}},
                         {"site", {{"region", "us"}}}};
  const Report report = published::estimate(manifest);
  REQUIRE(report.work);
  const double attention = 4 * 4096.0 * 4096.0;
  const double feed_forward = 3 * 4096.0 * 11008.0;
  const double matrices = 32 * (attention + feed_forward) + 32000.0 * 4096.0;
  CHECK(matrices == 6607077376.0);
  const double scores = 12 * 32 * 4096.0 * 4096.0;
  CHECK_THAT(report.work->in(flop), WithinRel((6 * matrices + scores) * 2e12, 1e-12));
  CHECK_THAT(report.work->in(flop), WithinRel(9.21698304e22, 1e-9));
}
