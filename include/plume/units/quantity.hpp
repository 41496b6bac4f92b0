// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>

namespace plume {

/// The exponents of a quantity over the base dimensions of this domain.
/// Base units: second, joule, gram of CO2 equivalent, floating-point operation, byte, metre.
struct Dim {
  int time = 0;
  int energy = 0;
  int co2e = 0;
  int flop = 0;
  int byte = 0;
  int length = 0;
  constexpr bool operator==(const Dim&) const = default;
};

constexpr Dim operator+(Dim a, Dim b) {
  return {a.time + b.time, a.energy + b.energy, a.co2e + b.co2e,
          a.flop + b.flop, a.byte + b.byte,     a.length + b.length};
}

constexpr Dim operator-(Dim a) {
  return {-a.time, -a.energy, -a.co2e, -a.flop, -a.byte, -a.length};
}

template <Dim D>
class Quantity;

/// Drops the wrapper of a dimensionless result, so that a ratio is a plain double.
template <Dim D>
constexpr auto make_quantity(double in_base_units) {
  if constexpr (D == Dim{}) {
    return in_base_units;
  } else {
    return Quantity<D>::from_base(in_base_units);
  }
}

/// A number with its dimension in the type, held in base units.
/// A quantity is made by naming its unit, `watts(400)`, and read by naming one, `p.in(watts)`.
template <Dim D>
class Quantity {
 public:
  static constexpr Dim dimension = D;

  constexpr Quantity() = default;

  /// The unit-less door, for code that carries units at run time (text, catalogue).
  static constexpr Quantity from_base(double value) { return Quantity(value); }
  constexpr double base() const { return value_; }

  template <class Unit>
  constexpr double in(Unit unit) const {
    static_assert(Unit::dimension == D, "the unit is of another dimension than the quantity");
    return value_ / unit.factor;
  }

  constexpr auto operator<=>(const Quantity&) const = default;
  friend constexpr Quantity operator+(Quantity a, Quantity b) {
    return Quantity(a.value_ + b.value_);
  }
  friend constexpr Quantity operator-(Quantity a, Quantity b) {
    return Quantity(a.value_ - b.value_);
  }
  friend constexpr Quantity operator*(Quantity a, double k) { return Quantity(a.value_ * k); }
  friend constexpr Quantity operator*(double k, Quantity a) { return Quantity(k * a.value_); }
  friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.value_ / k); }

 private:
  constexpr explicit Quantity(double value) : value_(value) {}
  double value_ = 0;
};

template <Dim A, Dim B>
constexpr auto operator*(Quantity<A> a, Quantity<B> b) {
  return make_quantity<A + B>(a.base() * b.base());
}

template <Dim A, Dim B>
constexpr auto operator/(Quantity<A> a, Quantity<B> b) {
  return make_quantity<A + -B>(a.base() / b.base());
}

template <Dim D>
constexpr auto operator/(double k, Quantity<D> a) {
  return make_quantity<-D>(k / a.base());
}

/// A unit of measure: makes a quantity when called, reads one when passed to `Quantity::in`.
template <class Q>
struct Unit {
  static constexpr Dim dimension = Q::dimension;
  double factor;
  constexpr Q operator()(double number) const { return Q::from_base(number * factor); }
};

}  // namespace plume
