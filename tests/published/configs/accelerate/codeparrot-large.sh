# SPDX-License-Identifier: Apache-2.0
accelerate launch codeparrot_training.py \
  --model_ckpt lvwerra/codeparrot \
  --train_batch_size 2 --gradient_accumulation_steps 16 \
  --max_train_steps 50000 --seq_length 1024 \
  --gradient_checkpointing True
