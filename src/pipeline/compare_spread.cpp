// SPDX-License-Identifier: Apache-2.0
#include "pipeline/compare_spread.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace plume {

namespace {

/// What rounding leaves when everything cancels.
constexpr double no_variance = 1e-14;

Spread settled(const Spread& spread) {
  return spread.variance > no_variance ? spread : Spread{};
}

/// The exponent with which an input enters the device time.
double exponent_in_time(const Report& report, const Input& input) {
  switch (input.branch) {
    case Branch::whole:
      return input.weight;
    case Branch::work:
      return report.time_from == TimeFrom::work || report.time_from == TimeFrom::curve
                 ? input.weight
                 : 0;
    case Branch::tokens:
      return report.time_from == TimeFrom::given ? 0 : input.weight;
    default:
      return 0;
  }
}

bool from_one_place(const Input& a, const Input& b) {
  return a.name == b.name && a.branch == b.branch && a.status == b.status && a.figure == b.figure &&
         a.series == b.series && a.place == b.place && a.spread == b.spread;
}

/// The error of a model that predicts a figure of the same accelerator in both.
bool from_one_model(const Report& ra, const Input& a, const Report& rb) {
  return a.status == Status::derived && a.figure != nullptr && ra.accelerator != nullptr &&
         ra.accelerator == rb.accelerator;
}

/// The input of B that is the same unknown as one of A, or null.
const Input* twin_of(const Report& ra, const Input& a, const Report& rb) {
  const auto found = std::find_if(rb.inputs.begin(), rb.inputs.end(), [&](const Input& b) {
    return from_one_place(a, b) && (a.value == b.value || from_one_model(ra, a, rb));
  });
  const bool alike = found != rb.inputs.end() &&
                     exponent_in_time(ra, a) == exponent_in_time(rb, *found) &&
                     (a.branch == Branch::making || a.weight == found->weight);
  return alike ? &*found : nullptr;
}

/// What acts on the runs in common, by where it acts.
struct Shared {
  Spread time;
  Spread use;      ///< power, PUE, intensity
  Spread service;  ///< lifetime and its utilisation
  Spread made;     ///< the making of what both use
};

/// Emissions of one run per device hour: use + service x (made in common + made for it alone), each
/// spread without what is shared.
struct Side {
  Spread time;
  double operational_share = 1;
  Spread use;
  Spread service;
  double made_in_common = 0;  ///< share of the making
  Spread made;
};

/// A sum of figures that grows by parts.
struct Sum {
  double value = 0;
  Spread spread{};

  void add(double part, const Spread& of_part) {
    spread = spread_of_sum(value, spread, part, of_part);
    value += part;
  }
};

/// Splits the inputs of `report` into what a twin in `other` cancels and what is its own.
class Splitter {
 public:
  Splitter(const Report& report, const Report& other) {
    for (const Input& input : report.inputs) {
      enter(report, input, twin_of(report, input, other) != nullptr);
    }
    Sum all = common_;
    all.add(own_.value, own_.spread);
    shared_.made = common_.spread;
    const Spread use = without(report.operational.spread, report.device_time.spread);
    const Spread embodied = without(report.embodied.spread, report.device_time.spread);
    side_ = {.time = settled(without(report.device_time.spread, shared_.time)),
             .operational_share = report.operational.value / report.total.value,
             .use = settled(without(use, shared_.use)),
             .service = settled(without(without(embodied, all.spread), shared_.service)),
             .made_in_common = all.value > 0 ? common_.value / all.value : 0,
             .made = own_.spread};
  }

  const Shared& shared() const { return shared_; }
  const Side& side() const { return side_; }

 private:
  void enter(const Report& report, const Input& input, bool common) {
    if (input.branch == Branch::making) {
      return (common ? common_ : own_).add(input.weight, input.spread);
    }
    if (!common) {
      return;
    }
    const Spread acting = raised(input.spread, input.weight);
    if (input.branch == Branch::operational) {
      shared_.use = shared_.use + acting;
    } else if (input.branch == Branch::embodied) {
      shared_.service = shared_.service + acting;
    } else {
      shared_.time = shared_.time + raised(input.spread, exponent_in_time(report, input));
    }
  }

  Shared shared_;
  Side side_;
  Sum common_;
  Sum own_;
};

/// The spread of emissions per device hour, over their central figure, where what is shared stands
/// at `use` and `made` times its own.
Spread rate_at(const Side& side, double use, double made) {
  const double in_common = side.made_in_common * made;
  const double alone = 1 - side.made_in_common;
  const Spread making = spread_of_sum(in_common, {}, alone, side.made) + side.service;
  const double operational = side.operational_share * use;
  const double embodied = (1 - side.operational_share) * (in_common + alone);
  Spread sum = spread_of_sum(operational, side.use, embodied, making);
  sum.shift += std::log(operational + embodied);
  return sum;
}

struct Part {
  double weight;
  Spread spread;
};

/// The law of total cumulance.
Spread mixed(const std::vector<Part>& parts) {
  Spread out;
  for (const Part& part : parts) {
    out.shift += part.weight * part.spread.shift;
  }
  for (const auto& [weight, spread] : parts) {
    const double off = spread.shift - out.shift;
    out.variance += weight * (spread.variance + off * off);
    out.skew += weight * (spread.skew + 3 * spread.variance * off + off * off * off);
  }
  return settled(out);
}

std::vector<Node> nodes_over(const Spread& spread) {
  if (settled(spread) == Spread{}) {
    return {{1, 1}};
  }
  const auto nodes = nodes_of(1, spread);
  return {nodes.begin(), nodes.end()};
}

/// Of B over A. Given what is shared, the two are independent; so it is integrated over that. What
/// acts on the service acts on use the other way round.
Spread spread_of_ratio(const Side& a, const Side& b, const Shared& shared) {
  std::vector<Part> parts;
  for (const Node& use : nodes_over(shared.use + inverse(shared.service))) {
    for (const Node& made : nodes_over(shared.made)) {
      parts.push_back({use.weight * made.weight, rate_at(b, use.value, made.value) +
                                                     inverse(rate_at(a, use.value, made.value))});
    }
  }
  return settled(mixed(parts) + b.time + inverse(a.time));
}

/// The same run, as if all of its emissions were of use, or of making.
Side only(Side side, double operational_share) {
  side.operational_share = operational_share;
  return side;
}

}  // namespace

RatioSpreads ratio_spreads(const Report& a, const Report& b) {
  const Splitter of_a(a, b);
  const Splitter of_b(b, a);
  const Side& sa = of_a.side();
  const Side& sb = of_b.side();
  const Shared& shared = of_a.shared();
  return {.total = spread_of_ratio(sa, sb, shared),
          .operational = spread_of_ratio(only(sa, 1), only(sb, 1), shared),
          .embodied = spread_of_ratio(only(sa, 0), only(sb, 0), shared)};
}

std::vector<std::string_view> shared_inputs(const Report& a, const Report& b) {
  std::vector<std::string_view> names;
  for (const Input& input : a.inputs) {
    const bool acts = input.weight != 0 && input.variance_share > 0;
    if (acts && twin_of(a, input, b) != nullptr) {
      names.push_back(input.name);
    }
  }
  return names;
}

}  // namespace plume
