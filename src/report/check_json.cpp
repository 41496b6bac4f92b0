// SPDX-License-Identifier: Apache-2.0
#include "plume/support/version.hpp"
#include "report/check_writers.hpp"
#include "report/json_values.hpp"

#include <algorithm>

namespace plume {

namespace {

constexpr std::array<std::string_view, 3> units{"kgCO2e", "kWh", "1"};

Json verdict_json(const std::optional<Verdict>& verdict) {
  return verdict ? Json(verdict_names[static_cast<std::size_t>(*verdict)]) : Json();
}

Json bounds_json(double value, double low, double high) {
  return interval(value, {low, high}, 1);
}

Json judgement_json(const Judgement& judgement, FailOn fail_on) {
  const auto of = static_cast<std::size_t>(judgement.limit.of);
  Json out;
  out["of"] = budget_names[of];
  out["limit"] = rounded(judgement.limit.most);
  out["unit"] = units[of];
  out["text"] = judgement.limit.text;
  out["set_by"] = judgement.limit.set_by;
  out.update(bounds_json(judgement.value, judgement.low, judgement.high));
  out["verdict"] = verdict_names[static_cast<std::size_t>(judgement.verdict)];
  out["outcome"] = words_of(outcome_of(judgement, fail_on)).id;
  return out;
}

Json judgements_json(const std::vector<Judgement>& judgements, FailOn fail_on) {
  Json out = Json::array();
  for (const Judgement& judgement : judgements) {
    out.push_back(judgement_json(judgement, fail_on));
  }
  return out;
}

/// The tightest limit on emissions.
Json budget_json(const std::vector<Judgement>& judgements) {
  std::optional<double> least;
  for (const Judgement& judgement : judgements) {
    if (judgement.limit.of == BudgetOf::emissions) {
      least = std::min(least.value_or(judgement.limit.most), judgement.limit.most);
    }
  }
  return least ? rounded(*least) : Json();
}

Json terms_json(const Change& change) {
  Json out = Json::array();
  for (const Term& term : terms_of(change)) {
    out.push_back({{"name", term.name},
                   {"unit", term.unit},
                   {"before", rounded(term.before)},
                   {"after", rounded(term.after)},
                   {"factor", rounded(term.factor)},
                   {"effect", rounded(term.effect)}});
  }
  return out;
}

Json keys_json(const Change& change) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? Json() : Json(text);
  };
  Json out = Json::array();
  for (const ChangedKey& key : change.keys) {
    out.push_back({{"key", field(key.key).path},
                   {"before", text_or_null(key.before)},
                   {"after", text_or_null(key.after)}});
  }
  return out;
}

Json change_json(const Change& change) {
  Json out;
  out["ratio"] = rounded(change.ratio);
  out["low"] = rounded(change.low);
  out["high"] = rounded(change.high);
  out["revised"] = rounded(change.revised);
  out["estimated_anew"] = change.terms.has_value();
  out["before"] = {{"kgco2e", rounded(change.before.kgco2e)},
                   {"energy_kwh", rounded(change.before.energy_kwh)},
                   {"plume", change.before.plume},
                   {"catalogue", change.before.catalogue}};
  out["terms"] = terms_json(change);
  out["keys"] = keys_json(change);
  return out;
}

Json derived_json(const CheckedRun& run) {
  Json out = Json::array();
  for (const Derivation& derivation : run.derivations) {
    for (const Evidence& evidence : derivation.evidence) {
      out.push_back({{"key", evidence.key},
                     {"value", evidence.value},
                     {"file", evidence.file},
                     {"line", evidence.position.line},
                     {"column", evidence.position.column},
                     {"gives", field(derivation.key).path},
                     {"formula", derivation.formula}});
    }
  }
  return out;
}

Json assumed_json(const Report& report) {
  const Assumed assumed = assumed_of(report);
  Json out = Json::array();
  for (std::size_t i = 0; i < assumed.names.size(); ++i) {
    out.push_back({{"name", assumed.names[i]}, {"cure", assumed.cures[i]}});
  }
  return out;
}

Json diagnostics_json(const std::vector<Diagnostic>& diagnostics) {
  Json out = Json::array();
  for (const Diagnostic& each : diagnostics) {
    out.push_back({{"code", each.code},
                   {"message", each.message},
                   {"cure", each.cure},
                   {"file", each.file},
                   {"line", each.position.line},
                   {"column", each.position.column}});
  }
  return out;
}

/// A run that no limit of its own holds for has no outcome of its own.
Json outcome_json(const CheckedRun& run, const Check& check) {
  const bool of_its_own = !run.report || !run.judgements.empty();
  return of_its_own ? Json(words_of(outcome_of(run, check)).id) : Json();
}

Json item_json(const CheckedRun& run, const Check& check) {
  Json out;
  out["file"] = run.file;
  out["name"] = run.name;
  out["format"] = run.format;
  out["verdict"] = verdict_json(verdict_of(run));
  out["outcome"] = outcome_json(run, check);
  out["budget_kgco2e"] = budget_json(run.judgements);
  out["emissions"] = run.report ? interval(run.report->total, kilograms) : Json();
  out["energy_kwh"] =
      run.report ? rounded(run.report->facility_energy.value.in(kilowatt_hours)) : Json();
  out["judgements"] = judgements_json(run.judgements, check.fail_on);
  out["change"] = run.change ? change_json(*run.change) : Json();
  out["new_to_baseline"] = run.new_to_baseline;
  out["derived_from"] = derived_json(run);
  out["assumed"] = run.report ? assumed_json(*run.report) : Json::array();
  out["warnings"] = run.report ? warnings_json(run.report->warnings) : Json::array();
  out["errors"] = diagnostics_json(run.faults);
  return out;
}

/// What the runs that could be used come to.
Json total_json(const Check& check) {
  const auto reports = reports_of(check);
  const Judgement carbon = judge(reports, Limit{});
  const Judgement energy = judge(reports, Limit{.of = BudgetOf::energy});
  Json out;
  out["runs"] = reports.size();
  out["emissions"] = bounds_json(carbon.value, carbon.low, carbon.high);
  out["energy_kwh"] = rounded(energy.value);
  out["judgements"] = judgements_json(check.total, check.fail_on);
  return out;
}

}  // namespace

std::string check_json(const Check& check) {
  Json out;
  out["schema"] = "plume.check/1";
  out["plume"] = version();
  out["catalogue"] = catalogue_release();
  out["verdict"] = verdict_json(verdict_of(check));
  out["outcome"] = words_of(outcome_of(check)).id;
  out["fail_on"] = fail_on_names[static_cast<std::size_t>(check.fail_on)];
  out["items"] = Json::array();
  for (const CheckedRun& run : check.runs) {
    out["items"].push_back(item_json(run, check));
  }
  out["total"] = total_json(check);
  return dumped(out);
}

}  // namespace plume
