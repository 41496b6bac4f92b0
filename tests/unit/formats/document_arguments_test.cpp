// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/document_reading.hpp"

using namespace plume;
using namespace plume::document_test;

namespace {

Document read(std::string text) {
  return parse_document("a.sh", std::move(text));
}

}  // namespace

TEST_CASE("Flags are keys", "[formats][arguments]") {
  const Document document = parse_document(
      "a.args", "--num-layers 24\n--seq_length=2048 # words\n--bf16\n--betas 0.9 0.95\n-lr 1e-4\n"
                "--name \"a b\"\n--size=\"8\"\n--shift -1\n--empty=\n");
  CHECK(shown(document, "num_layers") == "number 24");
  CHECK(shown(document, "seq_length") == "number 2048");
  CHECK(shown(document, "bf16") == "true");
  CHECK(shown(document, "betas") == "list 2");
  CHECK(shown(document, "betas/1") == "number 0.95");
  CHECK(shown(document, "lr") == "number 1e-4");
  CHECK(shown(document, "name") == "text a b");
  CHECK(shown(document, "size") == "text 8");
  CHECK(shown(document, "shift") == "number -1");
  CHECK(shown(document, "empty") == "text ");
  CHECK(written(document, "num_layers") == "24");
  CHECK(written(document, document.root.entries[0].key_place) == "--num-layers");
  CHECK(written(document, document.root.entries[1].key_place) == "--seq_length");
  CHECK(written(document, "seq_length") == "2048");
}

TEST_CASE("Variables are filled in, and are keys themselves", "[formats][arguments]") {
  const Document document = read("NODES=4\nexport GPUS='8' X=\"a  b\"\n"
                                 "x --nodes $NODES --gpus ${GPUS} --all $((NODES * ${GPUS})) "
                                 "--name \"n$NODES\" --words $X --one \"$X\"\n");
  CHECK(shown(document, "NODES") == "number 4");
  CHECK(shown(document, "nodes") == "number 4");
  CHECK(shown(document, "gpus") == "number 8");
  CHECK(shown(document, "all") == "number 32");
  CHECK(shown(document, "name") == "text n4");
  CHECK(shown(document, "words") == "list 2");
  CHECK(shown(document, "one") == "text a  b");
  CHECK(written(document, "nodes") == "4");
  CHECK(written(document, "all") == "$((NODES * ${GPUS}))");
}

TEST_CASE("Later assignments count, from their place on", "[formats][arguments]") {
  const Document document = read("A=1\nx --a $A\nA=2\nB=$A\nA+=3\nx --b $A --c $B\n");
  CHECK(shown(document, "a") == "number 1");
  CHECK(shown(document, "b") == "number 23");
  CHECK(shown(document, "c") == "number 2");
  CHECK(shown(document, "A") == "number 23");
}

TEST_CASE("Arguments are followed through arrays and texts", "[formats][arguments]") {
  const Document document = read("L=24\nARRAY=(\n  --layers $L # one\n  --name 'a b'\n)\n"
                                 "ARRAY+=( --bf16 )\nTEXT=\"--width 64 \\\n --heads 8\"\n"
                                 "UNUSED=\"--seq-length 2048\"\nCOUNTS=(1 2)\n"
                                 "torchrun train.py \"${ARRAY[@]}\" $TEXT\n");
  CHECK(shown(document, "layers") == "number 24");
  CHECK(shown(document, "name") == "text a b");
  CHECK(shown(document, "bf16") == "true");
  CHECK(shown(document, "width") == "number 64");
  CHECK(shown(document, "heads") == "number 8");
  CHECK(written(document, "heads") == "8");
  CHECK(shown(document, "seq_length") == "number 2048");
  CHECK(shown(document, "COUNTS") == "list 2");
  CHECK(document.root.find("TEXT") == nullptr);
  CHECK(document.root.find("ARRAY") == nullptr);
}

TEST_CASE("Defaults of variables count where the script sets nothing", "[formats][arguments]") {
  const Document document =
      read("A=5\nB=$1\nx --a ${A:-1} --b ${B:-2} --c ${C:-3} --d ${D-${A}} --e ${2:-4} "
           "${A:+--f 6} ${NONE:+--g 7} --h \"${H:-a b}\" --i ${I:-a b}\n: ${J:=8}\n");
  CHECK(shown(document, "a") == "number 5");
  CHECK(shown(document, "b") == "number 2");
  CHECK(shown(document, "c") == "number 3");
  CHECK(shown(document, "d") == "number 5");
  CHECK(shown(document, "e") == "number 4");
  CHECK(shown(document, "f") == "number 6");
  CHECK(document.root.find("g") == nullptr);
  CHECK(shown(document, "h") == "text a b");
  CHECK(shown(document, "i") == "list 2");
}

TEST_CASE("What only a run would tell stays text", "[formats][arguments]") {
  const Document document = read(
      "H=$(hostname -I | awk '{print $1}')\nx --a $H --b $SLURM_NODES --c `date` "
      "--d ${X%%.*} --e $((Y * 2)) --f $((1 / 0)) --g $((2 ** 3)) --h \"log-$(date +\"%Y\")\"\n");
  CHECK(shown(document, "a") == "text $(hostname -I | awk '{print $1}')");
  CHECK(shown(document, "b") == "text $SLURM_NODES");
  CHECK(shown(document, "c") == "text `date`");
  CHECK(shown(document, "d") == "text ${X%%.*}");
  CHECK(shown(document, "e") == "text $((Y * 2))");
  CHECK(shown(document, "f") == "text $((1 / 0))");
  CHECK(shown(document, "g") == "text $((2 ** 3))");
  CHECK(shown(document, "h") == "text log-$(date +\"%Y\")");
}

TEST_CASE("Further arguments from outside are no value", "[formats][arguments]") {
  const Document document =
      read("python train.py --fp16 $EXTRA_ARGS --steps 5 $@ --bf16 \"${MORE_OPTS[@]}\"\n");
  CHECK(shown(document, "fp16") == "true");
  CHECK(shown(document, "steps") == "number 5");
  CHECK(shown(document, "bf16") == "true");
}

TEST_CASE("The program that is started is no value of a launcher's flag", "[formats][arguments]") {
  const Document document =
      read("torchrun --nproc_per_node 8 --standalone train.py fit --config a.py\n");
  CHECK(shown(document, "nproc_per_node") == "number 8");
  CHECK(shown(document, "standalone") == "true");
  CHECK(shown(document, "config") == "text a.py");
}

TEST_CASE("Elements of an array are taken apart where it stands without quotes",
          "[formats][arguments]") {
  const std::string array = "ARGS=(\"\" \"--vocab-size 128256\" --name \"a b\")\n";
  const Document apart = read(array + "python x.py ${ARGS[@]} --seed 1\n");
  CHECK(shown(apart, "vocab_size") == "number 128256");
  CHECK(written(apart, "vocab_size") == "128256");
  CHECK(shown(apart, "name") == "list 2");
  CHECK(shown(apart, "seed") == "number 1");
  const Document whole = read(array + "python x.py \"${ARGS[@]}\"\n");
  CHECK(shown(whole, "name") == "text a b");
  const Document unused = read(array);
  CHECK(shown(unused, "vocab_size") == "number 128256");
  CHECK(shown(unused, "name") == "text a b");
}

TEST_CASE("Overrides by dotted paths are maps", "[formats][arguments]") {
  const Document document =
      read("python train.py trainer.devices=8 ++model.optim.lr=1e-4 "
           "+trainer.name='a b' --training.seq-len 4096 --flag plain model/x=y\n");
  CHECK(shown(document, "trainer") == "map 2");
  CHECK(shown(document, "trainer/devices") == "number 8");
  CHECK(shown(document, "trainer/name") == "text a b");
  CHECK(shown(document, "model/optim/lr") == "number 1e-4");
  CHECK(shown(document, "training/seq_len") == "number 4096");
  CHECK(shown(document, "flag") == "text plain");
  CHECK(document.root.find("model/x") != nullptr);
  CHECK(written(document, "trainer/devices") == "8");
}

TEST_CASE("What is no argument of a program is passed over", "[formats][arguments]") {
  const Document document = read("#!/bin/bash\n# it's --commented 1\nset -e\nmkdir --parents a\n"
                                 "if [ -z \"$X\" ]; then Y=5; fi\n"
                                 "case \"$1\" in\n  --foo|-f) Z=1 ;;\n  *) W=2 ;;\nesac\n"
                                 "cat <<EOT > ds.json\n{ \"it's\": --heredoc 1 }\nEOT\n"
                                 "f() { echo --nothing; }\n"
                                 "python x.py --seed 1 2>&1 | tee --append log > out; x <<< --w\n");
  for (const char* const key :
       {"commented", "e", "parents", "foo", "f", "heredoc", "nothing", "z"}) {
    CHECK(document.root.find(key) == nullptr);
  }
  CHECK(shown(document, "Y") == "number 5");
  CHECK(shown(document, "Z") == "number 1");
  CHECK(shown(document, "W") == "number 2");
  CHECK(shown(document, "seed") == "number 1");
}

TEST_CASE("Directives of Slurm and commands within texts are read", "[formats][arguments]") {
  const Document document =
      read("#!/bin/bash\r\n#SBATCH --nodes=32\r\n#SBATCH --gpus-per-node 8\r\n"
           "srun bash -c \"python x.py --steps 3 && cd /\"\r\n"
           "python y.py --a 1 \\\r\n  --b 2\r\n");
  CHECK(shown(document, "nodes") == "number 32");
  CHECK(shown(document, "gpus_per_node") == "number 8");
  CHECK(shown(document, "steps") == "number 3");
  CHECK(shown(document, "a") == "number 1");
  CHECK(shown(document, "b") == "number 2");
}

TEST_CASE("What is never closed is told where it begins", "[formats][arguments]") {
  CHECK(refusal("a.sh", "x --a \"b\n") == "invalid-arguments 1:7");
  CHECK(refusal("a.sh", "x --a 'b\n") == "invalid-arguments 1:7");
  CHECK(refusal("a.sh", "A=(\n--a 1\n") == "invalid-arguments 1:3");
  CHECK(refusal("a.sh", "x --a $((1 + 2\n") == "invalid-arguments 1:8");
  CHECK(refusal("a.sh", "x --a ${b\n") == "invalid-arguments 1:8");
  CHECK(refusal("a.sh", "x --a `b\n") == "invalid-arguments 1:7");
}

TEST_CASE("Expansions that multiply or nest on and on are refused", "[formats][arguments]") {
  std::string doubled = "A=xxxxxxxx\n";
  std::string nested;
  std::string closed;
  for (int i = 0; i < 60; ++i) {
    doubled += "A=\"$A$A\"\n";
  }
  for (int i = 0; i < 200; ++i) {
    nested += "${a:-";
    closed += "}";
  }
  CHECK(refusal("a.sh", doubled).starts_with("too-many-values"));
  CHECK(refusal("a.sh", "x --a " + nested + closed).starts_with("nested-too-deep"));
}
