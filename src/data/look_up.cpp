// SPDX-License-Identifier: Apache-2.0
#include "data/model_name.hpp"
#include "data/normalise.hpp"
#include "data/tables.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/support/closest_match.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

namespace plume {

namespace {

using Names = std::span<const tables::Name>;

/// Words that people put before the name of a device.
constexpr std::array<std::string_view, 5> vendor_words{"nvidia", "amd", "google", "intel", "aws"};

Names with_key(Names names, std::string_view key) {
  const auto first = std::lower_bound(
      names.begin(), names.end(), key,
      [](const tables::Name& name, std::string_view wanted) { return name.key.view() < wanted; });
  auto last = first;
  while (last != names.end() && last->key.view() == key) {
    ++last;
  }
  return {first, last};
}

std::string_view without_vendor(std::string_view key) {
  for (const std::string_view word : vendor_words) {
    if (key.starts_with(word)) {
      return key.substr(word.size());
    }
  }
  return key;
}

const tables::Name* find_one(Names names, std::string_view name) {
  const Names found = with_key(names, normalised(name));
  return found.empty() ? nullptr : &found.front();
}

bool same_but_for_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : int{c}; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

/// How badly a name fits: names proper go before towns, and a name proper as it was written goes
/// before one of the same letters, so that "us-east1" is Google's region and not "us-east-1".
int misfit(const tables::Name& candidate, std::string_view written) {
  if (candidate.rank > 0) {
    return 2;
  }
  return same_but_for_case(candidate.text, written) ? 0 : 1;
}

/// A candidate for a mistyped name. The nearest comes first; of equals, the one that begins like
/// the name for longest.
struct Candidate {
  std::size_t distance;
  std::size_t unlike;  ///< letters behind the common beginning
  bool extended;       ///< the name written begins with this one
  std::string_view text;
  std::uint16_t row;

  auto rank() const { return std::tie(distance, unlike, text); }
};

Candidate rated(const tables::Name& name, std::string_view key) {
  const std::string_view other = name.key;
  const auto unlike = static_cast<std::size_t>(
      key.end() - std::mismatch(key.begin(), key.end(), other.begin(), other.end()).first);
  return {edit_distance(key, other), unlike, other.size() > 1 && key.starts_with(other), name.text,
          name.row};
}

/// Near enough to be meant: a third of the letters may differ, but hardly any of a short name; a
/// name with something added ("T4 16GB") is near however much that is.
bool is_near(const Candidate& candidate, std::string_view key) {
  const std::size_t furthest = key.size() <= 3 ? 1 : std::max<std::size_t>(2, key.size() / 3);
  return candidate.distance <= furthest || candidate.extended;
}

std::vector<Candidate> candidates(Names names, const std::string& key) {
  std::vector<Candidate> result;
  for (const tables::Name& name : names) {
    const Candidate candidate = rated(name, key);
    if (candidate.distance < key.size() && is_near(candidate, key)) {
      result.push_back(candidate);
    }
  }
  std::sort(result.begin(), result.end(),
            [](const Candidate& a, const Candidate& b) { return a.rank() < b.rank(); });
  return result;
}

std::vector<std::string_view> suggest(Names names, std::string_view name, std::size_t limit) {
  std::vector<std::string_view> result;
  std::vector<std::uint16_t> rows;
  for (const Candidate& candidate : candidates(names, normalised(name))) {
    if (result.size() == limit) {
      break;
    }
    const bool known = std::find(rows.begin(), rows.end(), candidate.row) != rows.end() ||
                       std::find(result.begin(), result.end(), candidate.text) != result.end();
    if (!known) {
      result.push_back(candidate.text);
      rows.push_back(candidate.row);
    }
  }
  return result;
}

}  // namespace

const Accelerator* find_accelerator(std::string_view name) {
  const Names names = tables::accelerator_names();
  const tables::Name* found = find_one(names, name);
  if (found == nullptr) {
    found = find_one(names, without_vendor(normalised(name)));
  }
  return found == nullptr ? nullptr : &accelerators()[found->row];
}

const ListedArchitecture* find_architecture(std::string_view name) {
  const tables::Name* const found = find_one(tables::architecture_names(), name);
  return found == nullptr ? nullptr : &architectures()[found->row];
}

const ListedModel* find_language_model(std::string_view name) {
  const Names names = tables::language_model_names();
  const std::string whole(without_organisation(name));
  const std::string plain = without_variant(whole);
  for (const std::string& candidate : {whole, plain, without_base(plain)}) {
    if (const tables::Name* const found = find_one(names, candidate)) {
      return &language_models()[found->row];
    }
  }
  return nullptr;
}

const Instance* find_instance(std::string_view name) {
  const tables::Name* found = find_one(tables::instance_names(), name);
  return found == nullptr ? nullptr : &instances()[found->row];
}

std::vector<const Place*> find_places(std::string_view name) {
  const Names found = with_key(tables::place_names(), normalised(name));
  const auto best = std::min_element(found.begin(), found.end(), [&](const auto& a, const auto& b) {
    return misfit(a, name) < misfit(b, name);
  });
  std::vector<const Place*> result;
  for (const tables::Name& candidate : found) {
    const Place* place = &places()[candidate.row];
    if (misfit(candidate, name) == misfit(*best, name) &&
        std::find(result.begin(), result.end(), place) == result.end()) {
      result.push_back(place);
    }
  }
  return result;
}

std::vector<std::string_view> suggest_accelerators(std::string_view name, std::size_t limit) {
  return suggest(tables::accelerator_names(), name, limit);
}

std::vector<std::string_view> suggest_architectures(std::string_view name, std::size_t limit) {
  return suggest(tables::architecture_names(), name, limit);
}

std::vector<std::string_view> suggest_instances(std::string_view name, std::size_t limit) {
  return suggest(tables::instance_names(), name, limit);
}

std::vector<std::string_view> suggest_language_models(std::string_view name, std::size_t limit) {
  return suggest(tables::language_model_names(), without_variant(without_organisation(name)),
                 limit);
}

std::vector<std::string_view> suggest_places(std::string_view name, std::size_t limit) {
  return suggest(tables::place_names(), name, limit);
}

}  // namespace plume
