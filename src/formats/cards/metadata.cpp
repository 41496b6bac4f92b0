// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_reader.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/document_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace plume::cards {

namespace {

using Kind = DocumentNode::Kind;

constexpr std::size_t most_duplicates = 20;
constexpr const char* cure_of_syntax =
    "mend the front matter; it must be YAML, a mapping of keys to values";

Document front_document(const Card& card) {
  return {card.file, blanked_before(card.text, card.front_matter.inside), Syntax::yaml, {}};
}

void add_fault(Card& card, const Document& document, TextPlace place, std::string code,
               std::string message, std::string cure) {
  card.faults.push_back(
      diagnostic_at(document, place, std::move(code), std::move(message), std::move(cure)));
}

/// The tabs of the first line that is indented by one; nothing where there is none.
std::optional<TextPlace> first_tab(std::string_view text, TextPlace within) {
  for (std::size_t at = within.offset; at < end_of(within);) {
    const std::size_t end = line_end(text, at);
    const std::string_view line = text.substr(at, end - at);
    if (is_indented_by_tab(line)) {
      return place_between(at + line.find('\t'), at + line.find_first_not_of(" \t"));
    }
    at = behind_line_end(text, end);
  }
  return std::nullopt;
}

/// With a blank for every tab of an indent: places stay what they are.
std::string with_blank_indents(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t words = std::min(out.find_first_not_of(" \t", at), out.size());
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(at),
              out.begin() + static_cast<std::ptrdiff_t>(words), ' ');
    at = behind_line_end(out, line_end(out, words));
  }
  return out;
}

void tell_tab(Card& card, const Document& document, TextPlace tab) {
  add_fault(card, document, tab, "tab-indent",
            "a tab stands in the indent of the front matter, which makes it no YAML",
            "indent with blanks");
}

void tell_syntax(Card& card, Diagnostic fault) {
  fault.code = "invalid-front-matter";
  fault.message = "the front matter cannot be read as YAML: " + fault.message;
  fault.cure = cure_of_syntax;
  card.faults.push_back(std::move(fault));
}

/// The root without its tabs; nothing where it is no YAML for another reason too.
std::optional<DocumentNode> read_without_tabs(const Document& document) {
  Document mended = document;
  mended.text = with_blank_indents(document.text);
  try {
    return read_yaml_document(mended);
  } catch (const Failure&) {
    return std::nullopt;
  }
}

std::optional<DocumentNode> recover(Card& card, const Document& document, const Failure& failure) {
  if (const auto tab = first_tab(document.text, card.front_matter.inside)) {
    tell_tab(card, document, *tab);
    return read_without_tabs(document);
  }
  tell_syntax(card, failure.diagnostics().front());
  return std::nullopt;
}

void require_size(const Card& card, const Document& document) {
  if (card.front_matter.inside.width > largest_yaml) {
    refuse_document(document, place_between(card.front_matter.inside.offset, 0), "too-many-values",
                    "it is larger than 4 MiB", cure_of_syntax);
  }
}

std::optional<DocumentNode> read_root(Card& card, const Document& document) {
  try {
    require_size(card, document);
    DocumentNode root = read_yaml_document(document);
    card.front_matter.valid = root.kind == Kind::map || root.kind == Kind::null;
    return root;
  } catch (const Failure& failure) {
    return recover(card, document, failure);
  }
}

void tell_duplicates(Card& card, const Document& document, const DocumentNode& node,
                     std::size_t& told) {
  std::set<std::string_view> keys;
  for (const DocumentNode::Entry& entry : node.entries) {
    if (!keys.insert(entry.key).second && told < most_duplicates) {
      ++told;
      add_fault(card, document, entry.key_place, "duplicate-key",
                fmt::format("the key `{}` stands here a second time; the last one counts",
                            entry.key.substr(0, 100)),
                "take one of them out");
    }
    tell_duplicates(card, document, entry.value, told);
  }
  for (const DocumentNode& item : node.items) {
    tell_duplicates(card, document, item, told);
  }
}

void take_field(Card& card, FieldReading reading) {
  card.shape = reading.shape;
  card.field = reading.field;
  std::move(reading.statements.begin(), reading.statements.end(),
            std::back_inserter(card.statements));
}

/// A tab within the field's lines: a reader that lets it pass may join lines that belong apart.
void read_field_of(Card& card, const Document& document, const DocumentNode& root) {
  FieldReading reading = read_field(document.text, root, CardPart::metadata);
  const auto tab = card.front_matter.valid ? first_tab(document.text, reading.field) : std::nullopt;
  const auto mended = tab ? read_without_tabs(document) : std::nullopt;
  if (tab) {
    tell_tab(card, document, *tab);
    card.front_matter.valid = false;
    reading = mended ? read_field(document.text, *mended, CardPart::metadata) : std::move(reading);
  }
  take_field(card, std::move(reading));
}

void read_map(Card& card, const Document& document, const DocumentNode& root) {
  std::size_t told = 0;
  tell_duplicates(card, document, root, told);
  read_field_of(card, document, root);
  read_model_facts(root, card);
}

}  // namespace

void read_metadata(Card& card) {
  if (!card.front_matter.present) {
    return;
  }
  const Document document = front_document(card);
  const auto root = read_root(card, document);
  if (!root) {
    return take_field(
        card, read_field_lines(document.text, card.front_matter.inside, CardPart::metadata));
  }
  if (root->kind == Kind::map) {
    return read_map(card, document, *root);
  }
  if (root->kind != Kind::null) {
    add_fault(card, document, root->place, "invalid-front-matter",
              "the front matter is no mapping of keys to values", cure_of_syntax);
  }
}

}  // namespace plume::cards
