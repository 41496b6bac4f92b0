// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/estimate.hpp"
#include "plume/units/units.hpp"

/// LLMCarbon: Faiz et al., ICLR 2024, arXiv:2309.14393. With efficiency and system power given it
/// is the accounting of Patterson et al. 2021; here is what it has of its own.
namespace plume {

/// a x^2 + b x + c
struct Polynomial {
  double square = 0;
  double linear = 0;
  double constant = 0;
};

/// The polynomials fitted to runs on A100 of 80 GB.
struct ParallelismFits {
  Polynomial tensor;        ///< TFLOP/s of a device under tensor parallelism alone, by parameters
  Polynomial pipeline;      ///< likewise with pipeline stages
  Polynomial devices;       ///< devices, by parameters
  Polynomial batch;         ///< sequences of a batch, by pipeline stages
  double memory_share = 0;  ///< thousand million parameters that a GB of device memory can train
};

/// The way in which LLMCarbon would spread a training run over devices.
struct Parallelism {
  double tensor = 1;    ///< t, devices that share a layer
  double pipeline = 1;  ///< p, stages
  double data = 1;      ///< d, copies of the model
  double devices = 1;   ///< n = t p d; not positive where the polynomial has left its domain
  double batch = 0;     ///< sequences
  WorkRate rate;        ///< of an A100 of 80 GB; not positive likewise
};

/// The parallelism of a dense model of N parameters on devices with this memory, nodes of eight:
///   N/1e9 < 8 c: p = 1, t = ceil(N/1e9/c), else t = 8, p = ceil(N/1e9/(8 c)), with c = share x GB;
///   n = round(f_devices(N)/(t p)) t p, times 2.5 on memories other than 80 GB, times 2 on 40 GB.
/// Fitted on models of 1.7e9 to 1.008e12 parameters (Narayanan et al. 2021, table 1).
Parallelism plan_parallelism(const ParallelismFits& fits, double parameters, double memory_gb);

/// Making of one host, chip by chip: area or capacity x carbon per area or capacity.
struct HostParts {
  Estimate<Area> cpu;
  Estimate<CarbonPerArea> cpu_carbon;
  Estimate<Information> dram;
  Estimate<CarbonPerInformation> dram_carbon;
  Estimate<Information> ssd;
  Estimate<CarbonPerInformation> ssd_carbon;
  Estimate<Area> others;
  Estimate<CarbonPerArea> others_carbon;
};
Estimate<Carbon> host_carbon(const HostParts& parts);

}  // namespace plume
