// SPDX-License-Identifier: Apache-2.0
#include "gate/card_hardware.hpp"

#include "gate/card_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace plume {

namespace {

/// Longer names are not looked for.
constexpr std::size_t most_words = 6;
/// A text that goes on is no name of hardware.
constexpr std::size_t most_read = 60;  // words
constexpr std::size_t most_bytes = 500;
/// More than a machine has sockets for counts the cores of processors.
constexpr double most_sockets = 4;

constexpr std::array<std::string_view, 14> number_words{
    "zero",  "one",   "two",  "three", "four",   "five",   "six",
    "seven", "eight", "nine", "ten",   "eleven", "twelve", "thirteen"};
constexpr auto other_numbers =
    std::to_array<std::pair<std::string_view, double>>({{"single", 1},
                                                        {"a", 1},
                                                        {"an", 1},
                                                        {"dual", 2},
                                                        {"sixteen", 16},
                                                        {"thirty", 30},
                                                        {"sixty", 60},
                                                        {"hundred", 100}});

/// Words between a count and the name that it counts.
constexpr std::array<std::string_view, 10> fillers{"x",     "times",   "nvidia", "google", "amd",
                                                   "intel", "geforce", "tesla",  "gpu",    "gpus"};

/// Marks that a maker's name carries.
constexpr std::array<std::string_view, 3> marks{"(r)", "(tm)", "(c)"};

std::string without_marks(std::string_view text) {
  std::string out(text);
  for (const std::string_view mark : marks) {
    for (auto at = in_small_letters(out).find(mark); at != std::string::npos;
         at = in_small_letters(out).find(mark)) {
      out.replace(at, mark.size(), 1, ' ');
    }
  }
  return out;
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

std::optional<double> whole_number(std::string_view text) {
  unsigned count = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  const bool whole = error == std::errc() && stop == end && count <= 1'000'000;
  return whole ? std::optional(static_cast<double>(count)) : std::nullopt;
}

/// "8", "8x", "x8", "eight"
std::optional<double> count_in(std::string_view word) {
  const std::string small = in_small_letters(word);
  const auto spelled = std::find(number_words.begin(), number_words.end(), small);
  if (spelled != number_words.end()) {
    return static_cast<double>(spelled - number_words.begin());
  }
  const auto other = std::find_if(other_numbers.begin(), other_numbers.end(),
                                  [&](const auto& each) { return each.first == small; });
  if (other != other_numbers.end()) {
    return other->second;
  }
  std::string_view digits = small;
  digits.remove_prefix(digits.starts_with('x') ? 1 : 0);
  digits.remove_suffix(digits.ends_with('x') ? 1 : 0);
  return whole_number(digits);
}

bool is_filler(std::string_view word) {
  const std::string small = in_small_letters(word);
  return small == "*" || small.ends_with("gb") ||
         std::find(fillers.begin(), fillers.end(), small) != fillers.end();
}

/// A device of some words of the text.
struct Found {
  CardHardware hardware;
  std::size_t begin = 0;  ///< of the words
  std::size_t end = 0;
  double slice = 1;  ///< devices in a slice that the name stands for
};

const Instance* find_slice(std::string_view name) {
  const Instance* const found = find_instance(name);
  const bool tpu = found != nullptr && accelerators()[found->accelerator].kind.view() == "tpu";
  return tpu ? found : nullptr;
}

std::optional<Found> find_accelerator_of(std::string_view name) {
  if (const Accelerator* const found = find_accelerator(name)) {
    return Found{.hardware = {.accelerator = found}};
  }
  if (const Instance* const slice = find_slice(name)) {
    return Found{.hardware = {.accelerator = &accelerators()[slice->accelerator]},
                 .slice = double{slice->accelerator_count}};
  }
  return std::nullopt;
}

std::optional<Found> find_processor_of(std::string_view name) {
  const Cpu* const found = find_cpu(name);
  return found == nullptr ? std::nullopt : std::optional(Found{.hardware = {.processor = found}});
}

using Finder = std::optional<Found> (*)(std::string_view);

/// A name as it stands, or in the plural: "TPU V3s".
std::optional<Found> find_named(Finder finder, const std::string& name) {
  auto found = finder(name);
  const bool plural = !found && name.size() > 2 && name.ends_with('s');
  return plural ? finder(name.substr(0, name.size() - 1)) : found;
}

std::string joined(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    out.append(out.empty() ? "" : " ").append(words[i]);
  }
  return out;
}

/// The longest name among the words; of equals, the first.
std::optional<Found> find_longest(Finder finder, const std::vector<std::string_view>& words) {
  for (std::size_t size = std::min(most_words, words.size()); size > 0; --size) {
    for (std::size_t begin = 0; begin + size <= words.size(); ++begin) {
      const std::string name = joined(words, begin, begin + size);
      auto found =
          has_letter(name) && !count_in(words[begin]) ? find_named(finder, name) : std::nullopt;
      if (found) {
        found->begin = begin;
        found->end = begin + size;
        return found;
      }
    }
  }
  return std::nullopt;
}

std::optional<double> count_before(const std::vector<std::string_view>& words, std::size_t at) {
  while (at > 0 && is_filler(words[at - 1])) {
    --at;
  }
  return at == 0 ? std::nullopt : count_in(words[at - 1]);
}

constexpr std::array<std::string_view, 12> counted_things{"device", "devices", "gpu",   "gpus",
                                                          "card",   "cards",   "chips", "units",
                                                          "x",      "cpu",     "cpus",  "node"};

bool is_counted_thing(std::string_view word) {
  return std::find(counted_things.begin(), counted_things.end(), in_small_letters(word)) !=
         counted_things.end();
}

/// "A40 (2 devices)", "Gold 5215 CPUs (2devices)", "A100 x 4"
std::optional<double> count_behind(const std::vector<std::string_view>& words, std::size_t at) {
  while (at < words.size() && is_counted_thing(words[at])) {
    ++at;
  }
  if (at == words.size()) {
    return std::nullopt;
  }
  const std::string_view word = words[at];
  const auto digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const bool glued = digits > 0 && is_counted_thing(word.substr(digits));
  const bool apart =
      digits == word.size() && at + 1 < words.size() && is_counted_thing(words[at + 1]);
  const bool times = (at > 0 && in_small_letters(words[at - 1]) == "x") || word.starts_with('x');
  return glued || apart || times ? count_in(glued ? word.substr(0, digits) : word) : std::nullopt;
}

CardHardware counted(const Found& found, const std::vector<std::string_view>& words) {
  CardHardware out = found.hardware;
  auto count = count_before(words, found.begin);
  count = count ? count : count_behind(words, found.end);
  const bool cores = out.processor != nullptr && count.value_or(1) > most_sockets;
  out.counted = (count && *count > 0 && !cores) || found.slice > 1;
  out.count = found.slice * (count && *count > 0 && !cores ? *count : 1);
  return out;
}

/// "4xV100" as two words.
std::vector<std::string_view> hardware_words(std::string_view text) {
  std::vector<std::string_view> out;
  for (const std::string_view word : words_of(text, "-.+*")) {
    const auto digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const bool glued = digits > 0 && digits + 1 < word.size() && word[digits] == 'x';
    if (glued) {
      out.push_back(word.substr(0, digits));
    }
    out.push_back(glued ? word.substr(digits + 1) : word);
  }
  out.resize(std::min(out.size(), most_read));
  return out;
}

}  // namespace

std::optional<CardHardware> read_card_hardware(std::string_view text) {
  const std::string plain = without_marks(text.substr(0, most_bytes));
  const auto words = hardware_words(plain);
  auto found = find_longest(find_accelerator_of, words);
  found = found ? found : find_longest(find_processor_of, words);
  return found ? std::optional(counted(*found, words)) : std::nullopt;
}

}  // namespace plume
