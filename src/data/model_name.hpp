// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plume {

/// What stands behind the last `/` of a name: "meta-llama/Llama-3.1-8B" is
/// "Llama-3.1-8B".
std::string_view without_organisation(std::string_view name);

/// A model's name without the words that say how its weights were tuned or
/// stored, which leave its size alone: "Llama-2-7b-chat-hf" is "Llama-2-7b".
/// The first word stays.
std::string without_variant(std::string_view name);

/// A model's name without "base": of some models that is a size ("bert-base"),
/// of others it says that they were not tuned ("Qwen3-8B-Base").
std::string without_base(std::string_view name);

}  // namespace plume
