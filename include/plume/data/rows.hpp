// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/figure.hpp"
#include "plume/data/vocabulary.hpp"

#include <array>
#include <cstdint>

/// What the catalogue's tables hold, a row each.
namespace plume {

struct Accelerator {
  Text id;
  Text name;
  Text vendor;
  Text kind;        ///< "gpu", "tpu", "npu", "soc", "wafer"
  Text use;         ///< "data centre", "workstation", "consumer", "embedded"
  Text generation;  ///< key of the throughput model's table, "a100"; empty when it has none
  Text note;
  Rows aliases;
  std::int16_t year = 0;                                ///< of release
  std::array<std::uint16_t, property_count> figures{};  ///< row of `figures()` plus one; 0 is none
  std::uint16_t dense_factor = 0;  ///< likewise: the generation's factor of the MFU of dense models
  std::uint16_t moe_factor = 0;    ///< likewise: of mixture-of-experts models

  /// The figure of a property, or null.
  const Figure* figure(Property property) const;
};

/// A cloud machine type and the accelerators in it.
struct Instance {
  Text id;  ///< "aws:p5.48xlarge"
  Text provider;
  Text type;
  Text note;
  Rows aliases;
  std::uint16_t accelerator = 0;  ///< row of `accelerators()`
  float accelerator_count = 0;    ///< below one for a shared device
  std::uint16_t source = 0;
};

struct Cpu {
  Text id;  ///< "amd-epyc-7742"
  Text name;
  Text vendor;
  Text use;  ///< "server", "desktop", "laptop", "workstation", "soc"
  std::int16_t year = 0;
  std::uint16_t cores = 0;    ///< 0 where it is not known
  std::uint16_t threads = 0;  ///< likewise
  std::uint16_t tdp = 0;      ///< row of `figures()`: thermal design power
};

/// A well-known architecture whose work is counted by the sample: images mostly.
struct ListedArchitecture {
  Text id;    ///< "resnet50"
  Text name;  ///< "ResNet-50"
  Text kind;  ///< "cnn", "vision-transformer", "diffusion", "other"
  Text note;
  Rows aliases;
  std::uint16_t image_size = 0;   ///< pixels of a side that the figures hold for; 0 where unknown
  std::uint16_t patch_size = 0;   ///< pixels of a side that make one token; 0 where there is none
  std::uint16_t parameters = 0;   ///< row of `figures()`
  std::uint16_t forward = 0;      ///< likewise: operations of one sample's forward pass
  std::uint16_t activations = 0;  ///< row of `figures()` plus one: outputs of all convolutions and
                                  ///< matrix products for one sample; 0 where unknown
  std::uint16_t frozen = 0;       ///< likewise: forward operations of parts that are never trained
};

/// A well-known model of the transformers library, by the sizes that its config.json holds.
struct ListedModel {
  Text id;      ///< "llama-3.1-8b"
  Text name;    ///< "Llama 3.1 8B"
  Text config;  ///< JSON: the keys of a config.json that its size follows from
  Text locator;
  Text note;
  Rows aliases;                  ///< names on the Hub without their organisation
  std::uint16_t parameters = 0;  ///< row of `figures()`: all weights, as published
  std::uint16_t source = 0;      ///< of the config
  Confirmation confirmation = Confirmation::unverified;
};

/// A named place with its carbon intensity by year. `parent` is the next coarser place, up to the
/// world, which is its own parent.
struct Place {
  Text id;  ///< "fr", "us-ca", "us-rfcw", "gcp:europe-west9", "world"
  Text name;
  Text provider;  ///< of a cloud region: "gcp"
  Text note;
  Rows aliases;
  Rows series;
  std::uint16_t parent = 0;
  PlaceKind kind = PlaceKind::country;
};

/// Carbon intensities of one place on one basis, one row a year; missing years are NaN.
struct Series {
  Basis basis = Basis::life_cycle;
  Confirmation confirmation = Confirmation::unverified;
  std::int16_t first_year = 0;
  std::uint16_t source = 0;
  Rows values;     ///< rows of `intensities()` (g/kWh) and `low_carbon_shares()`
  Text condition;  ///< "average of consumption, CO2e", as the source says it
  Text locator;
};

/// The power usage effectiveness of a provider's fleet, of one of its regions, of a computing
/// centre, or of the industry, in one year.
struct PueRow {
  Text id;        ///< "pue/gcp/2024"
  Text provider;  ///< "gcp", "industry", "hpc"
  Text site;      ///< a place id, the name of a computing centre, or empty for the whole fleet
  std::uint16_t figure = 0;  ///< row of `figures()`; its year is the row's
};

/// What a mass of CO2e may be compared to: the emissions of one `per` of something.
struct Equivalence {
  Text id;                   ///< "equivalence/car-us-km"
  Text name;                 ///< "average US passenger car"
  Text per;                  ///< "km"
  std::uint16_t figure = 0;  ///< row of `figures()`, kgCO2e per `per`
};

/// One measured rate of training: what was trained, on what, and how fast. The throughput model is
/// fitted to these rows.
struct Measurement {
  Text id;                        ///< "llm-foundry/17"
  Text model;                     ///< "MPT-7b"
  Text kind;                      ///< as `model.kind` of a manifest
  Text precision;                 ///< as `training.precision`
  Text stack;                     ///< as `hardware.stack`
  Text locator;                   ///< where in the source
  Text note;                      ///< what makes it less comparable
  double parameters = 0;          ///< all of them
  double active = 0;              ///< those that work on one token
  double rate = 0;                ///< tokens a second on one device
  float sequence_length = 0;      ///< tokens; 0 where it is not known
  float count = 0;                ///< devices; 0 where it is not known
  std::uint16_t accelerator = 0;  ///< row of `accelerators()`
  std::uint16_t source = 0;
  std::int16_t year = 0;
};

/// The accelerators that the authors of a method treat as one device. Its figures stand beside it,
/// with the id of the family and the name of the figure: "opencarboneval/a100/lg_alpha".
struct Family {
  Text id;       ///< "opencarboneval/a100": method and device
  Rows members;  ///< ids of accelerators, rows of `aliases()`
};

}  // namespace plume
