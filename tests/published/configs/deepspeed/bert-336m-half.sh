# SPDX-License-Identifier: Apache-2.0
deepspeed pretrain_bert.py \
  --num-layers 24 --hidden-size 1024 --num-attention-heads 16 \
  --seq-length 512 --max-position-embeddings 512 --vocab-size 30522 \
  --train-iters 1000000 --fp16
