// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/facts.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace plume {

/// The value at a dotted path, also when it is null; a null pointer where no such key stands. Keys
/// that hold dots themselves are found too.
const DocumentNode* node_at(const Document& document, std::string_view path);

/// Words are kept as texts.
template <class T>
using Kept = std::conditional_t<std::is_convertible_v<T, std::string_view>, std::string, T>;

/// What an adapter sees of a document: values by dotted path ("training.seq_len"; a list's element
/// by its number, "datasets.0.path"). What has the wrong type is a fault; null and the words for
/// "somebody else decides" ("auto", "none", "null") are as good as absent. Of the paths that it was
/// asked for in vain it remembers which, so that a misspelt key can be told. Of a key that stands
/// twice in a map programs take one or the other: it is a fault where it is asked for.
class ConfigView {
 public:
  ConfigView(const Document& document, std::size_t index, std::vector<Diagnostic>& faults);

  const Document& document() const { return document_; }

  bool has(std::string_view path);
  const DocumentNode* node(std::string_view path);

  /// A number above zero: also "1e9", "100_000", "4k". Other numbers, as frameworks use them to
  /// say "not set" (0, -1), are as good as absent.
  MaybeSaid<double> number(std::string_view path);
  MaybeSaid<std::string> text(std::string_view path);
  MaybeSaid<bool> flag(std::string_view path);
  /// The words of a list, or of a text with commas or blanks between them.
  std::vector<Said<std::string>> words(std::string_view path);

  /// The same under the first of several paths that is there: newer and older names of a key.
  MaybeSaid<double> number(std::initializer_list<std::string_view> paths);
  MaybeSaid<std::string> text(std::initializer_list<std::string_view> paths);
  MaybeSaid<bool> flag(std::initializer_list<std::string_view> paths);

  /// A value that the adapter works out of what stands at `path`.
  template <class T>
  Said<Kept<T>> said(std::string_view path, T value) const {
    return {Kept<T>(std::move(value)), index_, std::string(path), place_of(path)};
  }

  /// A value that the framework takes where nothing stands at `path`: it has no place.
  template <class T>
  Said<Kept<T>> by_default(std::string_view path, T value) const {
    return {Kept<T>(std::move(value)), index_, std::string(path), {}};
  }

  /// Faults the value at a path.
  void refuse(std::string_view path, std::string code, std::string message, std::string cure);

  /// Keys that stand beside a key that was asked for in vain, are nearly that key, and were never
  /// asked for themselves: what stands there, and what was meant.
  struct Misspelling {
    std::string written;
    std::string meant;
    TextPlace place;
  };
  std::vector<Misspelling> misspellings() const;

 private:
  template <class T>
  using Read = std::optional<T> (*)(const DocumentNode&);

  template <class T>
  MaybeSaid<T> value(std::string_view path, Read<T> read, std::string_view wanted);
  TextPlace place_of(std::string_view path) const;
  void wrong_type(std::string_view path, const DocumentNode& node, std::string_view wanted);
  void refuse_doubled(std::string_view path, const DocumentNode& found);

  const Document& document_;
  std::size_t index_;
  std::vector<Diagnostic>& faults_;
  std::vector<std::string> asked_;
  std::vector<std::string> missed_;
  std::vector<const DocumentNode::Entry*> doubled_;  ///< the last of each, until it was told
};

}  // namespace plume
