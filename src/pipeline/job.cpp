// SPDX-License-Identifier: Apache-2.0
#include "pipeline/method.hpp"
#include "pipeline/stages.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

ModelKind kind_of(const Run& run, const ListedArchitecture* listed) {
  const ModelKind usual = run.has(Key::active_parameters) ? ModelKind::moe : ModelKind::language;
  const ModelKind by_samples = kind_by_samples(run, listed).value_or(usual);
  return run.choice_or(Key::kind, run.architecture ? run.architecture->kind : by_samples);
}

/// As given; where nothing was said, the usual length, or the most that the model takes.
double sequence_length_of(const Run& run) {
  if (run.has(Key::sequence_length)) {
    return run.number(Key::sequence_length).value;
  }
  const double usual = constant(Constant::default_sequence_length).value;
  const double most = run.architecture ? run.architecture->positions : 0;
  return most > 0 ? std::min(usual, most) : usual;
}

/// The work follows from the weights in products that a config counts, not from the parameters.
bool works_by_config(const Run& run) {
  return run.architecture && method_of(run).counts_attention &&
         run.architecture->matrix_parameters > 0;
}

void check_config(Context& context, Key key, double of_config) {
  constexpr double agreement = 0.005;
  const double given = context.run.value_or(key, of_config);
  if (std::abs(given / of_config - 1) > agreement && works_by_config(context.run)) {
    context.warn(
        "config-differs",
        [&] {
          return fmt::format("`{}` is {}, and {} follow from the config, as does the work",
                             field(key).path, print_human(given, 6), print_human(of_config, 6));
        },
        "leave one of the two out");
  }
}

void find_parameters(Context& context, Job& job) {
  const Run& run = context.run;
  const auto& shape = run.architecture;
  const double listed = job.listed != nullptr ? figures()[job.listed->parameters].ratio().value : 0;
  job.total_parameters = run.value_or(Key::parameters, shape ? shape->parameters : listed);
  const bool sparse = shape && shape->active_parameters < shape->parameters;
  job.parameters = run.value_or(Key::active_parameters,
                                sparse ? shape->active_parameters : job.total_parameters);
  if (shape) {
    check_config(context, Key::parameters, shape->parameters);
    check_config(context, Key::active_parameters, shape->active_parameters);
  }
  if (job.parameters > job.total_parameters && job.total_parameters > 0) {
    context.fault(Key::active_parameters, "contradiction",
                  "more parameters are active than the model has",
                  "active parameters are those that work on one token");
  }
  const bool needed = !run.has(Key::wall_hours) && !run.has(Key::device_hours);
  if (job.kind == ModelKind::moe && !shape && !run.has(Key::active_parameters) &&
      (needed || run.has(Key::tokens))) {
    context.fault(Key::kind, "missing-active-parameters",
                  "the work of a mixture of experts follows from its active parameters",
                  "give --active-parameters, or --config");
    job.faulty = true;
  }
}

void find_tokens(Context& context, Job& job) {
  const Run& run = context.run;
  const double epochs = run.value_or(Key::epochs, 1);
  if (run.has(Key::tokens)) {
    job.tokens = run.number(Key::tokens).value * epochs;
  } else if (fixes_sample(run)) {
    return;
  } else if (run.has(Key::samples) && run.has(Key::sequence_length)) {
    job.tokens = run.number(Key::samples).value * job.sequence_length * epochs;
  } else if (run.has(Key::wall_hours) || run.has(Key::device_hours)) {
    if (is_transformer_of_tokens(job.kind) && !run.has(Key::flops_per_sample)) {
      unused(context, Key::samples, "their length in tokens is not known");
    }
  } else if (run.has(Key::samples) && !run.has(Key::flops) && !run.has(Key::flops_per_sample) &&
             is_transformer_of_tokens(job.kind)) {
    context.fault(Key::samples, "missing-sequence-length",
                  "samples say nothing of the work without their length in tokens",
                  "give --sequence-length, or --tokens");
    job.faulty = true;
  }
}

double adapter_parameters(Context& context, const Job& job, TrainingMethod method) {
  if (method == TrainingMethod::full) {
    return 0;
  }
  if (const auto given = context.run.ratio(Key::adapter_parameters)) {
    if (given->value > job.total_parameters) {
      context.fault(Key::adapter_parameters, "contradiction",
                    "the adapters hold more parameters than the model",
                    "adapter parameters are those that LoRA or QLoRA trains");
    }
    return given->value;
  }
  const Figure& share = constant(Constant::default_adapter_share);
  context.use("adapter_share", share.ratio(),
              {Status::assumed, &share, field(Key::adapter_parameters).flag}, Branch::whole);
  context.weigh_last(0);  // a few thousandths of the work, far inside the other bands
  context.warn(
      "assumed-adapter-parameters",
      [&] {
        return fmt::format("the adapters are taken to hold {} % of the parameters",
                           print_human(100 * share.value));
      },
      "give --adapter-parameters");
  return share.value * job.parameters;
}

std::string attention_numbers(const ModelSize& architecture, const Job& job) {
  const AttentionShape shape = attention_shape(architecture, job.sequence_length);
  return fmt::format(" + 12 x {} x {} x {} x {}", print_human(shape.layers),
                     print_human(shape.width, 5), print_human(shape.sequence_length, 5),
                     print_human(job.tokens, 4));
}

std::string work_numbers(const TrainingTask& task) {
  const std::string tokens = print_human(task.tokens, 4);
  const std::string parameters = print_human(task.parameters, 5);
  return task.method == TrainingMethod::full
             ? fmt::format("6 x {} x {}", parameters, tokens)
             : fmt::format("(4 x {} + 6 x {}) x {}", parameters,
                           print_human(task.adapter_parameters, 4), tokens);
}

void explain_work(Context& context, const Job& job, const TrainingTask& task) {
  const bool attention = task.attention.layers > 0;
  context.step(
      {"Work",
       task.method == TrainingMethod::full
           ? (attention ? std::string_view("6 N D + 12 L h s D") : std::string_view("6 N D"))
           : (attention ? std::string_view("(4 N + 6 N_adapter) D + 12 L h s D")
                        : std::string_view("(4 N + 6 N_adapter) D")),
       work_numbers(task) +
           (attention ? attention_numbers(*context.run.architecture, job) : std::string()),
       print_human(training_workload(task).model.in(flop), 4) + " FLOP",
       "Kaplan et al. 2020; Chowdhery et al. 2022, appendix B"});
}

Workload work_from_tokens(Context& context, Job& job) {
  const Run& run = context.run;
  const auto method = run.choice_or(Key::training_method, TrainingMethod::full);
  TrainingTask task{.parameters = job.parameters,
                    .tokens = job.tokens,
                    .method = method,
                    .adapter_parameters = adapter_parameters(context, job, method),
                    .recompute = run.choice_or(Key::recompute, Recompute::none)};
  const bool counted = works_by_config(run);
  if (counted) {
    task.parameters = run.architecture->matrix_parameters;
  }
  if (counted && run.architecture->attention.layers > 0) {
    task.attention = attention_shape(*run.architecture, job.sequence_length);
    job.attention = attention_work(task.attention, 1) / flop(6 * task.parameters);
    job.attention_counted = true;
    note_sequence_length(context);
  }
  if (context.explaining()) {
    explain_work(context, job, task);
  }
  return training_workload(task);
}

std::string work_cure(const Run& run, const Job& job) {
  if (run.has(Key::image_size) && run.has(Key::patch_size) && job.total_parameters <= 0) {
    return "give --parameters";
  }
  return job.forward > 0 || fixes_sample(run)
             ? "give --samples (and --epochs), or --flops, or --hours"
             : "give --samples and --architecture or --flops-per-sample (a vision transformer: "
               "--image-size and --patch-size), or --flops, or --hours";
}

/// The work follows from nothing that was said; a fault only where no time was given either.
void work_unknown(Context& context, const Job& job) {
  const Run& run = context.run;
  const bool timed = run.has(Key::wall_hours) || run.has(Key::device_hours) ||
                     run.has(Key::tokens_per_second) || run.has(Key::samples_per_second);
  if (timed || job.faulty) {
    return;
  }
  if (!is_transformer_of_tokens(job.kind)) {
    return context.fault(Key::kind, "missing-work",
                         fmt::format("the work of a {} does not follow from its parameters",
                                     model_kind_names[static_cast<std::size_t>(job.kind)]),
                         work_cure(run, job));
  }
  context.fault(Key::tokens, "missing-work",
                "nothing says how much was computed, nor how long it took",
                "give --parameters and --tokens, or --flops, or --hours and --count");
}

/// Operations that were given win over what they would follow from.
void warn_unused_counts(Context& context) {
  const bool by_tokens = context.run.has(Key::tokens_per_second);
  const bool by_samples = context.run.has(Key::samples_per_second);
  for (const Key key : {Key::tokens, Key::samples, Key::epochs, Key::config}) {
    const bool needed = (key == Key::tokens && by_tokens) || (key == Key::samples && by_samples) ||
                        (key == Key::epochs && (by_tokens || by_samples));
    if (context.run.has(key) && !needed) {
      context.warn(
          "unused-input",
          [&] {
            return fmt::format("the work does not follow from `{}`: `training.flops` is given",
                               field(key).path);
          },
          "leave one of them out");
    }
  }
}

/// Of work that was given, or counted by the sample, parameters and tokens tell no spread; a rate
/// of tokens needs them all the same.
void weigh_unused(Context& context) {
  for (Input& input : context.report.inputs) {
    const bool unused = input.branch == Branch::tokens
                            ? !context.run.has(Key::tokens_per_second)
                            : input.branch == Branch::work && context.run.has(Key::flops);
    if (unused && input.name != "flops") {
      input.weight = 0;
    }
  }
}

void find_work(Context& context, Job& job) {
  const auto recompute = context.run.choice_or(Key::recompute, Recompute::none);
  if (const auto given = context.run.quantity<Work>(Key::flops)) {
    job.work = given_workload(given->value, recompute);
    job.work_spread = given->spread;
    context.use("flops", "FLOP", flop, *given, {Status::given}, Branch::work);
    warn_unused_counts(context);
    weigh_unused(context);
  } else if (job.forward > 0 && job.samples > 0) {
    const auto method = context.run.choice_or(Key::training_method, TrainingMethod::full);
    find_sample_work(context, job, adapter_parameters(context, job, method));
    weigh_unused(context);
    context.use("flops", "FLOP", flop, exactly(job.work->model), {Status::derived}, Branch::work);
  } else if (job.parameters > 0 && job.tokens > 0 && is_transformer_of_tokens(job.kind)) {
    job.work = work_from_tokens(context, job);
    context.use("flops", "FLOP", flop, exactly(job.work->model), {Status::derived}, Branch::work);
  } else {
    work_unknown(context, job);
  }
}

/// Enters a count into the inputs and its spread into that of the work.
void enter_count(Context& context, Job& job, std::string_view name, double value, Key key,
                 bool as_given, Branch branch) {
  const auto given = context.run.ratio(key);
  const Estimate<double> figure{value, given && as_given ? given->spread : Spread{}};
  context.use(name, figure, {as_given ? Status::given : Status::derived}, branch);
  job.work_spread = job.work_spread + figure.spread;
}

/// The work of a sample may be known without the parameters; their spread is then of no matter.
void enter_parameters(Context& context, Job& job) {
  const Run& run = context.run;
  if (job.listed != nullptr && !run.has(Key::parameters)) {
    const Figure& figure = figures()[job.listed->parameters];
    context.use("parameters", figure.ratio(), {Status::catalogue, &figure}, Branch::work);
    return context.weigh_last(0);
  }
  enter_count(context, job, "parameters", job.total_parameters, Key::parameters,
              run.has(Key::parameters), Branch::work);
  if (job.listed != nullptr || run.has(Key::flops_per_sample) || works_by_config(run)) {
    job.work_spread = {};
    context.weigh_last(0);
  }
}

void enter_counts(Context& context, Job& job) {
  const Run& run = context.run;
  const bool sparse = job.parameters != job.total_parameters;
  if (job.total_parameters > 0) {
    enter_parameters(context, job);
    if (sparse) {
      context.weigh_last(0);  // the work follows from the active parameters alone
    }
  }
  if (sparse) {
    job.work_spread = {};
    enter_count(context, job, "active_parameters", job.parameters, Key::active_parameters,
                run.has(Key::active_parameters), Branch::work);
    if (works_by_config(run)) {
      job.work_spread = {};
      context.weigh_last(0);
    }
  }
  if (job.tokens > 0) {
    enter_count(context, job, "tokens", job.tokens, Key::tokens, run.has(Key::tokens),
                Branch::tokens);
    job.tokens_spread = run.has(Key::tokens) ? run.ratio(Key::tokens)->spread : Spread{};
  }
}

}  // namespace

double attention_of(const Run& run, const Job& job) {
  if (job.attention_counted) {
    return job.attention;
  }
  const double width = run.architecture ? run.architecture->width : typical_width(job.parameters);
  return width > 0 ? attention_share(job.sequence_length, width) : 0;
}

bool is_transformer_of_tokens(ModelKind kind) {
  return kind == ModelKind::language || kind == ModelKind::moe || kind == ModelKind::encoder ||
         kind == ModelKind::encoder_decoder;
}

void note_sequence_length(Context& context) {
  if (context.run.has(Key::sequence_length)) {
    return;
  }
  const Figure& figure = constant(Constant::default_sequence_length);
  const double length = sequence_length_of(context.run);
  context.use("sequence_length", exactly(length),
              {Status::assumed, &figure, field(Key::sequence_length).flag}, Branch::work);
  context.warn(
      "assumed-sequence-length",
      [&] {
        return fmt::format("sequences of {} tokens are assumed{}", print_human(length, 6),
                           length < figure.value ? ", the most that the model takes" : "");
      },
      "give --sequence-length");
}

Job find_job(Context& context) {
  Job job;
  job.listed = find_listed(context);
  job.faulty = context.run.has(Key::architecture) && job.listed == nullptr;
  job.kind = kind_of(context.run, job.listed);
  for (const ConfigNote& note : context.run.architecture_notes) {
    context.warn(note.code, note.message, note.cure);
  }
  job.sequence_length = sequence_length_of(context.run);
  find_parameters(context, job);
  find_tokens(context, job);
  enter_counts(context, job);
  find_samples(context, job);
  find_work(context, job);
  tell_unused(context, job);
  return job;
}

}  // namespace plume
