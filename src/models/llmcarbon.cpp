// SPDX-License-Identifier: Apache-2.0
#include "plume/models/llmcarbon.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

constexpr double node_size = 8;
constexpr double one_stage_batch = 512;

double at(const Polynomial& f, double x) {
  return (f.square * x + f.linear) * x + f.constant;
}

/// To the nearest whole number, halves to the even one.
double round_even(double x) {
  return std::nearbyint(x);
}

double devices_of(const ParallelismFits& fits, double parameters, double unit, double memory_gb) {
  double n = round_even(at(fits.devices, parameters) / unit) * unit;
  if (memory_gb != 80) {
    n = round_even(2.5 * n);
  }
  return memory_gb == 40 ? 2 * n : n;
}

}  // namespace

Parallelism plan_parallelism(const ParallelismFits& fits, double parameters, double memory_gb) {
  const double size = parameters / 1e9;
  const double capacity = fits.memory_share * memory_gb;
  const bool one_stage = size < node_size * capacity;
  Parallelism plan;
  plan.tensor = one_stage ? std::ceil(size / capacity) : node_size;
  plan.pipeline = one_stage ? 1 : std::ceil(size / (node_size * capacity));
  const double unit = plan.tensor * plan.pipeline;
  plan.devices = devices_of(fits, parameters, unit, memory_gb);
  plan.data = plan.devices / unit;
  plan.batch =
      std::max(one_stage ? one_stage_batch : round_even(at(fits.batch, plan.pipeline) / 8) * 8,
               plan.devices);
  plan.rate = teraflop_per_second(at(one_stage ? fits.tensor : fits.pipeline, parameters));
  return plan;
}

Estimate<Carbon> host_carbon(const HostParts& p) {
  return p.cpu * p.cpu_carbon + p.dram * p.dram_carbon + p.ssd * p.ssd_carbon +
         p.others * p.others_carbon;
}

}  // namespace plume
