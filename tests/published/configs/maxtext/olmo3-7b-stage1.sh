# SPDX-License-Identifier: Apache-2.0
STEPS="${STEPS:-1414078}"
SEQ_LEN="${SEQ_LEN:-8192}"
python3 -m maxtext.trainers.pre_train.train base.yml model_name=olmo3-7b-pt \
  per_device_batch_size=1 gradient_accumulation_steps=1 \
  steps="$STEPS" max_target_length="${SEQ_LEN}" remat_policy=custom
