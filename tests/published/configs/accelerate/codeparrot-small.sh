# SPDX-License-Identifier: Apache-2.0
accelerate launch codeparrot_training.py \
  --model_ckpt lvwerra/codeparrot-small \
  --train_batch_size 12 --gradient_accumulation_steps 1 \
  --max_train_steps 150000 --seq_length 1024 \
  --gradient_checkpointing False
