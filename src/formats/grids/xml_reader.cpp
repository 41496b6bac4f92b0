// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/xml_reader.hpp"

#include "formats/letters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace plume::grids {

namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t longest_name = 256;
constexpr std::size_t longest_text = 4096;

struct Entity {
  std::string_view name;
  char character;
};
constexpr std::array<Entity, 5> entities{
    {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};

struct Aside {
  std::string_view begin;
  std::string_view end;
};
constexpr std::array<Aside, 2> asides{{{"<!--", "-->"}, {"<?", "?>"}}};

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

bool ends_name(char c) {
  return is_blank(c) || c == '>' || c == '/' || c == '=' || c == '<' || c == '"' || c == '\'';
}

/// A character in UTF-8; empty for what is none.
std::string utf8(unsigned long code) {
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code == 0 || code > 0x10ffff || surrogate) {
    return {};
  }
  const auto last = [&](unsigned shift) {
    return static_cast<char>(0x80U | ((code >> shift) & 0x3fU));
  };
  if (code < 0x80) {
    return {static_cast<char>(code)};
  }
  if (code < 0x800) {
    return {static_cast<char>(0xc0U | (code >> 6U)), last(0)};
  }
  if (code < 0x10000) {
    return {static_cast<char>(0xe0U | (code >> 12U)), last(6), last(0)};
  }
  return {static_cast<char>(0xf0U | (code >> 18U)), last(12), last(6), last(0)};
}

/// Of "#233" or "#xE9"; empty for what is none.
std::string numbered_character(std::string_view name) {
  const bool hexadecimal = name.starts_with("#x");
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  unsigned long code = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, code, hexadecimal ? 16 : 10);
  return error == std::errc() && stop == end ? utf8(code) : std::string();
}

}  // namespace

XmlReader::XmlReader(const GridReading& reading) : reading_(reading), rest_(reading.file.text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (rest_.starts_with(byte_order_mark)) {
    rest_.remove_prefix(byte_order_mark.size());
  }
}

void XmlReader::refuse_here(std::string message) const {
  refuse(reading_, "grid-bad-xml", line_, std::move(message),
         "give the document as the service sent it");
}

void XmlReader::pass(std::size_t bytes) {
  const std::string_view passed = rest_.substr(0, bytes);
  line_ += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
  rest_.remove_prefix(passed.size());
}

bool XmlReader::skip_to_behind(std::string_view sign) {
  const auto at = rest_.find(sign);
  pass(at == std::string_view::npos ? rest_.size() : at + sign.size());
  return at != std::string_view::npos;
}

void XmlReader::take_entity(std::string_view name) {
  const auto* const found = std::find_if(entities.begin(), entities.end(),
                                         [&](const Entity& one) { return one.name == name; });
  const std::string character = found != entities.end() ? std::string(1, found->character)
                                : name.starts_with('#') ? numbered_character(name)
                                                        : std::string();
  if (character.empty()) {
    refuse_here(fmt::format("there is no entity `{}`", logs::shown(name)));
  }
  add(character);
}

void XmlReader::add(std::string_view text) {
  if (text.size() > longest_text - raw_.size()) {
    refuse_here("a text is longer than any of such a document");
  }
  raw_.append(text);
}

void XmlReader::take_text() {
  while (!rest_.empty() && rest_.front() != '<') {
    if (raw_.empty()) {
      pass(std::min(rest_.find_first_not_of(blanks), rest_.size()));
    }
    const auto end = std::min(rest_.find_first_of("<&"), rest_.size());
    add(rest_.substr(0, end));
    pass(end);
    if (rest_.starts_with('&')) {
      const std::string_view head = rest_.substr(0, longest_name);
      const auto semicolon = std::min(head.find(';'), head.size());
      take_entity(head.substr(1, semicolon - 1));
      pass(semicolon + 1);
    }
  }
}

/// "<![CDATA[...]]>", whose text stands for itself.
void XmlReader::take_section() {
  constexpr std::string_view begin = "<![CDATA[";
  const auto end = rest_.find("]]>");
  if (end == std::string_view::npos) {
    refuse_here("a section of text does not end");
  }
  add(rest_.substr(begin.size(), end - begin.size()));
  pass(end + 3);
}

/// Passes over what is no element; false where an element stands.
bool XmlReader::take_aside() {
  for (const Aside& aside : asides) {
    if (rest_.starts_with(aside.begin)) {
      if (!skip_to_behind(aside.end)) {
        refuse_here("the document ends within a comment or an instruction");
      }
      return true;
    }
  }
  if (rest_.starts_with("<![CDATA[")) {
    take_section();
    return true;
  }
  if (rest_.starts_with("<!")) {
    refuse_here("a document type is not accepted");
  }
  return false;
}

std::string_view XmlReader::take_name() {
  const auto* const end = std::find_if(rest_.begin(), rest_.end(), ends_name);
  const auto size = static_cast<std::size_t>(end - rest_.begin());
  const std::string_view name = rest_.substr(0, size);
  if (name.empty() || size > longest_name) {
    refuse_here("an element or attribute has no name");
  }
  pass(size);
  return name;
}

void XmlReader::take_attributes() {
  const auto pass_blanks = [this] {
    pass(std::min(rest_.find_first_not_of(blanks), rest_.size()));
  };
  for (pass_blanks(); !rest_.empty() && rest_.front() != '>' && rest_.front() != '/';
       pass_blanks()) {
    take_name();
    pass_blanks();
    if (!rest_.starts_with('=')) {
      refuse_here("an attribute has no value");
    }
    pass(1);
    pass_blanks();
    const std::string_view quote = rest_.substr(0, 1);
    const bool quoted = quote == "\"" || quote == "'";
    pass(quoted ? 1 : 0);
    if (!quoted || !skip_to_behind(quote)) {
      refuse_here("the value of an attribute does not end");
    }
  }
}

XmlReader::Event XmlReader::take_begin() {
  pass(1);
  const std::string_view name = take_name();
  take_attributes();
  closes_ = rest_.starts_with("/>");
  if (!closes_ && !rest_.starts_with('>')) {
    refuse_here("an element's mark does not end");
  }
  pass(closes_ ? 2 : 1);
  if ((open_.empty() && has_root_) || open_.size() >= deepest) {
    refuse_here(open_.empty() ? "a second document begins" : "elements are nested too deep");
  }
  has_root_ = true;
  parent_ = open_.empty() ? std::string_view() : without_prefix(open_.back());
  open_.push_back(name);
  name_ = without_prefix(name);
  raw_.clear();
  return Event::begin;
}

XmlReader::Event XmlReader::close() {
  name_ = without_prefix(open_.back());
  open_.pop_back();
  parent_ = open_.empty() ? std::string_view() : without_prefix(open_.back());
  closes_ = false;
  text_ = trimmed(raw_);
  raw_.clear();
  return Event::end;
}

XmlReader::Event XmlReader::take_end() {
  pass(2);
  const std::string_view name = take_name();
  pass(std::min(rest_.find_first_not_of(blanks), rest_.size()));
  if (open_.empty() || name != open_.back() || !rest_.starts_with('>')) {
    refuse_here(fmt::format("`{}` ends where it did not begin", logs::shown(name)));
  }
  pass(1);
  return close();
}

XmlReader::Event XmlReader::next() {
  if (closes_) {
    return close();
  }
  do {
    take_text();
  } while (!rest_.empty() && take_aside());
  if (open_.empty() && !trimmed(raw_).empty()) {
    refuse_here("there is text outside of the document");
  }
  if (rest_.empty()) {
    if (!open_.empty() || !has_root_) {
      refuse_here("the document ends before its elements do");
    }
    return Event::finished;
  }
  return rest_.starts_with("</") ? take_end() : take_begin();
}

}  // namespace plume::grids
