// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"
#include "report/json_values.hpp"
#include "report/profile_writers.hpp"

namespace plume {

namespace {

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

Json meter_json(const ProfiledMeter& meter) {
  const MeteredEnergy& metered = meter.metered;
  return {{"file", meter.file},
          {"format", meter.format},
          {"host", text_or_null(meter.host)},
          {"device", text_or_null(meter.device)},
          {"name", text_or_null(meter.name)},
          {"scope", meter_scope_names[static_cast<std::size_t>(meter.scope)]},
          {"sensor", text_or_null(meter.sensor)},
          {"kwh", rounded(metered.energy.in(kilowatt_hours))},
          {"seconds", rounded(metered.covered.in(seconds))},
          {"used", metered.used},
          {"missing", metered.missing},
          {"merged", metered.merged},
          {"wraps", metered.wraps},
          {"gaps", metered.gaps.size()},
          {"counted", meter.left_out.empty()},
          {"left_out", text_or_null(meter.left_out)}};
}

Json causes_json(const Predicted& predicted, double unit) {
  return {{"statistics", rounded(predicted.statistics / unit)},
          {"sensor", rounded(predicted.sensor / unit)},
          {"quantisation", rounded(predicted.quantisation / unit)},
          {"model", rounded(predicted.model / unit)}};
}

Json predicted_json(const Predicted& predicted, double unit) {
  return {{"value", rounded(predicted.value / unit)},
          {"low", rounded(predicted.low() / unit)},
          {"high", rounded(predicted.high() / unit)}};
}

Json prediction_json(const Extrapolation& prediction) {
  return {{"kept", prediction.kept},
          {"discarded", prediction.discarded},
          {"autocorrelation", rounded(prediction.autocorrelation)},
          {"effective", rounded(prediction.effective)},
          {"joules_per_step", rounded(prediction.energy_per_step.in(joules))},
          {"seconds_per_step", rounded(prediction.time_per_step.in(seconds))},
          {"batch_means_half_width_joules", rounded(prediction.batch_means_half_width)},
          {"half_widths_kwh", causes_json(prediction.energy, kilowatt_hours.factor)},
          {"seconds", predicted_json(prediction.time, 1)},
          {"with_trend_kwh", prediction.with_trend
                                 ? rounded(*prediction.with_trend / kilowatt_hours.factor)
                                 : Json()}};
}

Json met_json(const std::optional<MetIntensity>& met) {
  if (!met) {
    return {};
  }
  return {{"grams_per_kwh", rounded(met->grams_per_kilowatt_hour)},
          {"low", rounded(met->low)},
          {"high", rounded(met->high)},
          {"covered", rounded(met->covered)},
          {"estimated", rounded(met->estimated)}};
}

Json grid_json(const Profile& profile) {
  Json out = met_json(profile.met);
  if (profile.met) {
    out["uncovered_s"] = rounded(profile.met->uncovered_s);
    out["kind"] = profile.grid.kind == IntensityKind::marginal ? "marginal" : "average";
    out["basis"] = text_or_null(profile.grid.basis);
    out["zone"] = text_or_null(profile.grid.zone);
    out["file"] = profile.grid.file;
    out["run"] = met_json(profile.met_by_run);
  }
  return out;
}

Json rows_json(const LogRows& rows) {
  return {{"read", rows.read},
          {"used", rows.used},
          {"merged", rows.merged},
          {"rejected", rows.rejected}};
}

Json profile_json(const Profile& profile) {
  const auto& prediction = profile.prediction;
  Json out;
  out["samples"] = profile.rows.used;
  out["rejected"] = profile.rows.rejected;
  out["kept_s"] = prediction ? rounded(prediction->kept_time.in(seconds))
                             : rounded(profile.duration.in(seconds));
  out["discarded_s"] = prediction ? rounded(prediction->discarded_time.in(seconds)) : Json(0);
  out["verdict"] = prediction
                       ? Json(profile_verdict_names[static_cast<std::size_t>(prediction->verdict)])
                       : Json(profile.unmetered ? "assumed" : "measured");
  out["measured_kwh"] = rounded(profile.energy.in(kilowatt_hours));
  out["predicted_kwh"] =
      prediction ? predicted_json(prediction->energy, kilowatt_hours.factor) : Json();
  out["rest_of_system_kwh"] = rounded(profile.rest.in(kilowatt_hours));
  out["measured_s"] = rounded(profile.duration.in(seconds));
  out["scope"] = profile.whole_system ? "system" : "board";
  out["rows"] = rows_json(profile.rows);
  out["prediction"] = prediction ? prediction_json(*prediction) : Json();
  out["grid"] = grid_json(profile);
  out["best_start"] = profile.starts ? met_json(profile.starts->best) : Json();
  out["worst_start"] = profile.starts ? met_json(profile.starts->worst) : Json();
  out["meters"] = Json::array();
  for (const ProfiledMeter& meter : profile.meters) {
    out["meters"].push_back(meter_json(meter));
  }
  return out;
}

Json served_json(const ProfileView& view) {
  Json out = Json::array();
  for (const Served& served : served_of(view)) {
    out.push_back({{"of", served.of},
                   {"count", rounded(served.count)},
                   {"per", rounded(served.per)},
                   {"wh", rounded(served.watt_hours)},
                   {"gco2e", rounded(served.grams)}});
  }
  return out;
}

Json against_json(const Reconciliation& against) {
  return {{"estimated_kgco2e", interval(against.estimated.total, kilograms)},
          {"estimated_kwh", interval(against.estimated.it_energy, kilowatt_hours)},
          {"energy_ratio", rounded(against.energy_ratio)},
          {"time_ratio", rounded(against.time_ratio)},
          {"carbon_ratio", rounded(against.carbon_ratio)},
          {"power", rounded(against.power)},
          {"mfu", against.mfu ? rounded(*against.mfu) : Json()}};
}

}  // namespace

std::string profile_json_text(const ProfileView& view) {
  Json out = json_of(view.run.report);
  out["profile"] = profile_json(view.run.profile);
  if (view.requests || view.tokens) {
    out["served"] = served_json(view);
  }
  if (view.against != nullptr) {
    out["reconciled"] = against_json(*view.against);
  }
  return dumped(out);
}

}  // namespace plume
