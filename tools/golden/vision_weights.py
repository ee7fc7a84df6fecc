"""torchvision's published weights: address, parameters, accuracy, preprocessing, classes.
Needs Debian's python3-torchvision."""
import hashlib

import torchvision
from torchvision import models

from golden import write

MODELS = ["ResNet18", "ResNet34", "ResNet50", "ResNet101", "ResNet152", "MobileNet_V2"]


def case(weights):
    metrics = weights.meta["_metrics"]["ImageNet-1K"] if "_metrics" in weights.meta else weights.meta["metrics"]
    transforms = weights.transforms()
    return dict(
        name=str(weights), url=weights.url, parameters=weights.meta["num_params"], top1=metrics["acc@1"], top5=metrics["acc@5"],
        resize=transforms.resize_size[0], crop=transforms.crop_size[0], interpolation=transforms.interpolation.value,
        mean=transforms.mean, std=transforms.std,
        categories=hashlib.sha256("".join(f"{name}\n" for name in weights.meta["categories"]).encode()).hexdigest())


write("vision_weights", [case(w) for model in MODELS for w in getattr(models, model + "_Weights")], torchvision=torchvision.__version__)
