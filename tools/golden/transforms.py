"""torchvision's transforms on a Pillow picture of noise: samples for samples in, samples out; random ones after seed 0.
Needs Debian's python3-torchvision and python3-pil."""
import numpy
import PIL
import torch
import torchvision
from PIL import Image
from torchvision import transforms as T
from torchvision.transforms import InterpolationMode as I

from golden import tensor, write

HEIGHT, WIDTH = 13, 18

# name in the C# test: transform
FIXED = {
    "resize_7": T.Resize(7),
    "resize_13": T.Resize(13),
    "resize_29": T.Resize(29),
    "resize_5x31": T.Resize((5, 31)),
    "resize_40x3": T.Resize((40, 3)),
    "resize_1x1": T.Resize((1, 1)),
    "resize_bicubic_8x9": T.Resize((8, 9), interpolation=I.BICUBIC),
    "resize_bicubic_20x25": T.Resize((20, 25), interpolation=I.BICUBIC),
    "resize_lanczos_8x25": T.Resize((8, 25), interpolation=I.LANCZOS),
    "resize_box_5x25": T.Resize((5, 25), interpolation=I.BOX),
    "center_crop_6": T.CenterCrop(6),
    "center_crop_9x7": T.CenterCrop((9, 7)),
    "center_crop_16x21": T.CenterCrop((16, 21)),
    "center_crop_16x5": T.CenterCrop((16, 5)),
    "pad_2": T.Pad(2),
    "pad_1_2_3_4_fill_9": T.Pad((1, 2, 3, 4), fill=9),
    "grayscale": T.Grayscale(),
    "grayscale_3": T.Grayscale(3),
}
RANDOM = {
    "random_crop_8x9": T.RandomCrop((8, 9)),
    "random_crop_13x18": T.RandomCrop((13, 18)),
    "random_crop_12_padding_2": T.RandomCrop(12, padding=2),
    "random_horizontal_flip": T.RandomHorizontalFlip(),
    "random_horizontal_flip_0.2": T.RandomHorizontalFlip(0.2),
    "random_resized_crop_6": T.RandomResizedCrop(6),
    "random_resized_crop_5x9": T.RandomResizedCrop((5, 9), scale=(0.5, 0.9), ratio=(1, 2)),
    "random_resized_crop_narrow": T.RandomResizedCrop(4, scale=(0.9, 1), ratio=(0.1, 0.2)),
    "random_resized_crop_wide": T.RandomResizedCrop(4, scale=(0.9, 1), ratio=(4, 5)),
}
PARTS = {"parts_500x375": (500, 375), "parts_32x32": (32, 32), "parts_20x300": (20, 300)}


def samples(picture):
    a = numpy.asarray(picture)
    a = a if a.ndim == 3 else a[..., None]
    return torch.from_numpy(a.copy())


noise = torch.randint(0, 256, (HEIGHT, WIDTH, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(5))
picture = Image.fromarray(noise.numpy())
cases = [dict(name="picture", samples=tensor(noise))]
cases += [dict(name=name, outputs=[tensor(samples(transform(picture)))]) for name, transform in FIXED.items()]
for name, transform in RANDOM.items():
    torch.manual_seed(0)
    cases.append(dict(name=name, outputs=[tensor(samples(transform(picture))) for _ in range(6)]))
for name, (height, width) in PARTS.items():
    torch.manual_seed(0)
    blank = Image.new("L", (width, height))
    cases.append(dict(name=name, height=height, width=width, parts=[
        list(T.RandomResizedCrop.get_params(blank, (0.08, 1.0), (3 / 4, 4 / 3))) for _ in range(40)]))
normalize = T.Compose([T.ToTensor(), T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
cases.append(dict(name="normalize", output=tensor(normalize(picture.crop((0, 0, 4, 3))))))
write("transforms", cases, torchvision=torchvision.__version__, pillow=PIL.__version__)
