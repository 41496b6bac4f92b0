// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/draft.hpp"
#include "data/generate/object_reader.hpp"

/// One function for each kind of entry: it reads the object and appends what it says to the draft.
namespace plume::generate {

void read_source(ObjectReader& reader, Draft& draft);
void read_accelerator(ObjectReader& reader, Draft& draft);
void read_instance(ObjectReader& reader, Draft& draft);
/// A country, an aggregate, a grid or a state.
void read_place(ObjectReader& reader, Draft& draft);
/// A cloud provider's region.
void read_cloud_region(ObjectReader& reader, Draft& draft);
void read_pue(ObjectReader& reader, Draft& draft);
void read_generation(ObjectReader& reader, Draft& draft);
/// A family of accelerators with the figures that a method has for it.
void read_family(ObjectReader& reader, Draft& draft);
/// Processors of one source, whose figures share unit, condition and status.
void read_cpu_group(ObjectReader& reader, Draft& draft);
/// Architectures of one source, whose figures share unit of work, condition and status.
void read_architecture_group(ObjectReader& reader, Draft& draft);
/// A model by the sizes of its config.json.
void read_language_model(ObjectReader& reader, Draft& draft);
void read_equivalence(ObjectReader& reader, Draft& draft);
void read_measurement(ObjectReader& reader, Draft& draft);
/// A table of published runs: the whole file is one object.
void read_suite(ObjectReader& reader, Draft& draft);
/// A figure with its own id, of the models or of embodied carbon.
void read_free_figure(ObjectReader& reader, Draft& draft);

}  // namespace plume::generate
