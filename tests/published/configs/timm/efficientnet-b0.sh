# SPDX-License-Identifier: Apache-2.0
./distributed_train.sh 2 --data-dir /imagenet/ --model efficientnet_b0 -b 384 --amp \
  --sched step --epochs 450 --drop-path 0.2 --reprob 0.2 --img-size 224
