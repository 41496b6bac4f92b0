// SPDX-License-Identifier: Apache-2.0
/// Writing into model cards: the first line is what the field is to say, the rest the card. What is
/// written must read back as a card, and writing it again must change nothing.
#include "plume/formats/card_edit.hpp"

#include "carry_on.hpp"
#include "plume/formats/card.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

using namespace plume;

namespace {

/// All reasons for which a text is no card, or its metadata cannot be written into.
constexpr std::array<std::string_view, 7> refusals{
    "binary-card", "empty-card",      "invalid-yaml",   "wrong-type",
    "cannot-edit", "nested-too-deep", "too-many-values"};

/// Without front matter, all but a byte order mark stands behind the new one.
void require_outside_kept(const Card& card, const std::string& edited) {
  const FrontMatter& own = card.front_matter;
  const std::size_t mark = card.text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  const std::size_t begin = own.present ? own.inside.offset : mark;
  std::size_t end = own.present ? begin + own.inside.width : mark;
  end += own.present && own.inside.width == 0 ? 1 : 0;  // of CRLF, the second byte moves ahead
  fuzz::require(edited.starts_with(card.text.substr(0, begin)));
  fuzz::require(edited.ends_with(card.text.substr(end)));
}

void write_block(const Card& card, const CardBlock& block) {
  const std::string edited = with_block(card, block);
  require_outside_kept(card, edited);
  const Card again = read_card(card.file, edited);
  fuzz::require(again.front_matter.present);
  fuzz::require(with_block(again, block) == edited);
  fuzz::require(unified_difference("a", card.text, edited).empty() == (card.text == edited));
}

void write_section(const Card& card, const CardSection& section) {
  const std::string edited = with_section(card, section);
  fuzz::require(with_section(read_card(card.file, edited), section) == edited);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const std::size_t line = text.find('\n');
  if (line == std::string::npos || size > 20'000) {
    return 0;
  }
  CardBlock block;
  block.emissions = grams(1250.5);
  block.source = text.substr(0, line);
  CardSection section;
  section.hardware = block.source;
  section.method = block.source;
  try {
    const Card card = read_card("README.md", text.substr(line + 1));
    write_section(card, section);
    write_block(card, block);
  } catch (const Failure& failure) {
    const Diagnostic& fault = failure.diagnostics().front();
    fuzz::require(!fault.message.empty() && !fault.cure.empty());
    fuzz::require(std::find(refusals.begin(), refusals.end(), fault.code) != refusals.end());
  }
  return 0;
}
