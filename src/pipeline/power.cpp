// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"
#include "plume/models/energy.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

Estimate<Power> from_given(Context& context, const Estimate<Power>& given) {
  context.use("power", "W", watts, given, {Status::given}, Branch::operational);
  if (context.run.choice_or(Key::power_scope, PowerScope::system) == PowerScope::system) {
    return given;
  }
  const Figure& ratio = constant(Constant::board_to_system);
  context.warn(
      "assumed-rest-of-system",
      [&] {
        return fmt::format("the system is assumed to draw {} times the board's power",
                           print_human(ratio.value));
      },
      "give the power of the whole system");
  return given * context.use("board_to_system", ratio.ratio(),
                             {Status::assumed, &ratio, field(Key::power).flag},
                             Branch::operational);
}

/// Where the rated power of a device stands for that of the system.
enum class Housing { data_centre, desk, other };

Housing housing_of(const Device& device) {
  const std::string_view use = device.listed != nullptr ? device.listed->use.view() : "";
  const bool gpu = device.listed != nullptr && device.listed->kind.view() == "gpu";
  if (use == "data centre" && gpu) {
    return Housing::data_centre;
  }
  return use == "workstation" || use == "consumer" ? Housing::desk : Housing::other;
}

/// Average power of a board over its rating: what keeps its matrix units busy, or anything else.
const Figure& board_ratio(ModelKind kind) {
  return constant(kind == ModelKind::other ? Constant::board_ratio_other : Constant::board_ratio);
}

}  // namespace

std::optional<Estimate<Power>> rated_power(Context& context, const Device& device) {
  if (const auto given = context.run.quantity<Power>(Key::accelerator_tdp)) {
    return context.use("tdp", "W", watts, *given, {Status::given}, Branch::operational);
  }
  const Figure* const tdp =
      device.listed != nullptr ? device.listed->figure(Property::tdp) : nullptr;
  if (tdp == nullptr) {
    return std::nullopt;
  }
  return context.use("tdp", "W", watts, figure_of<Power>(device, Property::tdp, *tdp),
                     {Status::catalogue, tdp, field(Key::power).flag}, Branch::operational);
}

void missing_power(Context& context, const Device& device, std::string_view cure) {
  context.fault(Key::accelerator, "missing-power",
                device.known() ? fmt::format("no rated power is known of `{}`", device.name)
                               : std::string("nothing says what power the hardware draws"),
                fmt::format("give {}{}", device.known() ? "" : "--accelerator, or ", cure));
}

namespace {

template <class Message>
void warn_of_power(Context& context, const Message& message) {
  context.warn("assumed-power", message,
               "give --power, the average power of an accelerator and its share of the host");
}

/// `numbers` gives the formula with its numbers.
template <class Numbers>
void explain_power(Context& context, std::string_view formula, const Numbers& numbers,
                   const Estimate<Power>& power) {
  if (context.explaining()) {
    context.step({"Power", formula, numbers(), print_human(power.value.in(watts), 4) + " W",
                  "docs/explanation/method.md, Energy"});
  }
}

bool is_many_nodes(double count) {
  return count > constant(Constant::mfu_one_node).value;
}

/// Nodes with accelerators in a data centre, from measurements at the wall.
Estimate<Power> of_node(Context& context, const Estimate<Power>& tdp, double count) {
  const Figure& one = constant(Constant::tdp_ratio_data_centre);
  const auto ratio =
      context.use("power_ratio", one.ratio(), {Status::catalogue, &one, field(Key::power).flag},
                  Branch::operational);
  const auto numbers = [&] {
    return fmt::format("{} W x {}", print_human(tdp.value.in(watts), 4), print_human(ratio.value));
  };
  if (!is_many_nodes(count)) {
    const Estimate<Power> power = system_power(tdp, ratio);
    explain_power(context, "TDP x ratio of system power to TDP", numbers, power);
    return power;
  }
  const Figure& many = constant(Constant::multi_node_power);
  const auto spread_out =
      context.use("multi_node_ratio", many.ratio(),
                  {Status::catalogue, &many, field(Key::power).flag}, Branch::operational);
  const Estimate<Power> power = system_power(tdp, ratio * spread_out);
  explain_power(
      context, "TDP x ratio of system power to TDP x ratio of many nodes to one",
      [&] { return fmt::format("{} x {}", numbers(), print_human(spread_out.value)); }, power);
  return power;
}

/// One board at a desk, and the rest of its machine.
Estimate<Power> at_desk(Context& context, const Estimate<Power>& tdp, ModelKind kind) {
  const Figure& of_board = board_ratio(kind);
  const Figure& of_rest = constant(Constant::rest_of_workstation);
  const Estimate<Power> board = system_power(tdp, of_board.ratio());
  const Estimate<Power> rest = of_rest.as<Power>();
  const Estimate<Power> power = board + rest;
  const double share = board.value / power.value;
  context.weigh_last(share);
  context.use("board_ratio", of_board.ratio(), {Status::assumed, &of_board, field(Key::power).flag},
              Branch::operational);
  context.weigh_last(share);
  context.use("rest_of_system", "W", watts, rest,
              {Status::assumed, &of_rest, field(Key::power).flag}, Branch::operational);
  context.weigh_last(1 - share);
  warn_of_power(context, [&] {
    return fmt::format("the board is assumed to draw {} x its rated power, the rest of the machine "
                       "{} W",
                       print_human(of_board.value), print_human(of_rest.value));
  });
  explain_power(
      context, "TDP x ratio of board power to TDP + rest of the system",
      [&] {
        return fmt::format("{} W x {} + {} W", print_human(tdp.value.in(watts), 4),
                           print_human(of_board.value), print_human(of_rest.value));
      },
      power);
  return power;
}

Estimate<Power> of_other(Context& context, const Estimate<Power>& tdp) {
  const Figure& figure = constant(Constant::tdp_ratio_other);
  warn_of_power(context, [&] {
    return fmt::format("average system power is assumed to be {} x rated power",
                       print_human(figure.value));
  });
  const auto ratio =
      context.use("power_ratio", figure.ratio(), {Status::assumed, &figure, field(Key::power).flag},
                  Branch::operational);
  const Estimate<Power> power = system_power(tdp, ratio);
  explain_power(
      context, "TDP x ratio of system power to TDP",
      [&] {
        return fmt::format("{} W x {}", print_human(tdp.value.in(watts), 4),
                           print_human(ratio.value));
      },
      power);
  return power;
}

Estimate<Power> from_rating(Context& context, const Device& device, const Job& job, double count) {
  const auto tdp = rated_power(context, device);
  if (!tdp) {
    if (!device.misnamed) {
      missing_power(context, device, field(Key::power).flag);
    }
    return {};
  }
  switch (housing_of(device)) {
    case Housing::data_centre:
      return of_node(context, *tdp, count);
    case Housing::desk:
      return at_desk(context, *tdp, job.kind);
    case Housing::other:
      break;
  }
  return of_other(context, *tdp);
}

Estimate<Power> of_device(Context& context, const Device& device, const Job& job, double count) {
  const Figure* const measured =
      device.listed != nullptr ? device.listed->figure(Property::system_power) : nullptr;
  if (measured != nullptr) {
    return context.use("power", "W", watts,
                       figure_of<Power>(device, Property::system_power, *measured),
                       {Status::catalogue, measured, field(Key::power).flag}, Branch::operational);
  }
  return from_rating(context, device, job, count);
}

/// A fleet's yearly average stands for one site; another year's stands for it once less well.
Estimate<double> fleet_pue(Context& context, const Figure& figure, const Site& site) {
  const double band = constant(Constant::pue_band).value;
  const Spread step = spread_between(1 / band, 1, band);
  const bool same_year = site.year == 0 || site.year == figure.year;
  if (!same_year) {
    context.warn(
        "nearest-year",
        [&] {
          return fmt::format("the PUE of {} is known for {}, not for {}", site.place->id.view(),
                             figure.year, site.year);
        },
        "give --pue");
  }
  return {figure.value, figure.spread + step + (same_year ? Spread{} : step)};
}

}  // namespace

Estimate<Power> find_power(Context& context, const Device& device, const Job& job, double count) {
  if (const auto given = context.run.quantity<Power>(Key::power)) {
    return from_given(context, *given);
  }
  const std::size_t many = is_many_nodes(count) ? 2 : 0;
  const std::size_t other = job.kind == ModelKind::other ? 1 : 0;
  return context.recall(device.answers != nullptr ? &device.answers->power[many + other] : nullptr,
                        [&] { return of_device(context, device, job, count); });
}

std::optional<Estimate<Power>> find_board_power(const Run& run, const Device& device,
                                                const Job& job) {
  const bool boards = run.choice_or(Key::power_scope, PowerScope::system) == PowerScope::board;
  if (run.has(Key::power)) {
    return boards ? run.quantity<Power>(Key::power) : std::nullopt;
  }
  const Figure* const listed =
      device.listed != nullptr ? device.listed->figure(Property::tdp) : nullptr;
  auto tdp = run.quantity<Power>(Key::accelerator_tdp);
  if (!tdp && listed != nullptr) {
    tdp = figure_of<Power>(device, Property::tdp, *listed);
  }
  return tdp ? std::optional(system_power(*tdp, board_ratio(job.kind).ratio())) : std::nullopt;
}

Estimate<double> find_pue_of(Context& context, const Site& site) {
  if (const auto given = context.run.ratio(Key::pue)) {
    return context.use("pue", *given, {Status::given}, Branch::operational);
  }
  const Figure* const known =
      site.place != nullptr ? context.look_ups.pue(site.place, site.year) : nullptr;
  if (known != nullptr) {
    return context.use("pue", fleet_pue(context, *known, site),
                       {Status::catalogue, known, field(Key::pue).flag}, Branch::operational);
  }
  const Figure& average = *context.look_ups.pue(nullptr, site.year);
  context.warn(
      "assumed-pue",
      [&] {
        return fmt::format("a PUE of {} is assumed, the industry's average of {}; sites differ "
                           "from {} to {}",
                           print_human(average.value), average.year, print_human(average.low),
                           print_human(average.high));
      },
      "give --pue, or a cloud region");
  return context.use("pue", average.ratio(), {Status::assumed, &average, field(Key::pue).flag},
                     Branch::operational);
}

}  // namespace plume
