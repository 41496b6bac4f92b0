// SPDX-License-Identifier: Apache-2.0
#include "data/model_name.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/data/entry.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace plume;

namespace {

std::string_view id_of_model(std::string_view name) {
  const ListedModel* const found = find_language_model(name);
  return found == nullptr ? std::string_view() : found->id.view();
}

}  // namespace

TEST_CASE("Models are found by the names of their mirrors and variants", "[data]") {
  struct Case {
    const char* name;
    const char* id;
  };
  for (const Case& c :
       std::initializer_list<Case>{{"meta-llama/Llama-3.1-8B", "llama-3.1-8b"},
                                   {"meta-llama/Meta-Llama-3.1-8B-Instruct", "llama-3.1-8b"},
                                   {"unsloth/Meta-Llama-3.1-8B-Instruct-bnb-4bit", "llama-3.1-8b"},
                                   {"unsloth/llama-3-8b-Instruct", "llama-3-8b"},
                                   {"NousResearch/Llama-2-7b-hf", "llama-2-7b"},
                                   {"NousResearch/Llama-2-7b-chat-hf", "llama-2-7b"},
                                   {"TheBloke/Llama-2-7B-Chat-GPTQ", "llama-2-7b"},
                                   {"mistralai/Mistral-7B-v0.1", "mistral-7b-v0.1"},
                                   {"mistralai/Mistral-7B-Instruct-v0.2", "mistral-7b-v0.2"},
                                   {"mistralai/Mistral-Nemo-Instruct-2407", "mistral-nemo"},
                                   {"mistralai/Mistral-Nemo-Base-2407", "mistral-nemo"},
                                   {"Qwen/Qwen2.5-7B-Instruct-AWQ", "qwen2.5-7b"},
                                   {"Qwen/Qwen3-8B-Base", "qwen3-8b"},
                                   {"Qwen/Qwen3-4B-Instruct-2507", "qwen3-4b"},
                                   {"google/gemma-2-2b-it", "gemma-2-2b"},
                                   {"google/gemma-3-27b-pt", "gemma-3-27b"},
                                   {"TinyLlama/TinyLlama-1.1B-Chat-v1.0", "tinyllama-1.1b"},
                                   {"microsoft/Phi-3.5-mini-instruct", "phi-3-mini-128k"},
                                   {"deepseek-ai/DeepSeek-V3-Base", "deepseek-v3"},
                                   {"deepseek-ai/DeepSeek-R1", "deepseek-v3"},
                                   {"google-bert/bert-base-uncased", "bert-base-uncased"},
                                   {"FacebookAI/roberta-base", "roberta-base"},
                                   {"openai/whisper-base", "whisper-base"},
                                   {"google/t5-v1_1-xl", "flan-t5-xl"},
                                   {"openai-community/gpt2", "gpt2"}}) {
    INFO(c.name);
    CHECK(id_of_model(c.name) == c.id);
  }
}

TEST_CASE("Other models are not found", "[data]") {
  for (const char* name : {"", "/", "instruct", "base", "t5", "Llama", "meta-llama/Llama-3.1-9B",
                           "bert-large-chinese", "meta-llama/", "gpt-3", "Llama-3.1-8B/config"}) {
    INFO(name);
    CHECK(find_language_model(name) == nullptr);
  }
}

TEST_CASE("Every name of a model finds it, in any variant", "[data]") {
  for (const ListedModel& model : language_models()) {
    INFO(model.id.view());
    CHECK(find_language_model(model.id) == &model);
    CHECK(find_language_model(model.name) == &model);
    for (const Text alias : aliases_of(model)) {
      const std::string name(alias.view());
      INFO(name);
      CHECK(find_language_model(name) == &model);
      CHECK(find_language_model("mirror/" + name + "-Instruct-GPTQ") == &model);
      const bool sized = name.find("base") != std::string::npos;
      CHECK((sized || find_language_model("mirror/" + name + "-Base") == &model));
    }
  }
}

TEST_CASE("Words of variants are left out, the first word and sizes stay", "[data]") {
  CHECK(without_organisation("a/b/c-7b") == "c-7b");
  CHECK(without_organisation("c-7b") == "c-7b");
  CHECK(without_variant("Llama-2-7b-chat-hf") == "Llama-2-7b");
  CHECK(without_variant("mistral-7b-instruct-v0.2-bnb-4bit") == "mistral-7b-v0.2");
  CHECK(without_variant("it") == "it");
  CHECK(without_variant("bert-base-uncased") == "bert-base-uncased");
  CHECK(without_base("Qwen3-8B-Base") == "Qwen3-8B");
  CHECK(without_variant("").empty());
}

TEST_CASE("Nearest models are suggested for a mistyped one", "[data]") {
  const auto near = suggest_language_models("meta-llama/Lama-3.1-8B-Instruct");
  REQUIRE_FALSE(near.empty());
  CHECK(id_of_model(near.front()) == "llama-3.1-8b");
  CHECK(suggest_language_models("zzzzzzzzzzzzzzzz").empty());
}

TEST_CASE("Models are listed, searched and shown", "[data]") {
  const auto kinds = entry_kinds();
  CHECK(std::any_of(kinds.begin(), kinds.end(), [](const EntryKind& kind) {
    return kind.name == "language-models" && kind.entries().size() == language_models().size();
  }));
  const std::vector<std::string> words{"qwen2.5", "coder", "32b"};
  CHECK(search_entries(words).size() == 1);
  const auto found = find_entries("meta-llama/Llama-3.1-8B");
  REQUIRE(found.size() == 1);
  CHECK(kind_of(found.front()) == "model");
  CHECK(name_of(found.front()) == "Llama 3.1 8B");
  CHECK(find_entries("published/llama-1-65b").size() == 1);
}

TEST_CASE("Every model says its sizes, where they stand, and how many weights were published",
          "[data]") {
  for (const ListedModel& model : language_models()) {
    INFO(model.id.view());
    CHECK(model.config.view().find("\"model_type\"") != std::string_view::npos);
    CHECK_FALSE(model.locator.empty());
    CHECK(model.source < sources().size());
    CHECK(figures()[model.parameters].id.view() ==
          "language-model/" + std::string(model.id.view()) + "/parameters");
    CHECK(model.confirmation != Confirmation::unverified);
  }
}
