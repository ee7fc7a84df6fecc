"""torchvision's models: keys and shapes of the state dict, and the outputs of its own model tests' recipe: seed 0, 50 classes,
evaluation mode, then one random picture. Needs Debian's python3-torchvision."""
import hashlib

import torch
import torchvision

from golden import number, write

# name: picture size for the outputs, or None to skip them (hundreds of megabytes of weights)
MODELS = {
    "resnet18": 224, "resnet34": 224, "resnet50": 224, "resnet101": None, "resnet152": None, "resnext50_32x4d": 64,
    "wide_resnet50_2": None, "alexnet": 224, "mobilenet_v2": 224, "vgg11": 64, "vgg11_bn": None, "vgg13": None,
    "vgg16": None, "vgg16_bn": None, "vgg19": None,
}


def entries(model):
    """One line per entry of the state dict, as the test makes them too."""
    return "".join(f"{k} [{', '.join(str(n) for n in v.shape)}]\n" for k, v in model.state_dict().items())


def case(name, size):
    build = getattr(torchvision.models, name)
    model = build()
    parameters = sum(p.numel() for p in model.parameters())
    lines = entries(model)
    result = dict(name=name, parameters=parameters, entries=lines.count("\n"), sha256=hashlib.sha256(lines.encode()).hexdigest(), size=size)
    if size is not None:
        torch.manual_seed(0)
        model = build(num_classes=50).eval()
        picture = torch.rand(1, 3, size, size)
        with torch.no_grad():
            result["outputs"] = [number(float(str(v))) for v in model(picture)[0].numpy()]
    return result


write("vision_models", [case(name, size) for name, size in MODELS.items()], torchvision=torchvision.__version__)
