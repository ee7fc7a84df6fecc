"""Small picture files that Pillow wrote, and the red, green, blue samples that Pillow reads from them.
Needs Debian's python3-pil."""
import base64
import io

import numpy
import PIL
import torch
from PIL import Image

from golden import tensor, write

WIDTH, HEIGHT = 21, 14


def picture():
    """A smooth picture, as photographs are, so that JPEG keeps it."""
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    planes = [255 * x / WIDTH, 255 * y / HEIGHT, 127 + 120 * numpy.sin(x / 5 + y / 3)]
    return Image.fromarray(numpy.stack(planes, axis=-1).astype(numpy.uint8))


def translucent():
    result = picture().convert("RGBA")
    result.putalpha(picture().getchannel(2))
    return result


FILES = {
    "png": (picture(), "PNG", {}),
    "png_grey": (picture().convert("L"), "PNG", {}),
    "png_grey_alpha": (translucent().convert("LA"), "PNG", {}),
    "png_alpha": (translucent(), "PNG", {}),
    "png_palette": (picture().quantize(16), "PNG", {}),
    "png_bits": (picture().convert("1"), "PNG", {}),
    "bmp": (picture(), "BMP", {}),
    "bmp_grey": (picture().convert("L"), "BMP", {}),
    "gif": (picture().quantize(16), "GIF", {}),
    "jpeg": (picture(), "JPEG", dict(quality=90, subsampling=0)),
    "jpeg_420": (picture(), "JPEG", dict(quality=90, subsampling=2)),
    "jpeg_progressive": (picture(), "JPEG", dict(quality=90, progressive=True)),
    "jpeg_grey": (picture().convert("L"), "JPEG", dict(quality=90)),
    "jpeg_cmyk": (picture().convert("CMYK"), "JPEG", dict(quality=90)),
}

cases = []
for name, (image, kind, options) in FILES.items():
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    samples = numpy.asarray(Image.open(io.BytesIO(stream.getvalue())).convert("RGB")).copy()
    cases.append(dict(name=name, file=base64.b64encode(stream.getvalue()).decode(), samples=tensor(torch.from_numpy(samples))))
write("images", cases, pillow=PIL.__version__)
