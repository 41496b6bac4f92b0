// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"
#include "support/catch.hpp"

#include <array>

using namespace plume;

namespace {

/// A view that owns what it looks at.
struct Viewed {
  Document document;
  std::vector<Diagnostic> faults{};
  ConfigView view;

  explicit Viewed(std::string text, std::string file = "a.yaml")
      : document(parse_document(std::move(file), std::move(text))), view(document, 3, faults) {}

  double number(std::string_view path) {
    const auto said = view.number(path);
    return said ? said->value : -1;
  }
  std::string text(std::string_view path) {
    const auto said = view.text(path);
    return said ? said->value : "absent";
  }
  std::string flag(std::string_view path) {
    const auto said = view.flag(path);
    return said ? (said->value ? "true" : "false") : "absent";
  }
  std::string words(std::string_view path) {
    std::string out;
    for (const auto& word : view.words(path)) {
      out += (out.empty() ? "" : "|") + word.value;
    }
    return out;
  }
  /// "written > meant" of every misspelling.
  std::string misspellings() const {
    std::string out;
    for (const auto& one : view.misspellings()) {
      out += (out.empty() ? "" : "; ") + one.written + " > " + one.meant;
    }
    return out;
  }
};

}  // namespace

TEST_CASE("Values are found by dotted paths", "[formats][view]") {
  Viewed viewed("a: {b: {c: 8}}\nl: [{d: 9}]\ne.f: 10\na.b.g: 11\n");
  CHECK(viewed.number("a.b.c") == 8);
  CHECK(viewed.number("l.0.d") == 9);
  CHECK(viewed.number("e.f") == 10);
  CHECK(viewed.number("a.b.g") == 11);
  CHECK(viewed.number("l.1.d") == -1);
  CHECK(viewed.number("a.c.b") == -1);
  CHECK(viewed.number("a.b.c.d") == -1);
  CHECK(viewed.view.has("a.b"));
  CHECK_FALSE(viewed.view.has("a.x"));
  CHECK(viewed.faults.empty());
}

TEST_CASE("A value says where it stands", "[formats][view]") {
  Viewed viewed("a:\n  b: 8\n");
  const auto said = viewed.view.number("a.b");
  REQUIRE(said);
  CHECK(said->document == 3);
  CHECK(said->key == "a.b");
  CHECK(viewed.document.text.substr(said->place.offset, said->place.width) == "8");
  const auto worked_out = viewed.view.said("a.b", 64.0);
  CHECK(worked_out.value == 64);
  CHECK(worked_out.place.offset == said->place.offset);
}

TEST_CASE("Numbers may be written in several ways", "[formats][view]") {
  Viewed viewed("a: 1e9\nb: \"100_000\"\nc: 4k\nd: 1.5M\ne: ' 16 '\nf: 0x10\n");
  CHECK(viewed.number("a") == 1e9);
  CHECK(viewed.number("b") == 100'000);
  CHECK(viewed.number("c") == 4000);
  CHECK(viewed.number("d") == 1.5e6);
  CHECK(viewed.number("e") == 16);
  CHECK(viewed.number("f") == 16);
  CHECK(viewed.faults.empty());
}

TEST_CASE("What means \"not set\" is as good as absent", "[formats][view]") {
  Viewed viewed("a: 0\nb: -1\nc: null\nd: auto\ne: None\nf: ''\ng: false\nh: ???\n"
                "i: ${oc.env:NODES}\nj: -100\n");
  for (const char* const path : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "nothing"}) {
    CHECK(viewed.number(path) == -1);
  }
  for (const char* const path : {"c", "d", "e", "f", "h", "i"}) {
    CHECK(viewed.text(path) == "absent");
    CHECK(viewed.flag(path) == "absent");
    CHECK(viewed.words(path).empty());
    CHECK_FALSE(viewed.view.has(path));
  }
  CHECK(viewed.faults.empty());
  CHECK(viewed.misspellings().empty());
}

TEST_CASE("What a script takes from outside is as good as absent", "[formats][view]") {
  Viewed viewed("x --nodes $SLURM_NNODES --gpus ${GPUS} --size $1\n", "a.sh");
  for (const char* const path : {"nodes", "gpus", "size"}) {
    CHECK(viewed.number(path) == -1);
  }
  CHECK(viewed.faults.empty());
}

TEST_CASE("Values of the wrong type are faults", "[formats][view]") {
  Viewed viewed("a: 1ba\nb: true\nc: [8]\nd: {e: 1}\nf: maybe\ng: 2\nh: [[1]]\n");
  CHECK(viewed.number("a") == -1);
  CHECK(viewed.number("b") == -1);
  CHECK(viewed.number("c") == -1);
  CHECK(viewed.text("c") == "absent");
  CHECK(viewed.text("d") == "absent");
  CHECK(viewed.flag("f") == "absent");
  CHECK(viewed.flag("g") == "absent");
  CHECK(viewed.words("d").empty());
  CHECK(viewed.words("h").empty());
  REQUIRE(viewed.faults.size() == 9);
  for (const Diagnostic& fault : viewed.faults) {
    CHECK(fault.code == "wrong-type");
    CHECK_FALSE(fault.cure.empty());
  }
  CHECK(viewed.faults.front().message == "`a` must be a number, not `1ba`");
  CHECK(viewed.faults.front().position.column == 4);
  CHECK(viewed.faults.back().position.line == 7);
}

TEST_CASE("What only the framework could work out is a fault", "[formats][view]") {
  Viewed viewed("a: ${multiply:${b},2}\nb: ${nothing}\n");
  CHECK(viewed.number("a") == -1);
  CHECK(viewed.number("b") == -1);
  REQUIRE(viewed.faults.size() == 2);
  CHECK(viewed.faults.front().code == "unresolved-reference");
  CHECK(viewed.text("b") == "${nothing}");
}

TEST_CASE("Truth has several words", "[formats][view]") {
  Viewed viewed("a: true\nb: 'no'\nc: 1\nd: 0\ne: 'On'\nf: '0'\n");
  CHECK(viewed.flag("a") == "true");
  CHECK(viewed.flag("b") == "false");
  CHECK(viewed.flag("c") == "true");
  CHECK(viewed.flag("d") == "false");
  CHECK(viewed.flag("e") == "true");
  CHECK(viewed.flag("f") == "false");
  CHECK(viewed.faults.empty());
}

TEST_CASE("A text may look like something else", "[formats][view]") {
  Viewed viewed("a: 16\nb: no\nc: ' x '\n");
  CHECK(viewed.text("a") == "16");
  CHECK(viewed.text("b") == "no");
  CHECK(viewed.text("c") == "x");
}

TEST_CASE("Words stand in a list or in a text", "[formats][view]") {
  Viewed viewed("a: [q_proj, v_proj]\nb: q_proj,v_proj\nc: q_proj  v_proj\n"
                "d: \"['q_proj', \\\"v_proj\\\"]\"\ne: all-linear\nf: .*(q|v)_proj$\ng: []\n");
  for (const char* const path : {"a", "b", "c", "d"}) {
    CHECK(viewed.words(path) == "q_proj|v_proj");
  }
  CHECK(viewed.words("e") == "all-linear");
  CHECK(viewed.words("f") == ".*(q|v)_proj$");
  CHECK(viewed.words("g").empty());
  CHECK(viewed.faults.empty());
  const auto second = viewed.view.words("a").at(1);
  CHECK(viewed.document.text.substr(second.place.offset, second.place.width) == "v_proj");
}

TEST_CASE("The first of several names counts", "[formats][view]") {
  Viewed viewed("new: 1\nold: 2\non: true\nname: x\n");
  CHECK(viewed.view.number({"newest", "new", "old"})->value == 1);
  CHECK(viewed.view.number({"newest", "old"})->key == "old");
  CHECK(viewed.view.text({"title", "name"})->value == "x");
  CHECK(viewed.view.flag({"off", "on"})->value);
  CHECK_FALSE(viewed.view.number({"newest", "oldest"}));
}

TEST_CASE("Rows take numbers over, the first that is there", "[formats][view]") {
  Viewed viewed("steps: 5\nmax_steps: 6\nlayers: 7\n");
  TrainingFacts facts;
  constexpr std::array<NumberRow, 3> rows{{{"iterations", &TrainingFacts::steps},
                                           {"max_steps", &TrainingFacts::steps},
                                           {"steps", &TrainingFacts::steps}}};
  constexpr std::array<SizeRow, 1> sizes{{{"layers", &SaidSizes::layers}}};
  read_numbers(viewed.view, facts, rows);
  read_sizes(viewed.view, facts, sizes);
  REQUIRE(facts.steps);
  CHECK(facts.steps->value == 6);
  REQUIRE(facts.sizes.layers);
  CHECK(facts.sizes.layers->key == "layers");
}

TEST_CASE("What a file says goes before what another left to a default", "[formats][view]") {
  Viewed viewed("steps: 5\nepochs: 6\n");
  MaybeSaid<double> fact;
  take(fact, viewed.view.by_default("steps", 100.0));
  take(fact, viewed.view.by_default("steps", 200.0));
  CHECK(fact->value == 100);
  take(fact, std::nullopt);
  CHECK(fact->value == 100);
  take(fact, viewed.view.number("steps"));
  take(fact, viewed.view.number("epochs"));
  CHECK(fact->value == 5);
}

TEST_CASE("Words mean what the framework's table says, none among them", "[formats][view]") {
  constexpr auto table = std::to_array<Meaning>({{"none", "no"}, {"full", "all"}});
  Viewed viewed("a: none\nb: Full\nc: half\nd: null\ne: auto\nf: [full]\n");
  const auto meaning = [&](std::string_view path) {
    const auto said = meaning_at(viewed.view, path, table);
    return said ? said->value : "absent";
  };
  CHECK(meaning("a") == "no");
  CHECK(meaning("b") == "all");
  for (const std::string_view path : {"c", "d", "e", "g"}) {
    CHECK(meaning(path) == "absent");
  }
  CHECK(viewed.faults.empty());
  CHECK(meaning("f") == "absent");
  CHECK(viewed.faults.size() == 1);
}

TEST_CASE("A switch is on where a word stands that does not mean off", "[formats][view]") {
  Viewed viewed("a: hybrid\nb: true\nc: no\nd: 0\ne: null\nf: none\n");
  CHECK(is_on(viewed.view, "a"));
  CHECK(is_on(viewed.view, "b"));
  for (const std::string_view path : {"c", "d", "e", "f", "g"}) {
    CHECK_FALSE(is_on(viewed.view, path));
  }
}

TEST_CASE("A fault is placed at its value, or at what holds it", "[formats][view]") {
  Viewed viewed("a:\n  b: 8\nc: 1\n");
  viewed.view.refuse("a.b", "code", "message", "cure");
  viewed.view.refuse("a.x", "code", "message", "cure");
  viewed.view.refuse("z", "code", "message", "cure");
  CHECK(viewed.faults.at(0).position.column == 6);
  CHECK(viewed.faults.at(1).position.line == 2);
  CHECK(viewed.faults.at(2).position.line == 1);
}

TEST_CASE("A key that is nearly one that is missing is told", "[formats][view]") {
  Viewed viewed("gradient_acumulation_steps: 2\nmaxSteps: 5\nlearning-rate: 1\n"
                "trainig: {steps: 3}\nmodel: {hiden_size: 4}\nnum_epcohs: 1\n");
  for (const char* const path : {"gradient_accumulation_steps", "max_steps", "learning_rate",
                                 "training.steps", "model.hidden_size", "num_epochs"}) {
    CHECK(viewed.number(path) == -1);
  }
  CHECK(viewed.misspellings() ==
        "gradient_acumulation_steps > gradient_accumulation_steps; maxSteps > max_steps; "
        "learning-rate > learning_rate; trainig > training; "
        "model.hiden_size > model.hidden_size; num_epcohs > num_epochs");
  const auto place = viewed.view.misspellings().at(1).place;
  CHECK(viewed.document.text.substr(place.offset, place.width) == "maxSteps");
}

TEST_CASE("Other keys are no misspellings", "[formats][view]") {
  Viewed viewed("ep_size: 1\nbf16: 1\nadam_beta2: 1\nmin_tokens: 1\nlr: 1\nnum_q_heads: 1\n"
                "n_layers: 1\neval_batch_size: 1\nsteps: {a: 1}\n");
  for (const char* const path : {"tp_size", "fp16", "adam_beta1", "max_tokens", "l", "num_kv_heads",
                                 "n_layer", "n_layers", "train_batch_size", "steps.b"}) {
    viewed.number(path);
  }
  CHECK(viewed.misspellings().empty());
}

TEST_CASE("A key that stands twice is refused where it is asked for", "[formats][view]") {
  Viewed viewed("a: 1\nb: {c: 1, c: 2}\na: 3\nd: 4\nd: 5\ne: {f: 6}\ne: {f: 7}\n");
  CHECK(viewed.number("b.c") == 2);
  CHECK(viewed.number("a") == 3);
  CHECK(viewed.number("a") == 3);
  CHECK(viewed.number("e.f") == 7);
  REQUIRE(viewed.faults.size() == 3);
  for (const Diagnostic& fault : viewed.faults) {
    CHECK(fault.code == "duplicate-key");
  }
  CHECK(viewed.faults[0].position.line == 2);
  CHECK(viewed.faults[0].position.column == 11);
  CHECK(viewed.faults[1].position.line == 3);
  CHECK(viewed.faults[2].message == "`e` stands there twice, and holds `e.f`");
}

TEST_CASE("Of a flag given twice the last counts, and keys that are merged stand once",
          "[formats][view]") {
  Viewed script("torchrun train.py --steps 1 --steps 2\n", "a.sh");
  CHECK(script.number("steps") == 2);
  CHECK(script.faults.empty());
  Viewed merged("base: &base {a: 1, b: 2}\nrun: {<<: *base, a: 3}\n");
  CHECK(merged.number("run.a") == 3);
  CHECK(merged.number("run.b") == 2);
  CHECK(merged.faults.empty());
}
