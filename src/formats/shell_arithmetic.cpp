// SPDX-License-Identifier: Apache-2.0
#include "formats/shell_arithmetic.hpp"

#include "formats/letters.hpp"

#include <charconv>
#include <cmath>
#include <string>

namespace plume {

namespace {

constexpr double most_exact = 9e15;  // whole numbers up to here are exact
constexpr int deepest = 50;

class Expression {
 public:
  using Variable = std::function<std::optional<double>(std::string_view)>;

  Expression(std::string_view text, const Variable& variable) : text_(text), variable_(variable) {}

  std::optional<double> value() {
    const auto out = sum();
    skip_blanks();
    return text_.empty() ? out : std::nullopt;
  }

 private:
  using Number = std::optional<double>;

  void skip_blanks() {
    const auto first = text_.find_first_not_of(blanks);
    text_.remove_prefix(std::min(first, text_.size()));
  }

  bool skip(char c) {
    skip_blanks();
    const bool found = text_.starts_with(c);
    text_.remove_prefix(found ? 1 : 0);
    return found;
  }

  static Number exact(double value) {
    return std::abs(value) <= most_exact ? Number(value) : std::nullopt;
  }

  static Number divided(double a, double b, bool remainder) {
    if (b == 0) {
      return std::nullopt;
    }
    return remainder ? std::fmod(a, b) : std::trunc(a / b);
  }

  Number sum() {
    Number out = product();
    while (out) {
      const bool plus = skip('+');
      if (!plus && !skip('-')) {
        break;
      }
      const Number next = product();
      out = next ? exact(*out + (plus ? *next : -*next)) : std::nullopt;
    }
    return out;
  }

  Number product() {
    Number out = factor();
    while (out) {
      const bool times = skip('*');
      const bool over = !times && skip('/');
      if (!times && !over && !skip('%')) {
        break;
      }
      const Number next = factor();
      if (!next) {
        return std::nullopt;
      }
      out = times ? exact(*out * *next) : divided(*out, *next, !over);
    }
    return out;
  }

  Number factor() {
    if (++depth_ > deepest) {
      return std::nullopt;
    }
    Number out;
    if (skip('-')) {
      out = factor();
      out = out ? Number(-*out) : out;
    } else if (skip('(')) {
      out = sum();
      out = skip(')') ? out : std::nullopt;
    } else {
      out = operand();
    }
    --depth_;
    return out;
  }

  Number operand() {
    const bool dollar = skip('$');
    const bool braced = dollar && skip('{');
    std::size_t size = 0;
    while (size < text_.size() && is_in_name(text_[size])) {
      ++size;
    }
    const std::string_view word = text_.substr(0, size);
    text_.remove_prefix(size);
    if (word.empty() || (braced && !skip('}'))) {
      return std::nullopt;
    }
    return !dollar && is_digit(word.front()) ? literal(word) : variable_(word);
  }

  static Number literal(std::string_view word) {
    double out = 0;
    const bool digits = word.find_first_not_of("0123456789") == std::string_view::npos;
    std::from_chars(word.data(), word.data() + word.size(), out);
    return digits ? exact(out) : std::nullopt;
  }

  std::string_view text_;
  const Variable& variable_;
  int depth_ = 0;
};

}  // namespace

std::optional<double>
shell_arithmetic(std::string_view expression,
                 const std::function<std::optional<double>(std::string_view)>& variable) {
  return Expression(expression, variable).value();
}

}  // namespace plume
