#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
srun python pretrain_gpt.py \
  --num-layers 96 --hidden-size 12288 --num-attention-heads 96 \
  --seq-length 2048 --max-position-embeddings 2048 \
  --tensor-model-parallel-size 8 --pipeline-model-parallel-size 16 \
  --micro-batch-size 1 --global-batch-size 1536 --rampup-batch-size 16 16 5859375 \
  --train-samples 146484375 \
  --fp16 --checkpoint-activations
