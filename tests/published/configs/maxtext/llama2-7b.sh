# SPDX-License-Identifier: Apache-2.0
python3 -m maxtext.trainers.pre_train.train configs/base.yml model_name=llama2-7b \
  steps=15 per_device_batch_size=12 max_target_length=2048 remat_policy=save_qkv_proj
