// SPDX-License-Identifier: Apache-2.0
#include "support/json_syntax.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace plume {

namespace {

class SyntaxCheck final : public nlohmann::json_sax<nlohmann::json> {
 public:
  JsonFault fault;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception& error) override {
    const std::string text = error.what();
    const auto column = text.find(": ");
    fault.offset = position == 0 ? 0 : position - 1;
    fault.reason = text.substr(column == std::string::npos ? 0 : column + 2);
    fault.reason.resize(std::min(fault.reason.find("; last read"), fault.reason.size()));
    return false;
  }
};

}  // namespace

JsonFault find_json_fault(std::string_view text) {
  SyntaxCheck check;
  nlohmann::json::sax_parse(text, &check);
  return check.fault;
}

bool is_json_number(std::string_view token) {
  const auto digits = [&token] {
    const auto count = std::min(token.find_first_not_of("0123456789"), token.size());
    const std::string_view taken = token.substr(0, count);
    token.remove_prefix(count);
    return taken;
  };
  const auto skip = [&token](std::string_view any_of) {
    const bool found = !token.empty() && any_of.find(token.front()) != std::string_view::npos;
    token.remove_prefix(found ? 1 : 0);
    return found;
  };
  skip("-");
  const std::string_view whole = digits();
  const bool leading_zero = whole.size() > 1 && whole.front() == '0';
  if (whole.empty() || leading_zero || (skip(".") && digits().empty())) {
    return false;
  }
  if (skip("eE")) {
    skip("+-");
    return !digits().empty() && token.empty();
  }
  return token.empty();
}

}  // namespace plume
