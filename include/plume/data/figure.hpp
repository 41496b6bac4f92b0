// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/vocabulary.hpp"
#include "plume/units/estimate.hpp"
#include "plume/units/quantity.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace plume {

/// A piece of the catalogue's text pool. Tables hold no pointers, so that loading the program
/// relocates nothing.
class Text {
 public:
  constexpr Text() = default;
  constexpr Text(std::uint32_t begin, std::uint16_t size) : begin_(begin), size_(size) {}
  std::string_view view() const;
  operator std::string_view() const { return view(); }
  bool empty() const { return size_ == 0; }

  /// Where it stands in the pool, for those who print the tables.
  std::uint32_t begin() const { return begin_; }
  std::uint16_t size() const { return size_; }

 private:
  std::uint32_t begin_ = 0;
  std::uint16_t size_ = 0;
};

/// The most bytes that one `Text` can stand for.
inline constexpr std::size_t longest_text = 65'535;

/// A run of consecutive rows in one of the catalogue's tables.
struct Rows {
  std::uint32_t begin = 0;
  std::uint32_t count = 0;
};

/// Where figures come from: one row of data/sources.json.
struct Source {
  Text key;
  Text title;
  Text author;
  Text url;
  Text licence;
  Text attribution;  ///< the words that the source asks for; empty when it asks for none
  std::int16_t year = 0;
};

/// One figure of the catalogue: a number in `unit`, with bounds where sources differ.
struct Figure {
  double value = 0;
  double low = 0;    ///< 5th percentile; equal to `value` when the figure is taken as exact
  double high = 0;   ///< 95th percentile
  double scale = 1;  ///< one `unit` in base units
  Spread spread;     ///< an unverified figure is known within a factor 1.2 at best
  Text id;           ///< "accelerator/h100-sxm/tdp"
  Text unit;
  Text condition;  ///< what the figure holds for: "rated maximum", "dense", "cradle to gate"
  Text locator;    ///< where in the source
  Text note;
  std::uint16_t source = 0;  ///< row of `sources()`
  std::int16_t year = 0;     ///< 0 when the figure has no year
  Confirmation confirmation = Confirmation::unverified;

  /// The figure as a quantity; its dimension was checked when the catalogue was compiled.
  template <class Q>
  Estimate<Q> as() const {
    return {make_quantity<Q::dimension>(value * scale), spread};
  }

  /// A dimensionless figure.
  Estimate<double> ratio() const { return {value * scale, spread}; }
};

}  // namespace plume
