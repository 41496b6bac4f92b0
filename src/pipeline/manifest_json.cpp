// SPDX-License-Identifier: Apache-2.0
#include "pipeline/entry_reader.hpp"
#include "pipeline/familiar_text.hpp"
#include "plume/pipeline/manifest.hpp"
#include "support/json_syntax.hpp"

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <vector>

namespace plume {

namespace {

namespace ondemand = simdjson::ondemand;

Fault syntax_fault(std::string_view text, const char* otherwise) {
  const JsonFault fault = find_json_fault(text);
  return {"invalid-json",
          fault.reason.empty() ? std::string(otherwise) : fault.reason,
          "a manifest is one JSON object, in UTF-8",
          "",
          {Origin::Where::manifest, static_cast<std::uint32_t>(fault.offset), 1}};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// Whether a document of this schema has a run within it.
bool holds_run(std::string_view schema) {
  return schema.starts_with("plume.report/") || schema.starts_with("plume.ledger/");
}

/// Walks one manifest.
class JsonWalk {
 public:
  JsonWalk(ondemand::parser& parser, std::string_view text, EntryReader& entries)
      : parser_(parser), text_(text), entries_(entries),
        has_escapes_(text.find('\\') != std::string_view::npos) {}

  void walk() {
    ondemand::document document = parser_.iterate(
        simdjson::padded_string_view(text_, text_.size() + ManifestReader::padding));
    if (document.type() != ondemand::json_type::object) {
      return entries_.fault({"wrong-type",
                             "a manifest must be a JSON object",
                             "begin with {",
                             "",
                             {Origin::Where::manifest, 0, 1}});
    }
    object(document.get_object(), Section::top);
    if (is_report_) {
      document.rewind();
      entries_.start_over();
      object(document.find_field_unordered("run").get_object(), Section::top);
      return check_rest();
    }
    const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    if (!at_end) {
      throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    }
  }

  /// Whether the run was found within a document of plume's.
  bool is_report() const { return is_report_; }

 private:
  /// The walk reads a report only as far as its run.
  void check_rest() const {
    if (!nlohmann::json::accept(text_)) {
      throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
    }
  }

  Origin origin_of(const char* begin, std::size_t width) const {
    return {Origin::Where::manifest, static_cast<std::uint32_t>(begin - text_.data()),
            static_cast<std::uint32_t>(width)};
  }

  /// The key between its quotes; the parser copies only those that hold an escape.
  std::string_view key_of(ondemand::field& entry, const char* value) const {
    if (has_escapes_) {
      return entry.unescaped_key();
    }
    const char* const begin = entry.key().raw();
    const char* end = value - 2;  // before the colon, and blanks
    while (*end != '"') {
      --end;
    }
    return {begin, static_cast<std::size_t>(end - begin)};
  }

  void object(ondemand::object fields, Section section) {
    for (auto entry : fields) {
      if (entry.error() != simdjson::SUCCESS) {
        throw simdjson::simdjson_error(entry.error());
      }
      ondemand::field& field = entry.value_unsafe();  // a copy waits for what was just written
      const std::string_view token = field.value().raw_json_token();
      const char* const begin = field.key().raw() - 1;
      const std::string_view key = key_of(field, token.data());
      member(section, key, field.value(), token, origin_of(begin, key.size() + 2));
    }
  }

  /// `token` is the value's text up to the next one; of an object or a list its first letter.
  void member(Section section, std::string_view key, ondemand::value& value, std::string_view token,
              const Origin& key_origin) {
    if (token.front() == '{') {
      return nested(section, key, value, token, key_origin);
    }
    const RawValue raw = raw_of(value, token);
    is_report_ = is_report_ || (section == Section::top && key == "schema" &&
                                raw.kind == RawValue::Kind::text && holds_run(raw.text));
    entries_.value(section, key, raw, key_origin);
  }

  void nested(Section section, std::string_view key, ondemand::value& value, std::string_view token,
              const Origin& key_origin) {
    if (const Section opened = EntryReader::opened_by(section, key); opened != Section::top) {
      entries_.section(opened, key_origin);
      return object(value.get_object(), opened);
    }
    if (section == Section::model && key == "config") {
      const std::string_view inline_config = value.get_object().value().raw_json();
      return entries_.value(
          section, key,
          {RawValue::Kind::text, 0, inline_config, origin_of(inline_config.data(), 1)}, key_origin);
    }
    entries_.value(section, key, raw_of(value, token), key_origin);
  }

  RawValue raw_of(ondemand::value& value, std::string_view token) const {
    while (!token.empty() && is_blank(token.back())) {
      token.remove_suffix(1);
    }
    RawValue out{.origin = origin_of(token.data(), token.size())};
    if (token.front() == '"') {
      out.kind = RawValue::Kind::text;
      out.text = text_of(value, token);
    } else if (token.front() == '-' || is_digit(token.front())) {
      read_number(value, token, out);
    } else {
      read_other(value, out);
    }
    return out;
  }

  static void read_number(ondemand::value& value, std::string_view token, RawValue& out) {
    out.kind = RawValue::Kind::number;
    const auto error = value.get_double().get(out.number);
    if (error == simdjson::SUCCESS) {
      return;
    }
    if (!is_json_number(token)) {
      throw simdjson::simdjson_error(error);
    }
    out.kind = RawValue::Kind::text;  // beyond a double: refused as no number
    out.text = token;
  }

  static void read_other(ondemand::value& value, RawValue& out) {
    switch (value.type()) {
      case ondemand::json_type::boolean:
        out.kind = RawValue::Kind::boolean;
        (void)value.get_bool().value();
        break;
      case ondemand::json_type::null:
        if (!bool{value.is_null()}) {
          throw simdjson::simdjson_error(simdjson::N_ATOM_ERROR);
        }
        break;
      default:
        out.kind = RawValue::Kind::structure;
    }
  }

  std::string_view text_of(ondemand::value& value, std::string_view token) const {
    const bool closed = token.size() >= 2 && token.back() == '"';
    if (has_escapes_ || !closed) {
      return value.get_string();
    }
    (void)value.get_raw_json_string().value();
    return token.substr(1, token.size() - 2);
  }

  ondemand::parser& parser_;
  std::string_view text_;
  EntryReader& entries_;
  bool has_escapes_;  ///< in a text or a key
  bool is_report_ = false;
};

}  // namespace

struct ManifestReader::Parser {
  ondemand::parser parser;
  FamiliarText familiar;
  std::vector<EnteredValue> entered;

  /// Reads a text of which nothing is known, and learns from it.
  void read(std::string_view text, Run& run, Faults& faults) {
    EntryReader entries(run, faults, entered);
    try {
      JsonWalk walk(parser, text, entries);
      walk.walk();
      if (entries.sound() && !walk.is_report()) {
        familiar.learn(text, entered, entries.filled());
      }
    } catch (const simdjson::simdjson_error& error) {
      entries.start_over();
      entries.fault(syntax_fault(text, error.what()));
    }
  }
};

ManifestReader::ManifestReader() : parser_(std::make_unique<Parser>()) {}

ManifestReader::~ManifestReader() = default;

void ManifestReader::read(std::string_view text, Run& run, Faults& faults) {
  EntryReader beginning(run, faults);
  if (!parser_->familiar.read(text, run, faults)) {
    beginning.start_over();
    parser_->read(text, run, faults);
  }
}

}  // namespace plume
