// SPDX-License-Identifier: Apache-2.0
#include "plume/data/entry.hpp"

#include "plume/data/overlay.hpp"
#include "plume/support/closest_match.hpp"

#include <algorithm>
#include <cctype>

namespace plume {

namespace {

/// One function out of several, so that `std::visit` reads as a table.
template <class... F>
struct Each : F... {
  using F::operator()...;
};
template <class... F>
Each(F...) -> Each<F...>;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

/// Everything that a search looks at, in lower case.
std::string searchable(const Entry& entry) {
  std::string out = lower(std::string(id_of(entry)) + " " + std::string(name_of(entry)));
  const auto add = [&out](std::span<const Text> names) {
    for (const Text name : names) {
      out.append(" ").append(lower(name.view()));
    }
  };
  std::visit(Each{[&](const Accelerator* a) { add(aliases_of(*a)); },
                  [&](const Instance* i) { add(aliases_of(*i)); },
                  [&](const Place* p) { add(aliases_of(*p)); },
                  [&](const ListedArchitecture* a) { add(aliases_of(*a)); },
                  [&](const ListedModel* m) { add(aliases_of(*m)); }, [](const auto*) {}},
             entry);
  return out;
}

template <class Row>
void add_all(std::span<const Row> rows, std::vector<Entry>& out) {
  for (const Row& row : rows) {
    out.emplace_back(&row);
  }
}

/// A measured rate by its whole id ("llm-foundry/17"), or null.
const Measurement* find_measurement(std::string_view id) {
  const auto all = measurements();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [id](const Measurement& m) { return m.id.view() == id; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<Entry> all_entries() {
  std::vector<Entry> out;
  add_all(accelerators(), out);
  add_all(instances(), out);
  add_all(cpus(), out);
  add_all(architectures(), out);
  add_all(language_models(), out);
  add_all(places(), out);
  for (const PueRow& row : pue_rows()) {
    out.emplace_back(&figures()[row.figure]);
  }
  add_all(sources(), out);
  return out;
}

}  // namespace

std::string_view kind_of(const Entry& entry) {
  return std::visit(
      Each{[](const Accelerator*) -> std::string_view { return "accelerator"; },
           [](const Instance*) -> std::string_view { return "instance"; },
           [](const Cpu*) -> std::string_view { return "processor"; },
           [](const ListedArchitecture*) -> std::string_view { return "architecture"; },
           [](const ListedModel*) -> std::string_view { return "model"; },
           [](const Place* p) { return name_of(p->kind); },
           [](const Source*) -> std::string_view { return "source"; },
           [](const Figure*) -> std::string_view { return "figure"; },
           [](const PublishedRun*) -> std::string_view { return "published run"; },
           [](const Measurement*) -> std::string_view { return "measurement"; }},
      entry);
}

std::string_view id_of(const Entry& entry) {
  return std::visit(Each{[](const Source* s) { return s->key.view(); },
                         [](const auto* row) { return row->id.view(); }},
                    entry);
}

std::string_view name_of(const Entry& entry) {
  return std::visit(
      Each{[](const Accelerator* a) { return a->name.view(); },
           [](const Instance* i) { return accelerators()[i->accelerator].name.view(); },
           [](const Cpu* c) { return c->name.view(); },
           [](const ListedArchitecture* a) { return a->name.view(); },
           [](const ListedModel* m) { return m->name.view(); },
           [](const Place* p) { return p->name.view(); },
           [](const PublishedRun* r) { return r->name.view(); },
           [](const Measurement* m) { return m->model.view(); },
           [](const Source* s) { return s->title.view(); },
           [](const Figure* f) {
             const Equivalence* const equivalence = find_equivalence(f->id);
             return equivalence != nullptr ? equivalence->name.view() : f->condition.view();
           }},
      entry);
}

std::string_view origin_of(const Entry& entry) {
  return std::visit([](const auto* row) { return origin_of(*row); }, entry);
}

std::vector<Entry> find_entries(std::string_view name) {
  std::vector<Entry> out;
  const auto add = [&out](const auto* row) {
    if (row != nullptr) {
      out.emplace_back(row);
    }
  };
  add(find_accelerator(name));
  add(find_instance(name));
  add(find_cpu(name));
  add(find_architecture(name));
  for (const Place* place : find_places(name)) {
    add(place);
  }
  add(find_source(name));
  add(find_figure(name));
  add(find_published_run(name));
  add(find_measurement(name));
  if (out.empty()) {
    add(find_language_model(name));
  }
  return out;
}

std::vector<Entry> search_entries(std::span<const std::string> words) {
  std::vector<Entry> out;
  for (const Entry& entry : all_entries()) {
    const std::string text = searchable(entry);
    const bool all = std::all_of(words.begin(), words.end(), [&text](const std::string& word) {
      return text.find(lower(word)) != std::string::npos;
    });
    if (all) {
      out.push_back(entry);
    }
  }
  return out;
}

std::vector<std::string_view> suggest_entries(std::string_view name) {
  std::vector<std::string_view> names = suggest_accelerators(name);
  for (const auto& more : {suggest_places(name), suggest_instances(name),
                           suggest_architectures(name), suggest_language_models(name)}) {
    names.insert(names.end(), more.begin(), more.end());
  }
  for (const Source& source : sources()) {
    names.push_back(source.key.view());
  }
  return closest_matches(name, names);
}

}  // namespace plume
