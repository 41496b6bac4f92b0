#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
GPUS_PER_NODE=8
NNODES=4
MODEL_ARGS=(
  --num-layers 24
  --hidden-size 2048
  --num-attention-heads 16
  --seq-length 2048
  --max-position-embeddings 2048
)
TRAINING_ARGS="--micro-batch-size 4 --global-batch-size 256 --train-iters 10000 --bf16"
torchrun --nproc_per_node $GPUS_PER_NODE --nnodes $NNODES pretrain_gpt.py \
  ${MODEL_ARGS[@]} $TRAINING_ARGS --tensor-model-parallel-size 2
