// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/look_ups.hpp"
#include "plume/pipeline/estimate.hpp"

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace plume {

/// Where an input came from, for `Context::use`.
struct Provenance {
  Status status = Status::given;
  const Figure* figure = nullptr;
  std::string_view cure{};
};

/// What the stages of an estimate share: the question, the growing report, and the faults.
class Context {
 public:
  Context(const Run& asked, Report& growing, Faults& found, Detail detail, LookUps& answers)
      : run(asked), report(growing), look_ups(answers), faults_(found), detail_(detail) {}

  const Run& run;
  Report& report;
  LookUps& look_ups;

  /// Enters a figure into the report's inputs and hands it on.
  template <class Q>
  Estimate<Q> use(std::string_view name, std::string_view unit, Unit<Q> in,
                  const Estimate<Q>& figure, const Provenance& from, Branch branch) {
    report.assumed += from.status == Status::assumed ? 1 : 0;
    if (telling()) {
      enter(name, unit, figure.value.in(in), figure.low().in(in), figure.high().in(in),
            figure.spread, from, branch);
    }
    return figure;
  }

  /// The same for a plain number.
  Estimate<double> use(std::string_view name, const Estimate<double>& figure,
                       const Provenance& from, Branch branch) {
    report.assumed += from.status == Status::assumed ? 1 : 0;
    if (telling()) {
      enter(name, "1", figure.value, figure.low(), figure.high(), figure.spread, from, branch);
    }
    return figure;
  }

  /// The last figure entered, to add what `use` has no argument for; null when none are told.
  Input* last_input() { return telling() ? &report.inputs.back() : nullptr; }

  /// The weight of the last figure within its branch: see `Input::weight`.
  void weigh_last(double weight) {
    if (telling()) {
      report.inputs.back().weight = weight;
    }
  }

  void fault(Key key, std::string_view code, std::string message, std::string cure);

  /// Tells something that the reader should know. Message and cure are texts, or functions that
  /// give one and are only asked where words are wanted.
  template <class Message, class Cure>
  void warn(std::string_view code, const Message& message, const Cure& cure) {
    Warning& warning = report.warnings.emplace_back();
    warning.code = code;
    if (telling()) {
      warning.message = words(message);
      warning.cure = words(cure);
    }
  }

  /// What `find` gives, which follows from the device alone: asked once, and told as often as it is
  /// used. Where inputs or words are wanted, or the device keeps no answers, it is asked each time.
  template <class Answer, class Find>
  Answer recall(std::optional<Told<Answer>>* kept, Find find) {
    if (kept == nullptr || telling()) {
      return find();
    }
    if (*kept) {
      tell_again((*kept)->assumed, (*kept)->warnings);
      return (*kept)->answer;
    }
    const std::size_t faults = faults_.size();
    const std::size_t assumed = report.assumed;
    const std::size_t warnings = report.warnings.size();
    const Answer answer = find();
    if (faults_.size() == faults) {
      *kept = Told<Answer>{answer, report.assumed - assumed, codes_from(warnings)};
    }
    return answer;
  }

  /// Whether inputs and words are wanted, beside the figures.
  bool telling() const { return detail_ != Detail::footprint; }

  /// Whether steps are wanted; numbers are only formatted then.
  bool explaining() const { return detail_ == Detail::steps; }
  void step(Step step) { report.steps.push_back(std::move(step)); }

  /// Splits the variance of the logarithm of the total among the inputs, given how much of the
  /// total is operational and what the time follows from.
  void share_variance(double operational_share, TimeFrom time_from);

 private:
  template <class Text>
  static std::string words(const Text& text) {
    if constexpr (std::is_invocable_v<const Text&>) {
      return text();
    } else {
      return std::string(text);
    }
  }

  void tell_again(std::size_t assumed, const std::vector<std::string_view>& warnings);

  /// The codes of the report's warnings from the one at `first` on.
  std::vector<std::string_view> codes_from(std::size_t first) const;

  void enter(std::string_view name, std::string_view unit, double value, double low, double high,
             const Spread& spread, const Provenance& from, Branch branch);

  Faults& faults_;
  Detail detail_;
};

}  // namespace plume
