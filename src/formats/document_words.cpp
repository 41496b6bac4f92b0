// SPDX-License-Identifier: Apache-2.0
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace plume {

namespace {

struct TruthWord {
  std::string_view word;
  bool truth;
};
constexpr std::array<TruthWord, 18> truth_words{{{"true", true},
                                                 {"True", true},
                                                 {"TRUE", true},
                                                 {"false", false},
                                                 {"False", false},
                                                 {"FALSE", false},
                                                 {"yes", true},
                                                 {"Yes", true},
                                                 {"YES", true},
                                                 {"no", false},
                                                 {"No", false},
                                                 {"NO", false},
                                                 {"on", true},
                                                 {"On", true},
                                                 {"ON", true},
                                                 {"off", false},
                                                 {"Off", false},
                                                 {"OFF", false}}};

constexpr std::array<std::string_view, 4> null_words{"null", "Null", "NULL", "~"};

std::optional<double> hexadecimal(std::string_view digits) {
  std::uint64_t out = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, out, 16);
  const bool whole = error == std::errc() && stop == end;
  return whole ? std::optional(static_cast<double>(out)) : std::nullopt;
}

/// Without the `_` between digits; nothing where one stands elsewhere.
std::optional<std::string> without_separators(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] != '_') {
      out.push_back(word[i]);
    } else if (i == 0 || i + 1 == word.size() || !is_digit(word[i - 1]) || !is_digit(word[i + 1])) {
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace

std::optional<double> number_of_word(std::string_view word) {
  const bool negative = word.starts_with('-');
  word.remove_prefix(negative || word.starts_with('+') ? 1 : 0);
  if (word.starts_with("0x")) {
    const auto magnitude = hexadecimal(word.substr(2));
    return magnitude && negative ? std::optional(-*magnitude) : magnitude;
  }
  const bool begins = !word.empty() && (is_digit(word[0]) ||
                                        (word[0] == '.' && word.size() > 1 && is_digit(word[1])));
  const auto digits = begins ? without_separators(word) : std::nullopt;
  if (!digits) {
    return std::nullopt;
  }
  double out = 0;
  const char* const end = digits->data() + digits->size();
  const auto [stop, error] = std::from_chars(digits->data(), end, out);
  if (error != std::errc() || stop != end || !std::isfinite(out)) {
    return std::nullopt;
  }
  return negative ? -out : out;
}

std::optional<bool> truth_of_word(std::string_view word) {
  const auto* const found = std::find_if(truth_words.begin(), truth_words.end(),
                                         [&](const TruthWord& one) { return one.word == word; });
  return found == truth_words.end() ? std::nullopt : std::optional(found->truth);
}

DocumentNode text_node(std::string text, TextPlace place) {
  DocumentNode out;
  out.kind = DocumentNode::Kind::text;
  out.text = std::move(text);
  out.place = place;
  return out;
}

DocumentNode plain_node(std::string_view word, TextPlace place) {
  DocumentNode out = text_node(std::string(word), place);
  if (std::find(null_words.begin(), null_words.end(), word) != null_words.end()) {
    out.kind = DocumentNode::Kind::null;
  } else if (const auto truth = truth_of_word(word)) {
    out.kind = DocumentNode::Kind::boolean;
    out.truth = *truth;
  } else if (const auto number = number_of_word(word)) {
    out.kind = DocumentNode::Kind::number;
    out.number = *number;
  }
  return out;
}

std::optional<std::size_t> index_of(const DocumentNode& list, std::string_view number) {
  std::size_t index = 0;
  const char* const end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, index);
  const bool is_there = error == std::errc() && stop == end && !number.empty() &&
                        list.kind == DocumentNode::Kind::list && index < list.items.size();
  return is_there ? std::optional(index) : std::nullopt;
}

void Allowance::take(TextPlace place, std::size_t level, std::size_t bytes) {
  if (level > deepest_level) {
    refuse_document(document_, place, "nested-too-deep",
                    "values are nested more than 100 levels deep",
                    "take out what is no configuration of a training run");
  }
  if (values_ == 0 || bytes > bytes_) {
    refuse_document(document_, place, "too-many-values",
                    "the configuration holds more than 200,000 values or 32 MiB of text",
                    "take out lists of data, and references that multiply one another");
  }
  --values_;
  bytes_ -= bytes;
}

void Allowance::take_tree(const DocumentNode& tree, TextPlace place, std::size_t level) {
  take(place, level, tree.text.size());
  for (const DocumentNode& item : tree.items) {
    take_tree(item, place, level + 1);
  }
  for (const DocumentNode::Entry& entry : tree.entries) {
    take_tree(entry.value, place, level + 1);
  }
}

}  // namespace plume
