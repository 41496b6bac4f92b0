// SPDX-License-Identifier: Apache-2.0
// bench_records COUNT [SEED]: manifests as JSON Lines on standard output, the same for the same
// seed. A line with its end has 316 bytes on average.
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace plume {

namespace {

constexpr std::uint64_t mean_line = 316;
constexpr std::size_t block = std::size_t{1} << 20;

void add_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits{};
  char* const end = std::to_chars(digits.begin(), digits.end(), number).ptr;
  out.append(digits.begin(), end);
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}

  /// A whole number from 0 to `end` - 1.
  std::uint64_t below(std::uint32_t end) { return ((next() >> 32) * end) >> 32; }

  bool coin() { return below(2) == 0; }

  template <class T, std::size_t Size>
  const T& one_of(const std::array<T, Size>& choices) {
    return choices[below(Size)];
  }

 private:
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

struct Device {
  std::string_view id;
  std::string_view alias;
  std::uint64_t peak;  ///< dense TFLOP/s at 16 bits
  std::uint64_t watts;
  std::uint64_t since;  ///< the first year that runs used it
  std::string_view precision;
  bool has_fp8;
};

constexpr auto devices = std::to_array<Device>({
    {"v100-sxm2-16gb", "Tesla V100", 125, 300, 2018, "fp16", false},
    {"v100-sxm2-32gb", "Tesla V100 32GB", 125, 300, 2018, "fp16", false},
    {"t4", "nvidia-tesla-t4", 65, 70, 2019, "fp16", false},
    {"a10g", "NVIDIA A10G", 70, 150, 2021, "bf16", false},
    {"a100-pcie-80gb", "NVIDIA A100 80GB PCIe", 312, 300, 2021, "bf16", false},
    {"a100-sxm-40gb", "NVIDIA A100-SXM4-40GB", 312, 400, 2020, "bf16", false},
    {"a100-sxm-80gb", "NVIDIA A100-SXM4-80GB", 312, 400, 2020, "bf16", false},
    {"a100-sxm-80gb", "A100-80GB", 312, 400, 2020, "bf16", false},
    {"rtx-3090", "NVIDIA GeForce RTX 3090", 71, 350, 2020, "bf16", false},
    {"rtx-4090", "NVIDIA GeForce RTX 4090", 165, 450, 2022, "bf16", false},
    {"l40s", "NVIDIA L40S", 362, 350, 2023, "bf16", true},
    {"h100-pcie", "NVIDIA H100 PCIe", 756, 350, 2023, "bf16", true},
    {"h100-sxm", "NVIDIA H100 80GB HBM3", 989, 700, 2023, "bf16", true},
    {"h100-sxm", "H100", 989, 700, 2023, "bf16", true},
    {"h200-sxm", "NVIDIA H200", 989, 700, 2024, "bf16", true},
    {"b200", "NVIDIA B200", 2250, 1000, 2025, "bf16", true},
    {"mi250x", "AMD Instinct MI250X", 383, 500, 2022, "bf16", false},
    {"mi300x", "AMD Instinct MI300X", 1307, 750, 2024, "bf16", true},
    {"tpu-v4", "Google TPU v4", 275, 192, 2021, "bf16", false},
    {"tpu-v5p", "Cloud TPU v5p", 459, 540, 2023, "bf16", false},
});

constexpr std::uint64_t last_year = 2025;

constexpr std::array<std::string_view, 20> places{"us",      "United States",
                                                  "us-ca",   "us-tx",
                                                  "us-va",   "ca-qc",
                                                  "gb",      "France",
                                                  "fr",      "de",
                                                  "Germany", "Norway",
                                                  "fi",      "pl",
                                                  "jp",      "South Korea",
                                                  "cn",      "India",
                                                  "sg",      "br"};

constexpr std::array<std::string_view, 20> clouds{
    "aws:us-east-1",        "aws:us-east-2",       "aws:us-west-2",       "aws:ca-central-1",
    "aws:eu-west-1",        "aws:eu-central-1",    "aws:eu-north-1",      "aws:ap-northeast-1",
    "gcp:us-central1",      "gcp:us-east4",        "gcp:us-west1",        "gcp:europe-west4",
    "gcp:europe-west9",     "gcp:asia-southeast1", "azure:eastus2",       "azure:westus3",
    "azure:southcentralus", "azure:northeurope",   "azure:swedencentral", "azure:japaneast"};

constexpr auto subjects = std::to_array<std::string_view>(
    {"chat", "code", "legal", "translation", "summary", "retrieval", "reasoning", "biomedical",
     "multilingual", "mod\u00e8le-fran\u00e7ais", "speech-text", "finance"});

constexpr auto stages = std::to_array<std::string_view>(
    {"pretraining", "ablation", "baseline", "continued", "scaling-law", "long-context"});

constexpr auto recomputes = std::to_array<std::string_view>({"none", "none", "selective", "full"});

/// One run in plain numbers, before it is written down in one way or another.
struct Plan {
  const Device* device = nullptr;
  bool moe = false;
  std::uint64_t parameters = 0;
  std::uint64_t active = 0;
  std::uint64_t tokens = 0;
  std::uint64_t percent = 0;  ///< model FLOP utilisation
  std::uint64_t count = 0;
  double hours = 0;
};

/// Two significant digits, 100 million to nearly a million million; a hundredth of it on small
/// devices.
std::uint64_t draw_parameters(Draw& draw, const Device& device) {
  constexpr std::array<std::uint64_t, 7> scales{1, 10, 10, 10, 100, 100, 1000};
  const std::uint64_t unit = device.peak < 100 ? 100'000 : 10'000'000;
  return (10 + draw.below(90)) * draw.one_of(scales) * unit;
}

std::uint64_t draw_tokens(Draw& draw, std::uint64_t parameters) {
  constexpr std::array<std::uint64_t, 7> for_each{5, 10, 20, 20, 50, 100, 200};
  return std::clamp<std::uint64_t>(parameters * draw.one_of(for_each), 1'000'000'000,
                                   20'000'000'000'000);
}

/// As many devices, a power of two, as end the run in some hours to some months.
void draw_size(Draw& draw, Plan& plan) {
  plan.percent = 20 + draw.below(36);
  const auto rate = static_cast<double>(plan.device->peak * plan.percent) * 1e10;
  const double work = 6 * static_cast<double>(plan.active) * static_cast<double>(plan.tokens);
  const double device_hours = work / rate / 3600;
  const auto target = static_cast<double>(std::uint64_t{4} << draw.below(10));
  const auto wanted = static_cast<std::uint64_t>(device_hours / target) + 1;
  plan.count = std::min<std::uint64_t>(std::bit_ceil(wanted), 65'536);
  plan.hours = device_hours / static_cast<double>(plan.count);
}

Plan draw_plan(Draw& draw) {
  Plan plan;
  plan.device = &draw.one_of(devices);
  plan.moe = draw.below(6) == 0;
  plan.parameters = draw_parameters(draw, *plan.device);
  plan.active = plan.moe ? plan.parameters / (4 + draw.below(5)) : plan.parameters;
  plan.tokens = draw_tokens(draw, plan.active);
  draw_size(draw, plan);
  return plan;
}

void write_tenths(std::string& out, std::uint64_t tenths) {
  add_number(out, tenths / 10);
  if (tenths % 10 != 0) {
    out += ".";
    add_number(out, tenths % 10);
  }
}

void write_with_suffix(std::string& out, std::uint64_t value) {
  constexpr std::string_view suffixes = "TBMK";
  std::uint64_t scale = 1'000'000'000'000;
  for (const char suffix : suffixes) {
    if (value >= scale) {
      write_tenths(out, value / (scale / 10));
      out += suffix;
      return;
    }
    scale /= 1000;
  }
  add_number(out, value);
}

/// 175000000000 or "175B"
void write_count(std::string& out, Draw& draw, std::uint64_t value) {
  if (draw.coin()) {
    return add_number(out, value);
  }
  out += "\"";
  write_with_suffix(out, value);
  out += "\"";
}

/// 355.2, "355.2 h" or "14.8 days"
void write_time(std::string& out, Draw& draw, double hours) {
  if (draw.coin()) {
    return write_tenths(out, static_cast<std::uint64_t>(hours * 10) + 1);
  }
  const bool in_days = hours > 48 && draw.coin();
  out += "\"";
  write_tenths(out, static_cast<std::uint64_t>(in_days ? hours * 10 / 24 : hours * 10) + 1);
  out += in_days ? " days\"" : " h\"";
}

/// 400 or "400 W"
void write_power(std::string& out, Draw& draw, const Device& device) {
  const bool board = draw.coin();
  const std::uint64_t watts = device.watts * ((board ? 70 : 90) + draw.below(31)) / 100;
  out += R"(,"power":)";
  const bool bare = draw.coin();
  out += bare ? "" : "\"";
  add_number(out, watts);
  out += bare ? "" : " W\"";
  out += board ? R"(,"power_scope":"board")" : "";
}

void write_hours(std::string& out, Draw& draw, const Plan& plan) {
  const bool of_devices = draw.coin();
  out += of_devices ? R"(,"device_hours":)" : R"(,"hours":)";
  write_time(out, draw, of_devices ? plan.hours * static_cast<double>(plan.count) : plan.hours);
  if (draw.coin()) {
    write_power(out, draw, *plan.device);
  }
}

void write_rate(std::string& out, Draw& draw, const Plan& plan) {
  if (draw.coin()) {
    out += R"(,"tokens_per_second":)";
    const double rate = static_cast<double>(plan.tokens) / (plan.hours * 3600);
    return write_count(out, draw, static_cast<std::uint64_t>(rate) + 1);
  }
  const bool bare = draw.coin();
  out += bare ? R"(,"mfu":0.)" : R"(,"mfu":")";
  add_number(out, plan.percent);
  out += bare ? "" : "%\"";
}

void write_name(std::string& out, Draw& draw, std::uint64_t line, bool longer) {
  out += R"({"name":")";
  out += draw.one_of(subjects);
  if (longer) {
    out += "-";
    out += draw.one_of(stages);
    out += "-experiment-seed-";
    add_number(out, draw.below(10));
  }
  out += "-";
  add_number(out, line);
}

void write_model(std::string& out, Draw& draw, const Plan& plan) {
  out += plan.moe ? R"(","model":{"kind":"moe","parameters":)"
                  : R"(","model":{"kind":"language","parameters":)";
  write_count(out, draw, plan.parameters);
  if (plan.moe) {
    out += R"(,"active_parameters":)";
    write_count(out, draw, plan.active);
  }
}

void write_training(std::string& out, Draw& draw, const Plan& plan) {
  out += R"(},"training":{"tokens":)";
  write_count(out, draw, plan.tokens);
  out += R"(,"sequence_length":)";
  add_number(out, std::uint64_t{1024} << draw.below(4));
  out += R"(,"precision":")";
  out += plan.device->has_fp8 && draw.below(4) == 0 ? "fp8" : plan.device->precision;
  out += R"(","recompute":")";
  out += draw.one_of(recomputes);
}

/// A third each: the time is given, or a rate, or nothing of the time.
void write_hardware(std::string& out, Draw& draw, const Plan& plan) {
  out += R"("},"hardware":{"accelerator":")";
  out += draw.coin() ? plan.device->id : plan.device->alias;
  out += R"(","count":)";
  add_number(out, plan.count);
  switch (draw.below(3)) {
    case 0:
      return write_hours(out, draw, plan);
    case 1:
      return write_rate(out, draw, plan);
    default:
      return;
  }
}

void write_site(std::string& out, Draw& draw, const Plan& plan) {
  out += R"(},"site":{"region":")";
  out += draw.one_of(draw.coin() ? places : clouds);
  out += R"(","year":)";
  const auto years = static_cast<std::uint32_t>(last_year - plan.device->since + 1);
  add_number(out, plan.device->since + draw.below(years));
  out += R"(,"pue":1.)";
  add_number(out, 10 + draw.below(50));
  out += "}}\n";
}

void write_record(std::string& out, Draw& draw, std::uint64_t line, bool longer) {
  const Plan plan = draw_plan(draw);
  write_name(out, draw, line, longer);
  write_model(out, draw, plan);
  write_training(out, draw, plan);
  write_hardware(out, draw, plan);
  write_site(out, draw, plan);
}

/// Empties `out` onto standard output.
void flush(std::string& out) {
  if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0) {
    throw std::runtime_error("cannot write to standard output");
  }
  out.clear();
}

/// A longer name where the lines so far are short of the mean keeps them at it.
void write_records(std::uint64_t count, std::uint64_t seed) {
  Draw draw(seed);
  std::string out;
  std::uint64_t flushed = 0;
  for (std::uint64_t line = 1; line <= count; ++line) {
    write_record(out, draw, line, flushed + out.size() < mean_line * (line - 1));
    if (out.size() >= block) {
      flushed += out.size();
      flush(out);
    }
  }
  flush(out);
}

std::optional<std::uint64_t> read_whole(std::string_view text) {
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && stop == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

}  // namespace

}  // namespace plume

int main(int argc, char** argv) {
  const auto count = argc > 1 ? plume::read_whole(argv[1]) : std::nullopt;
  const auto seed = argc > 2 ? plume::read_whole(argv[2]) : std::optional<std::uint64_t>(1);
  if (!count || !seed || argc > 3) {
    std::fputs("usage: bench_records COUNT [SEED]\n", stderr);
    return 2;
  }
  try {
    plume::write_records(*count, *seed);
    return 0;
  } catch (const std::exception& failure) {
    std::fputs((std::string("bench_records: ") + failure.what() + "\n").c_str(), stderr);
    return 74;
  }
}
