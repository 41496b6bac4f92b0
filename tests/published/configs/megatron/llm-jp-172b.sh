#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
SHAPE=(
  --num-layers 96
  --hidden-size 12288
  --ffn-hidden-size 38464
  --num-attention-heads 96
  --group-query-attention --num-query-groups 16
  --swiglu --disable-bias-linear --untie-embeddings-and-output-weights
  --position-embedding-type rope
  --seq-length 4096 --max-position-embeddings 4096
  --vocab-size 99487
)
torchrun --nproc_per_node 8 --nnodes 64 pretrain_gpt.py "${SHAPE[@]}" \
  --global-batch-size 1728 --train-iters 296699 \
  --tensor-model-parallel-size 4 --pipeline-model-parallel-size 16 \
  --bf16 --fp8-format hybrid
