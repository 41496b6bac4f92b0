# SPDX-License-Identifier: Apache-2.0
python3 -m maxtext.trainers.pre_train.train base.yml global_parameter_scale=16 \
  per_device_batch_size=6 max_target_length=2048 remat_policy=full steps=15
