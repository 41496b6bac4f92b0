// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/context.hpp"
#include "plume/models/throughput.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What the run was computed on: a row of the catalogue, or hardware described inline.
struct Device {
  const Accelerator* listed = nullptr;
  bool described = false;  ///< by tdp and peaks in the manifest
  std::string_view name;   ///< empty when nothing was said
  const Instance* instance = nullptr;
  std::optional<double> instance_count{};
  std::optional<double> named_count{};  ///< of a name that says it: "8xH100"
  const NamedDevice* open = nullptr;    ///< a name that could mean several devices
  bool misnamed = false;                ///< the name means nothing; that was told already
  DeviceAnswers* answers = nullptr;     ///< what follows from it alone; null when described

  bool known() const { return listed != nullptr || described; }
};

/// What was computed. Zero where it is not known.
struct Job {
  ModelKind kind = ModelKind::language;
  double parameters = 0;  ///< active for a token
  double total_parameters = 0;
  double tokens = 0;
  double sequence_length = 0;
  double samples = 0;                          ///< over all epochs
  double forward = 0;                          ///< FLOP of one sample's forward pass
  double frozen = 0;                           ///< likewise of parts that are not trained
  double activations = 0;                      ///< of one sample's forward pass
  const ListedArchitecture* listed = nullptr;  ///< what the catalogue knows of the architecture
  double attention = 0;                        ///< of the work that holds it: see `attention_of`
  bool attention_counted = false;              ///< the work holds the attention scores
  Spread tokens_spread{};                      ///< where tokens were given as a range
  Spread work_spread{};                        ///< of the work, from what it was computed from
  std::optional<Workload> work;
  bool faulty = false;  ///< why there is no work was told already
};

/// How long it took.
struct Duration {
  Estimate<Time> device;
  Estimate<Time> wall;
  TimeFrom from = TimeFrom::given;
  double count = 1;
};

/// Where it was computed.
struct Site {
  const Place* place = nullptr;  ///< null when nothing was said
  int year = 0;                  ///< 0 when nothing was said
};

/// A dense peak with where it comes from.
struct Peak {
  Estimate<WorkRate> rate;
  Provenance from;
};

/// A utilisation with where it comes from.
struct Utilisation {
  Estimate<double> mfu;
  Provenance from;
};

Device find_device(Context& context);
Site find_site(Context& context);
Job find_job(Context& context);
/// The architecture of the catalogue that the run names; null when it names none.
const ListedArchitecture* find_listed(Context& context);
/// Work of the attention scores over that of the weights; of a typical width where none is known.
double attention_of(const Run& run, const Job& job);
/// Whether a work of the kind is counted by the token, and whether it sees single images.
bool is_transformer_of_tokens(ModelKind kind);
bool is_image_kind(ModelKind kind);
/// Tells that a key, if it is given, has no part in the estimate, and why.
void unused(Context& context, Key key, std::string_view why);
/// Tells what was said of the model and its training that nothing follows from.
void tell_unused(Context& context, const Job& job);
/// Whether the model's config alone decides what one sample is: an image, half a minute of sound.
bool fixes_sample(const Run& run);
/// The kind that follows from what is said of samples.
std::optional<ModelKind> kind_by_samples(const Run& run, const ListedArchitecture* listed);
/// Samples, and work and activations of one, as far as they follow from what was said.
void find_samples(Context& context, Job& job);
/// The work of the run from its samples and the forward work of one.
void find_sample_work(Context& context, Job& job, double adapter_parameters);
/// Device time from work, peak and utilisation, given or predicted by the method.
Estimate<Time> time_from_work(Context& context, const Device& device, const Job& job, double count);
/// What says something of the time, most trusted first.
inline constexpr std::array time_by_trust{
    Key::wall_hours,         Key::device_hours, Key::tokens_per_second,
    Key::samples_per_second, Key::mfu,          Key::achieved};
/// The most trusted of those given; nothing where the time is to be predicted.
std::optional<Key> most_trusted(const Run& run);
Duration find_duration(Context& context, const Device& device, const Job& job);
/// One utilisation for every kind of model.
Utilisation constant_utilisation(Context& context, const Device& device, const Job& job,
                                 double count, Precision precision);
Utilisation predict_utilisation(Context& context, const Device& device, const Job& job,
                                double count, Precision precision);
/// Tells what shapes the prediction and was not said, neither of which has a number of its own: the
/// precision, and the software.
void note_setup(Context& context, Precision precision, Stack stack, bool by_year);
/// The measured run most like this one: same kind, generation of accelerator, precision and stack,
/// size within a factor of two. Null where there is none.
const Measurement* nearest_measurement(const Device& device, const Job& job, double count,
                                       Precision precision, Stack stack);
void explain_nearest(Context& context, const Device& device, const Job& job, double count,
                     Precision precision, Stack stack);
/// The utilisation of an image model from its work and its activations; nothing where one of the
/// two, or the device's memory bandwidth, is not known.
std::optional<Utilisation> image_utilisation(Context& context, const Device& device, const Job& job,
                                             double count, Precision precision);
/// Time of the run over its time at the steady rate: given, or assumed and told.
Estimate<double> overhead_of_predicted_rate(Context& context, const Job& job, double count);
Estimate<double> overhead_of_given_rate(Context& context);
Estimate<Power> find_power(Context& context, const Device& device, const Job& job, double count);

/// Average power of the board alone; nothing where only the power of the system is known.
std::optional<Estimate<Power>> find_board_power(const Run& run, const Device& device,
                                                const Job& job);

/// Rated power of the device, listed or described; nothing where it is not known.
std::optional<Estimate<Power>> rated_power(Context& context, const Device& device);

/// Tells that nothing is known of the power that the hardware draws, and what to give.
void missing_power(Context& context, const Device& device, std::string_view cure);
Estimate<double> find_pue_of(Context& context, const Site& site);
Estimate<CarbonIntensity> find_grid(Context& context, const Site& site);
/// Enters the project around the run, where something was said of it.
void find_project(Context& context);
Estimate<CarbonRate> find_embodied(Context& context, const Device& device);

/// A property of the device; it covers every variant that its name could mean.
template <class Q>
Estimate<Q> figure_of(const Device& device, Property property, const Figure& own) {
  Estimate<Q> estimate = own.as<Q>();
  if (device.open != nullptr) {
    estimate.spread = device.open->spreads[static_cast<std::size_t>(property)];
  }
  return estimate;
}

/// Manufacture by chip and memory, where the catalogue knows both.
std::optional<Estimate<Carbon>> carbon_by_chip(const Accelerator& accelerator);

/// Warns of what an overlay brought into the estimate, by id and file.
void tell_overrides(Context& context, const Device& device, const Site& site);

/// Enters the default sequence length into the report, where nothing was said of it.
void note_sequence_length(Context& context);

/// The dense peak of a device at one precision, if it is known.
std::optional<Peak> peak_of(const Context& context, const Device& device, Precision precision);

/// The precision asked for, else 16-bit where the device has it, else 32-bit.
Precision precision_of(const Context& context, const Device& device);

/// The precision against whose peak utilisation is defined: 16-bit for it and everything below.
Precision utilisation_precision(Precision precision);

}  // namespace plume
