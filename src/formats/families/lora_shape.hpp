// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/families/lora_matrices.hpp"
#include "formats/families/transformer.hpp"

#include <string_view>
#include <vector>

namespace plume {

/// The sizes of a stack of layers, whichever names its family gives them. Of `usual` only the key
/// heads and the size of a head count.
TransformerSizes read_stack(ConfigReader& c, const UsualSizes& usual = {});

/// Width of all heads of queries, and of keys or values.
double query_width(const TransformerSizes& s);
double key_width(const TransformerSizes& s);

/// The table of words and the head, which only trained modules and explicit targets name.
void add_outside(std::vector<AdaptableMatrix>& out, const TransformerSizes& s,
                 std::string_view words, std::string_view head);

}  // namespace plume
