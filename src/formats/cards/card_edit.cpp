// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/card_edit.hpp"

#include "formats/cards/card_edit_parts.hpp"
#include "formats/document_parts.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace plume {

namespace {

using Lines = std::vector<TextLine>;

constexpr std::string_view blanks_and_tabs = " \t";

std::string_view content(std::string_view text, const TextLine& line) {
  return text.substr(line.begin, line.end - line.begin);
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(blanks_and_tabs), line.size());
}

/// Neither blank nor a comment alone.
bool says_something(std::string_view line) {
  const std::size_t indent = indent_of(line);
  return indent < line.size() && line[indent] != '#';
}

bool is_item(std::string_view line) {
  const std::string_view rest = line.substr(indent_of(line));
  return rest == "-" || rest.starts_with("- ");
}

/// How far the keys of the top are indented.
std::size_t top_indent(std::string_view yaml, const Lines& lines) {
  const auto first = std::find_if(lines.begin(), lines.end(), [&](const TextLine& line) {
    return says_something(content(yaml, line));
  });
  return first == lines.end() ? 0 : indent_of(content(yaml, *first));
}

/// Whether a line of the top begins with the key of the field, perhaps in quotes.
bool has_field_key(std::string_view line) {
  std::string_view rest = line.substr(indent_of(line));
  const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
  const std::string_view quote = rest.substr(0, quoted ? 1 : 0);
  rest.remove_prefix(quote.size());
  if (!rest.starts_with(emissions_key)) {
    return false;
  }
  rest.remove_prefix(emissions_key.size());
  if (!rest.starts_with(quote)) {
    return false;
  }
  rest.remove_prefix(quote.size());
  const auto colon = rest.find_first_not_of(blanks_and_tabs);
  return colon != std::string_view::npos && rest[colon] == ':' &&
         (colon + 1 == rest.size() || rest[colon + 1] == ' ' || rest[colon + 1] == '\t');
}

/// Lines of the front matter, from the first to behind the last.
struct LineRange {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The lines that belong to the key at `first`: those that are indented deeper, the items of a list
/// at its own depth, and all up to the byte `least`; not what says nothing behind them.
LineRange extent_of(std::string_view yaml, const Lines& lines, std::size_t first,
                    std::size_t least) {
  const std::size_t indent = indent_of(content(yaml, lines[first]));
  std::size_t last = first + 1;
  for (std::size_t i = first + 1; i < lines.size(); ++i) {
    const std::string_view line = content(yaml, lines[i]);
    if (!says_something(line)) {
      continue;
    }
    const bool deeper = indent_of(line) > indent || (indent_of(line) == indent && is_item(line));
    if (!deeper && lines[i].begin >= least) {
      break;
    }
    last = i + 1;
  }
  return {first, last};
}

/// The YAML of a card's front matter with its lines.
struct Metadata {
  std::string_view yaml;
  Lines lines;
  std::size_t indent = 0;
};

Metadata metadata_of(const Card& card) {
  const TextPlace& inside = card.front_matter.inside;
  Metadata out;
  out.yaml = std::string_view(card.text).substr(inside.offset, inside.width);
  out.lines = text_lines(out.yaml);
  out.indent = top_indent(out.yaml, out.lines);
  return out;
}

/// Where the card's field stands within the YAML; nothing where it is elsewhere, or below another
/// key.
std::optional<LineRange> named_field(const Card& card, const Metadata& metadata) {
  const std::size_t begin = card.front_matter.inside.offset;
  const std::size_t at = card.field.offset;
  if (card.field.width == 0 || at < begin || at >= begin + metadata.yaml.size()) {
    return std::nullopt;
  }
  const auto line =
      std::find_if(metadata.lines.begin(), metadata.lines.end(), [&](const TextLine& each) {
        return at - begin >= each.begin && at - begin < each.next;
      });
  if (line == metadata.lines.end() || at - begin - line->begin != metadata.indent ||
      !says_something(content(metadata.yaml, *line))) {
    return std::nullopt;
  }
  return extent_of(metadata.yaml, metadata.lines,
                   static_cast<std::size_t>(line - metadata.lines.begin()),
                   at - begin + card.field.width);
}

/// Every place where the field stands, in the order of the file.
std::vector<LineRange> fields_of(const Card& card, const Metadata& metadata) {
  std::vector<LineRange> out;
  const auto named = named_field(card, metadata);
  for (std::size_t i = 0; i < metadata.lines.size(); ++i) {
    const std::string_view line = content(metadata.yaml, metadata.lines[i]);
    if (named && i == named->first) {
      out.push_back(*named);
    } else if (indent_of(line) == metadata.indent && has_field_key(line)) {
      out.push_back(extent_of(metadata.yaml, metadata.lines, i, 0));
    } else {
      continue;
    }
    i = out.back().last - 1;
  }
  return out;
}

std::string joined(const std::vector<std::string>& lines, std::string_view line_break) {
  std::string out;
  for (const std::string& line : lines) {
    out.append(out.empty() ? "" : line_break).append(line);
  }
  return out;
}

/// The YAML with `block` in the place of the first field; what repeats it goes with the line end
/// before it.
std::string with_fields_replaced(const Metadata& metadata, const std::vector<LineRange>& fields,
                                 const std::string& block) {
  std::string out;
  std::size_t copied = 0;
  for (const LineRange& field : fields) {
    const bool first = &field == &fields.front();
    const std::size_t begin =
        first ? metadata.lines[field.first].begin : metadata.lines[field.first - 1].end;
    out.append(metadata.yaml.substr(copied, begin - copied)).append(first ? block : "");
    copied = metadata.lines[field.last - 1].end;
  }
  return out.append(metadata.yaml.substr(copied));
}

std::string with_field_added(const Metadata& metadata, const std::string& block,
                             std::string_view line_break) {
  std::string out(metadata.yaml);
  out.append(out.empty() || ends_a_line(out) ? "" : line_break);
  return out.append(block);
}

/// Whether nothing stands between the lines of dashes: the Hub's rule then takes the two bytes of
/// CRLF for the ends of two lines.
bool splits_line_end(const Card& card) {
  const TextPlace& inside = card.front_matter.inside;
  return inside.width == 0 && inside.offset > 0 && card.text[inside.offset - 1] == '\r' &&
         std::string_view(card.text).substr(inside.offset).starts_with('\n');
}

std::string with_metadata(const Card& card, const std::string& yaml) {
  const TextPlace& inside = card.front_matter.inside;
  std::string out = card.text;
  if (splits_line_end(card)) {
    return out.insert(inside.offset + 1, yaml + std::string(line_break_of(card)));
  }
  return out.replace(inside.offset, inside.width, yaml);
}

std::string with_front_matter(const Card& card, const CardBlock& block) {
  constexpr std::string_view dashes = "---";
  const std::string_view line_break = line_break_of(card);
  const std::size_t mark = mark_size(card.text);
  std::string out = card.text.substr(0, mark);
  out.append(dashes).append(line_break).append(joined(block_lines(block, 0), line_break));
  out.append(line_break).append(dashes).append(closing_break_of(card));
  return out.append(card.text, mark);
}

}  // namespace

std::string with_block(const Card& card, const CardBlock& block) {
  if (!card.front_matter.present) {
    return with_front_matter(card, block);
  }
  const Metadata metadata = metadata_of(card);
  const std::string_view line_break = line_break_of(card);
  const std::string field = joined(block_lines(block, metadata.indent), line_break);
  const auto fields = fields_of(card, metadata);
  const std::string edited = fields.empty() ? with_field_added(metadata, field, line_break)
                                            : with_fields_replaced(metadata, fields, field);
  require_sound(card, edited);
  return with_metadata(card, edited);
}

}  // namespace plume
