// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_entries.hpp"
#include "data/generate/read_figures.hpp"

#include <cmath>
#include <utility>

namespace plume::generate {

namespace {

/// "AMD Ryzen 5 3600" as an id: "amd-ryzen-5-3600".
std::string slug(const std::string& name) {
  std::string result;
  for (const char c : name) {
    const bool digit = c >= '0' && c <= '9';
    const bool capital = c >= 'A' && c <= 'Z';
    if (digit || capital || (c >= 'a' && c <= 'z')) {
      result += capital ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  while (!result.empty() && result.back() == '-') {
    result.pop_back();
  }
  return result;
}

/// A whole number that may be absent; 0 then.
int read_count(ObjectReader& reader, std::string_view key) {
  const double count = reader.optional_number(key).value_or(0);
  if (!(count >= 0 && count <= 4096 && std::floor(count) == count)) {
    reader.faults().add(reader.spot().inside(key), "this is not a number of cores",
                        "write a whole number, or leave it out");
    return 0;
  }
  return static_cast<int>(count);
}

/// The processor of a lower layer with this id gives way to the new one.
void put(CpuDraft cpu, Draft& draft) {
  const FigureRow earlier = earlier_row(draft.cpus, &CpuDraft::id, cpu.id, cpu.spot);
  (earlier ? draft.cpus[*earlier] : draft.cpus.emplace_back()) = std::move(cpu);
}

void read_cpu(ObjectReader& reader, FigureDraft tdp, Draft& draft) {
  CpuDraft cpu;
  cpu.spot = reader.spot();
  cpu.name = reader.text("name");
  cpu.id = slug(cpu.name);
  cpu.vendor = reader.text("vendor");
  cpu.use = reader.text("use");
  cpu.cores = read_count(reader, "cores");
  cpu.threads = read_count(reader, "threads");
  cpu.year = read_year(reader, "year");
  tdp.id = "cpu/" + cpu.id + "/tdp";
  tdp.spot = reader.spot();
  tdp.value = reader.number("tdp");
  tdp.low = tdp.high = tdp.value;
  tdp.note = reader.optional_text("note");
  reader.finish();
  cpu.tdp = enter_figure(std::move(tdp), reader, draft);
  put(std::move(cpu), draft);
}

}  // namespace

void read_cpu_group(ObjectReader& reader, Draft& draft) {
  FigureDraft shared = read_shared_figure(reader);
  const nlohmann::json* list = reader.member("cpus");
  reader.finish();
  if (list == nullptr) {
    reader.faults().add(reader.spot(), "\"cpus\" is missing", "add the list of processors");
    return;
  }
  for (const Element& element : elements(*list, reader.spot().inside("cpus"), reader.faults())) {
    ObjectReader row(element.value, element.spot, reader.faults());
    read_cpu(row, shared, draft);
  }
}

void read_equivalence(ObjectReader& reader, Draft& draft) {
  const std::string id = reader.text("id");
  const FigureRow earlier =
      earlier_row(draft.equivalences, &EquivalenceDraft::id, id, reader.spot());
  EquivalenceDraft& equivalence =
      earlier ? draft.equivalences[*earlier] : draft.equivalences.emplace_back();
  equivalence.id = id;
  equivalence.spot = reader.spot();
  reader.amend_text(equivalence.name, "name");
  reader.amend_text(equivalence.per, "per");
  equivalence.figure = read_figure(reader, equivalence.id, draft);
  reader.finish();
}

}  // namespace plume::generate
