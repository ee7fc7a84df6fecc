"""torchvision's deepest networks as they are made from seed 0 for 10 classes: places through the stream of random numbers, from the
first tensor drawn to the last. Needs Debian's python3-torchvision."""
import torch
import torchvision

from golden import number, write

# the linear layer is drawn in the constructor, with the first draws of all convolutions, then these are drawn again in order
BLOCKS = {"resnet101": "layer3.22", "resnet152": "layer3.35"}


def facts(value):
    """The first and the last element, and the sum and the sum of squares in float64."""
    flat = value.reshape(-1)
    wide = flat.double()
    return [number(float(str(flat[0].numpy()))), number(float(str(flat[-1].numpy()))), number(wide.sum()), number((wide * wide).sum())]


def case(name, block):
    torch.manual_seed(0)
    state = getattr(torchvision.models, name)(num_classes=10).state_dict()
    names = ["conv1.weight", "layer1.0.conv1.weight", "layer2.0.downsample.0.weight", f"{block}.conv2.weight",
             "layer4.2.conv3.weight", "fc.weight", "fc.bias"]
    return {"name": name, "tensors": [{"name": key, "facts": facts(state[key])} for key in names],
            "next": number(float(str(torch.rand(1)[0].numpy())))}


write("vision_init", [case(name, block) for name, block in BLOCKS.items()], torchvision=torchvision.__version__)
