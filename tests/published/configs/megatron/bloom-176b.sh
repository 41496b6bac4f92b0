#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
GPUS_PER_NODE=8
NNODES=$SLURM_NNODES
LENGTH=2048
SAMPLES=220_000_000

MODEL=" \
  --num-layers 70 --hidden-size 14336 --num-attention-heads 112 \
  --seq-length $LENGTH --max-position-embeddings $LENGTH \
  --position-embedding-type alibi --embed-layernorm \
  --pad-vocab-size-to 250880 \
  "
TRAINING=" \
  --micro-batch-size 2 --global-batch-size 2048 --train-samples $SAMPLES \
  --rampup-batch-size 192 16 9_765_625 \
  --bf16 --checkpoint-activations \
  --tensor-model-parallel-size 4 --pipeline-model-parallel-size 12 \
  "
python -m torch.distributed.run --nproc_per_node $GPUS_PER_NODE --nnodes $NNODES \
  pretrain_gpt.py $MODEL $TRAINING
