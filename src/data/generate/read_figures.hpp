// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/draft.hpp"
#include "data/generate/object_reader.hpp"

#include <string>

namespace plume::generate {

/// Reads the members of a figure, all but its id, and appends it to the draft; gives its row.
/// The caller finishes the reader.
std::size_t read_figure(ObjectReader& reader, std::string id, Draft& draft);

/// Reads what the figures of a group have in common: all but the id, the value and its bounds.
FigureDraft read_shared_figure(ObjectReader& reader);

/// Puts a figure in the place of one of its id in a lower layer, or appends it; gives its row.
std::size_t enter_figure(FigureDraft figure, ObjectReader& reader, Draft& draft);

/// Reads a nested figure, `key` of `owner`, under this id; nothing when there is none.
FigureRow read_member_figure(ObjectReader& owner, std::string_view key, std::string id,
                             Draft& draft);

/// Reads a word of a fixed vocabulary: "verified", "life-cycle", "country".
Confirmation read_confirmation(ObjectReader& reader, std::string_view key);
Basis read_basis(ObjectReader& reader, std::string_view key);
PlaceKind read_place_kind(ObjectReader& reader, std::string_view key);

/// A year as whole number; 0 when it is absent.
int read_year(ObjectReader& reader, std::string_view key);

/// Replaces `year` where there is one.
void amend_year(int& year, ObjectReader& reader, std::string_view key);

}  // namespace plume::generate
