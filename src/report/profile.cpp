// SPDX-License-Identifier: Apache-2.0
#include "plume/report/profile.hpp"

#include "plume/units/text.hpp"
#include "report/lines.hpp"
#include "report/profile_writers.hpp"
#include "report/table.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

std::string seconds_in_words(Time time) {
  const double s = time.in(seconds);
  return s < 120    ? print_human(s) + " s"
         : s < 7200 ? print_human(s / 60) + " min"
                    : print_human(s / 3600) + " h";
}

/// Writes what was measured, what it predicts, and what it says beside an estimate.
class Sections : Lines {
 public:
  Sections(const ProfileView& view, bool colour)
      : Lines(colour), view_(view), profile_(view.run.profile) {}

  std::string write() {
    measured();
    predicted();
    grid();
    served();
    against();
    return std::move(out_);
  }

 private:
  void measured() {
    heading("Measured");
    if (profile_.unmetered) {
      line("  nothing in {}: the rated power of the machine stands for it",
           seconds_in_words(profile_.duration));
      return;
    }
    line("  {} in {}, {} W on average; {} rows read, {} used, {} merged, {} rejected",
         human(profile_.energy), seconds_in_words(profile_.duration),
         print_human((profile_.energy / profile_.duration).in(watts)), profile_.rows.read,
         profile_.rows.used, profile_.rows.merged, profile_.rows.rejected);
    Cells cells{{"scope", "device", "sensor", "energy", "mean", "readings", "gaps"}};
    for (const ProfiledMeter& meter : profile_.meters) {
      cells.push_back(row_of(meter));
    }
    if (profile_.rest > Energy{}) {
      cells.push_back({"rest", "given", "--rest-of-system", human(profile_.rest),
                       print_human((profile_.rest / profile_.duration).in(watts)) + " W", "-",
                       "-"});
    }
    for (const std::string& row : aligned(cells, 3)) {
      line("{}", row);
    }
  }

  static std::vector<std::string> row_of(const ProfiledMeter& meter) {
    const MeteredEnergy& metered = meter.metered;
    const std::string device =
        meter.host.empty() ? meter.device : fmt::format("{} {}", meter.host, meter.device);
    std::vector<std::string> out{
        std::string(meter_scope_names[static_cast<std::size_t>(meter.scope)]), printable(device),
        printable(meter.sensor)};
    if (!meter.left_out.empty()) {
      out.push_back(fmt::format("not counted: it {}", meter.left_out));
      return out;
    }
    const double time = metered.covered.in(seconds);
    out.push_back(human(metered.energy));
    out.push_back(time > 0 ? print_human(metered.energy.in(joules) / time) + " W" : "-");
    out.push_back(std::to_string(metered.used));
    out.push_back(std::to_string(metered.gaps.size()));
    return out;
  }

  void predicted() {
    if (!profile_.prediction) {
      return;
    }
    const Extrapolation& of = *profile_.prediction;
    heading("Predicted");
    line("  {}: {} records of {} kept, {} of {} discarded as warm-up",
         profile_verdict_names[static_cast<std::size_t>(of.verdict)], of.kept,
         seconds_in_words(of.kept_time), of.discarded, seconds_in_words(of.discarded_time));
    line("  {} takes {} and {} s; autocorrelation {}, {} independent records",
         profile_.in_epochs ? "an epoch" : "a step", human(of.energy_per_step),
         print_human(of.time_per_step.in(seconds)), print_human(of.autocorrelation, 2),
         print_human(of.effective));
    const auto amount = [](double base) { return human(joules(base)); };
    line("  the whole run: {} ({} to {}), {}", amount(of.energy.value), amount(of.energy.low()),
         amount(of.energy.high()), seconds_in_words(seconds(of.time.value)));
    line("  +- {}: statistics {}, sensor {}, its update {}, the rest being like the profile {}",
         amount(of.energy.half_width()), amount(of.energy.statistics), amount(of.energy.sensor),
         amount(of.energy.quantisation), amount(of.energy.model));
    if (of.with_trend) {
      line("  with the drift of {} J {} and second followed: {}", print_human(of.drift),
           profile_.in_epochs ? "an epoch" : "a step", amount(*of.with_trend));
    }
  }

  void grid() {
    if (!profile_.met) {
      return;
    }
    heading("Grid");
    const MetIntensity& met = *profile_.met;
    const MetGrid& of = profile_.grid;
    line("  {} g/kWh met, between {} and {}: {}, {}{}", print_human(met.grams_per_kilowatt_hour),
         print_human(met.low), print_human(met.high),
         of.kind == IntensityKind::marginal ? "marginal" : "average",
         of.basis.empty() ? "basis not known" : printable(of.basis),
         of.zone.empty() ? std::string() : fmt::format(", {}", printable(of.zone)));
    line("  {} % of the energy has an hour, {} % one that is estimated or forecast",
         print_human(100 * met.covered), print_human(100 * met.estimated));
    if (profile_.met_by_run) {
      line("  {} g/kWh over the predicted run, between {} and {}",
           print_human(profile_.met_by_run->grams_per_kilowatt_hour),
           print_human(profile_.met_by_run->low), print_human(profile_.met_by_run->high));
    }
    if (profile_.starts) {
      line("  a run of that length meets {} g/kWh at its best start, {} at its worst",
           print_human(profile_.starts->best.grams_per_kilowatt_hour),
           print_human(profile_.starts->worst.grams_per_kilowatt_hour));
    }
  }

  void served() {
    const auto all = served_of(view_);
    if (!all.empty()) {
      heading("Served");
    }
    for (const Served& each : all) {
      line("  {}: {} Wh, {} g CO2e", each.of, print_human(each.watt_hours),
           print_human(each.grams));
    }
  }

  void against() {
    if (view_.against == nullptr) {
      return;
    }
    const Reconciliation& of = *view_.against;
    heading("Against the estimate");
    line("  estimated {} ({}): measured over estimated, energy {}, time {}, emissions {}",
         human(of.estimated.total.value), human_interval(of.estimated.total),
         print_human(of.energy_ratio), print_human(of.time_ratio), print_human(of.carbon_ratio));
    line("  for the next estimate: {}--power {} --power-scope {}",
         of.mfu ? fmt::format("--mfu {} ", print_human(*of.mfu)) : std::string(),
         print_human(of.power), profile_.whole_system ? "system" : "board");
  }

  const ProfileView& view_;
  const Profile& profile_;
};

}  // namespace

std::vector<Served> served_of(const ProfileView& view) {
  const Report& measured = view.run.part ? *view.run.part : view.run.report;
  const double energy = measured.facility_energy.value.in(kilowatt_hours)*1000;
  const double carbon = measured.total.value.in(grams);
  std::vector<Served> out;
  if (view.requests) {
    out.push_back({"request", *view.requests, 1, energy / *view.requests, carbon / *view.requests});
  }
  if (view.tokens) {
    out.push_back({"1,000 tokens", *view.tokens, 1000, 1000 * energy / *view.tokens,
                   1000 * carbon / *view.tokens});
  }
  return out;
}

std::string profile_sections(const ProfileView& view, bool colour) {
  return Sections(view, colour).write();
}

std::string render_profile(const ProfileView& view, const RenderOptions& options) {
  switch (options.format) {
    case Format::json:
      return profile_json_text(view);
    case Format::csv:
      return render(view.run.report, options);
    case Format::markdown:
      return render(view.run.report, options) + "\n```text" + profile_sections(view, false) +
             "```\n";
    case Format::text:
      break;
  }
  return render(view.run.report, options) + profile_sections(view, options.colour);
}

}  // namespace plume
