"""torchvision's augmentations on Pillow pictures of noise: samples in, samples out; random ones after seed 0.
Needs Debian's python3-torchvision and python3-pil."""
import hashlib

import numpy
import PIL
import torch
import torchvision
from PIL import Image
from torchvision import transforms as T
from torchvision.transforms import InterpolationMode as I
from torchvision.transforms import functional as F

from golden import tensor, write

HEIGHT, WIDTH = 13, 18

# name in the C# test: transform
FIXED = {
    "resize_nearest_7x9": T.Resize((7, 9), interpolation=I.NEAREST),
    "resize_nearest_29x31": T.Resize((29, 31), interpolation=I.NEAREST),
    "resize_hamming_5x31": T.Resize((5, 31), interpolation=I.HAMMING),
    "resize_7_max_8": T.Resize(7, max_size=8),
    "resize_7_max_20": T.Resize(7, max_size=20),
    "pad_edge": T.Pad((1, 2, 3, 4), padding_mode="edge"),
    "pad_reflect": T.Pad((4, 3, 2, 1), padding_mode="reflect"),
    "pad_reflect_wide": T.Pad((20, 14, 19, 28), padding_mode="reflect"),
    "pad_symmetric": T.Pad((4, 3, 2, 1), padding_mode="symmetric"),
    "pad_symmetric_wide": T.Pad((20, 14, 19, 28), padding_mode="symmetric"),
    "pad_rgb": T.Pad(2, fill=(10, 20, 30)),
}
RANDOM = {
    "random_vertical_flip": T.RandomVerticalFlip(),
    "random_grayscale": T.RandomGrayscale(0.5),
    "random_crop_pad_if_needed": T.RandomCrop((15, 9), pad_if_needed=True, fill=7),
    "random_crop_reflect": T.RandomCrop(12, padding=3, padding_mode="reflect"),
    "random_resized_crop_bicubic": T.RandomResizedCrop(6, interpolation=I.BICUBIC),
    "jitter_brightness": T.ColorJitter(brightness=0.8),
    "jitter_contrast": T.ColorJitter(contrast=0.8),
    "jitter_saturation": T.ColorJitter(saturation=2),
    "jitter_hue": T.ColorJitter(hue=0.5),
    "jitter_all": T.ColorJitter(0.4, 0.4, 0.4, 0.1),
    "jitter_ranges": T.ColorJitter(brightness=(1.1, 1.5), hue=(-0.2, -0.1)),
    "rotation_30": T.RandomRotation(30),
    "rotation_180_bilinear": T.RandomRotation(180, interpolation=I.BILINEAR),
    "rotation_180_bicubic": T.RandomRotation(180, interpolation=I.BICUBIC),
    "rotation_expand": T.RandomRotation((20, 160), expand=True, fill=9),
    "rotation_expand_bilinear": T.RandomRotation(180, interpolation=I.BILINEAR, expand=True, fill=(1, 2, 3)),
    "rotation_center": T.RandomRotation(90, center=(2, 3)),
    "rotation_quarter": T.RandomRotation((90, 90)),
    "rotation_quarter_expand": T.RandomRotation((90, 90), expand=True),
    "rotation_three_quarters_expand": T.RandomRotation((270, 270), expand=True),
    "rotation_half": T.RandomRotation((-180, -180)),
    "rotation_nothing": T.RandomRotation((0, 0)),
    "affine_degrees": T.RandomAffine(40),
    "affine_all": T.RandomAffine((-30, 60), translate=(0.3, 0.2), scale=(0.5, 1.5), shear=(-20, 30, -10, 15), fill=5),
    "affine_bilinear": T.RandomAffine(10, translate=(0.1, 0.1), scale=(0.8, 1.2), shear=10, interpolation=I.BILINEAR),
    "affine_scale": T.RandomAffine(0, scale=(0.4, 2)),
    "apply": T.RandomApply([T.RandomHorizontalFlip(1), T.CenterCrop((9, 18))], p=0.4),
}
ERASING = {
    "erasing": T.RandomErasing(),
    "erasing_value": T.RandomErasing(0.9, scale=(0.1, 0.6), ratio=(0.5, 2), value=0.25),
    "erasing_rgb": T.RandomErasing(1, value=(0.25, 0.5, 0.75)),
    "erasing_noise": T.RandomErasing(1, scale=(0.02, 0.1), value="random"),
    "erasing_too_large": T.RandomErasing(1, scale=(1, 1)),
}


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
    cases.append(dict(name=name, outputs=[tensor(samples(transform(picture))) for _ in range(4)]))
small = T.ToTensor()(picture.crop((0, 0, 9, 7)))
for name, transform in ERASING.items():
    torch.manual_seed(0)
    cases.append(dict(name=name, erased=[tensor(transform(small)) for _ in range(6)]))

def sha256(picture):
    return hashlib.sha256(numpy.asarray(picture).tobytes()).hexdigest().upper()


# colours from all over the cube: SHA-256 of the samples of a picture that has each third red, green and blue once
level = numpy.arange(0, 256, 3, dtype=numpy.uint8)
colors = Image.fromarray(numpy.stack(numpy.meshgrid(level, level, level, indexing="ij"), axis=-1).reshape(86 * 86, 86, 3))
ALL = {
    "colors_hue_0.1": lambda p: F.adjust_hue(p, 0.1),
    "colors_hue_-0.5": lambda p: F.adjust_hue(p, -0.5),
    "colors_saturation_0.3": lambda p: F.adjust_saturation(p, 0.3),
    "colors_saturation_1.7": lambda p: F.adjust_saturation(p, 1.7),
    "colors_brightness_1.3": lambda p: F.adjust_brightness(p, 1.3),
    "colors_contrast_0.6": lambda p: F.adjust_contrast(p, 0.6),
    "colors_grayscale": lambda p: F.rgb_to_grayscale(p, 3),
}
cases += [dict(name=name, sha256=sha256(change(colors))) for name, change in ALL.items()]

# a picture of the size of photographs; SHA-256 of the samples
row, column = numpy.mgrid[0:375, 0:500]
large = Image.fromarray(numpy.stack([(row * 7 + column * 3) % 256, (row * column) % 251, (row ^ column) % 256], axis=-1).astype(numpy.uint8))
LARGE = {
    "large_resize_256": T.Resize(256),
    "large_resize_bicubic_333": T.Resize(333, interpolation=I.BICUBIC),
    "large_resize_lanczos_224x224": T.Resize((224, 224), interpolation=I.LANCZOS),
    "large_resize_up_600": T.Resize(600),
    "large_resize_nearest_224": T.Resize(224, interpolation=I.NEAREST),
    "large_rotate_33.3": lambda p: F.rotate(p, 33.3),
    "large_rotate_bilinear_-71.7": lambda p: F.rotate(p, -71.7, interpolation=I.BILINEAR),
    "large_rotate_bicubic_5": lambda p: F.rotate(p, 5, interpolation=I.BICUBIC, expand=True),
}
cases += [dict(name=name, sha256=sha256(change(large))) for name, change in LARGE.items()]
write("augmentations", cases, torchvision=torchvision.__version__, pillow=PIL.__version__)
