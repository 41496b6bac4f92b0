// SPDX-License-Identifier: Apache-2.0
// bench_floor: reads JSON Lines from standard input and writes a line of JSON for each: the least
// that any tool of this kind must do, on one thread. Every line is parsed by itself, so that a bad
// one could not spoil the next.
#include <simdjson.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace plume {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t block = std::size_t{1} << 20;

/// What a walk over one record leaves.
struct Facts {
  std::string_view name;  ///< as written, with its quotation marks
  std::array<double, 8> numbers{};
  std::size_t count = 0;
  std::size_t bytes_of_text = 0;
};

void walk(ondemand::object object, Facts& facts);

void walk_value(std::string_view key, ondemand::value value, Facts& facts) {
  switch (value.type()) {
    case ondemand::json_type::object:
      return walk(value.get_object(), facts);
    case ondemand::json_type::number:
      facts.numbers[facts.count++ % facts.numbers.size()] = value.get_double();
      return;
    case ondemand::json_type::string:
      if (key == "name") {
        facts.name = value.raw_json_token();
      }
      facts.bytes_of_text += std::string_view(value.get_string()).size();
      return;
    default:
      throw std::runtime_error("a value is neither object, number nor text");
  }
}

void walk(ondemand::object object, Facts& facts) {
  for (auto field : object) {
    const std::string_view key = field.unescaped_key();
    walk_value(key, field.value(), facts);
  }
}

/// Six products of what was read, with as many digits as an estimate has; they mean nothing.
std::array<double, 8> multiplied(const Facts& facts) {
  std::array<double, 8> out = facts.numbers;
  out[7] = static_cast<double>(facts.bytes_of_text);
  for (std::size_t i = 0; i < 6; ++i) {
    out[i] = (1 + out[i]) * 1.1234567890123456;
  }
  return out;
}

template <class Number>
void add_number(std::string& out, std::string_view key, Number number) {
  std::array<char, 32> digits{};
  char* const end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  out += key;
  out.append(digits.begin(), end);
}

void write_line(std::string& out, std::uint64_t line, const Facts& facts) {
  constexpr std::array<std::string_view, 8> keys{
      R"(,"kgco2e":)",          R"(,"kgco2e_low":)",
      R"(,"kgco2e_high":)",     R"(,"operational_kgco2e":)",
      R"(,"embodied_kgco2e":)", R"(,"energy_kwh":)",
      R"(,"device_hours":)",    R"(,"flops":)"};
  out += R"({"name":)";
  out += facts.name;
  add_number(out, R"(,"line":)", line);
  const auto numbers = multiplied(facts);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    add_number(out, keys[i], numbers[i]);
  }
  out += "}\n";
}

void flush(std::string& out) {
  if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0) {
    throw std::runtime_error("cannot write to standard output");
  }
  out.clear();
}

/// Every whole line of the text, whose memory goes on for the padding that the parser needs.
class Lines {
 public:
  /// Returns the bytes taken: all up to the last line end.
  std::size_t work(std::string_view text) {
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', begin)) {
      work_line(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return begin;
  }

  void finish() { flush(out_); }

 private:
  void work_line(std::string_view line) {
    Facts facts;
    auto document =
        parser_.iterate(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING);
    walk(document.get_object(), facts);
    write_line(out_, ++line_, facts);
    if (out_.size() >= block) {
      flush(out_);
    }
  }

  ondemand::parser parser_;
  std::string out_;
  std::uint64_t line_ = 0;
};

/// Bytes read into the room; 0 is the end.
std::size_t read_block(char* room, std::size_t size) {
  const auto got = ::read(STDIN_FILENO, room, size);
  if (got < 0) {
    throw std::runtime_error("cannot read standard input");
  }
  return static_cast<std::size_t>(got);
}

void work_through() {
  std::vector<char> room(block + simdjson::SIMDJSON_PADDING);
  Lines lines;
  std::size_t held = 0;
  while (const std::size_t got = read_block(room.data() + held, block - held)) {
    held += got;
    const std::size_t taken = lines.work({room.data(), held});
    held -= taken;
    std::memmove(room.data(), room.data() + taken, held);
  }
  lines.finish();
  if (held != 0) {
    throw std::runtime_error("the last line has no end, or a line is longer than a block");
  }
}

}  // namespace

}  // namespace plume

int main() {
  try {
    plume::work_through();
    return 0;
  } catch (const std::exception& failure) {
    std::fputs((std::string("bench_floor: ") + failure.what() + "\n").c_str(), stderr);
    return 2;
  }
}
