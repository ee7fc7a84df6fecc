"""Golden texts: str(tensor) of many tensors and repr(module) of many modules."""
from collections import OrderedDict

import torch
from torch import nn

from golden import tensor, write


def expressions():
    """Tensors written as PyTorch code; the C# tests hold the same tensors by name."""
    yield "arange_1000", "torch.arange(1000)"
    yield "arange_1001", "torch.arange(1001)"
    yield "arange_2000_matrix", "torch.arange(2000).reshape(40, 50)"
    yield "arange_float_large", "torch.arange(5000, dtype=torch.float32)"
    yield "zeros_100_100", "torch.zeros(100, 100)"
    yield "cube_summarised", "torch.arange(2744, dtype=torch.float32).reshape(14, 14, 14)"
    yield "cube", "torch.arange(24).reshape(2, 3, 4)"
    yield "four_dims", "torch.arange(16, dtype=torch.float32).reshape(2, 2, 2, 2) / 4"
    yield "four_dims_summarised", "torch.ones(8, 8, 8, 8)"
    yield "long_row", "torch.arange(40)"
    yield "long_row_float", "torch.arange(30, dtype=torch.float32) * 0.5"
    yield "long_rows", "torch.arange(60).reshape(2, 30)"
    yield "long_row_scientific", "torch.arange(20, dtype=torch.float32) * 1e6"
    yield "transposed", "torch.arange(6).reshape(2, 3).t()"
    yield "empty", "torch.zeros(0)"
    yield "empty_shape", "torch.zeros(2, 0, 3)"
    yield "empty_int", "torch.zeros(0, dtype=torch.int64)"
    yield "empty_float64", "torch.zeros(0, 3, dtype=torch.float64)"
    yield "requires_grad", "torch.ones(2, 2, requires_grad=True)"
    yield "requires_grad_scalar", "torch.tensor(3.5, requires_grad=True)"
    yield "requires_grad_float64", "torch.ones(2, dtype=torch.float64, requires_grad=True)"
    yield "grad_fn_mul", "torch.ones(2, requires_grad=True) * 2"
    yield "grad_fn_add", "torch.ones(2, requires_grad=True) + 1"
    yield "grad_fn_sum", "torch.ones(2, requires_grad=True).sum()"
    yield "grad_fn_mean", "torch.ones(2, requires_grad=True).mean()"
    yield "grad_fn_relu", "torch.ones(2, requires_grad=True).relu()"
    yield "grad_fn_exp", "torch.ones(2, requires_grad=True).exp()"
    yield "grad_fn_matmul", "torch.ones(2, 2, requires_grad=True) @ torch.ones(2, 2)"
    yield "grad_fn_view", "torch.ones(4, requires_grad=True).view(2, 2)"
    yield "grad_fn_long_suffix", "torch.arange(9, dtype=torch.float32).mul(1000.5).requires_grad_() * 2"
    yield "parameter", "nn.Parameter(torch.ones(2, 2))"


def values():
    """Tensors given by their values: the file holds them."""
    nan, inf = float("nan"), float("inf")
    f32 = [[], [0.0], [1.0, 2.0], [1.5, -2.25], [0.1, 0.25, 100.0], [1e-5, 1.0], [1e-4, 1e-3], [1e8, 1.0], [1e9], [12345678.0],
           [99999999.0], [123456.789, 0.001], [1000.0, 0.0001], [1e10, -1e-10], [1.0, nan], [inf, -inf, 1.0], [nan], [inf, 2.5],
           [-0.0, 0.0], [-1.0, -0.5], [1e38, 1e-38], [3.14159265], [0.33333333, 0.66666667], [1001.5, 1.5], [99999.5, 0.5],
           [5e-324, 1.0], [0.0, 1e-9], [1e-9], [0.5, 1234567.0], [2.0, 1e8], [2.0, 99999997.0], [1e5, 2e5], [1.0, 1000.0],
           [1e-3, 0.9], [9.99999, 0.1], [0.99999999, 1.0], [123.456, -7.1], [inf], [nan, nan], [inf, 1e-7], [1e7, 0.1]]
    for i, row in enumerate(f32):
        yield f"float32_{i}", torch.tensor(row, dtype=torch.float32)
        yield f"float64_{i}", torch.tensor(row, dtype=torch.float64)
    for i, row in enumerate([[1, 2, 3], [-1, 10, 100], [0], [2**31, -5], [10**12]]):
        yield f"int64_{i}", torch.tensor(row, dtype=torch.int64)
    for dtype in (torch.int32, torch.uint8, torch.bool, torch.float16, torch.bfloat16):
        name = str(dtype).replace("torch.", "")
        yield name, torch.tensor([[0, 1], [1, 0]], dtype=dtype)
        yield name + "_scalar", torch.tensor(1, dtype=dtype)
    yield "float16_fraction", torch.tensor([0.1, 2.5], dtype=torch.float16)
    yield "bfloat16_fraction", torch.tensor([0.1, 2.5], dtype=torch.bfloat16)
    yield "uint8_wide", torch.tensor([0, 255, 7], dtype=torch.uint8)
    for i, value in enumerate([0.0, 1.0, -1.5, 0.1, 1e-6, 1e20, 3.14159265, nan, inf, 100000.0, 12345.678]):
        yield f"scalar_{i}", torch.tensor(value)
        yield f"scalar_float64_{i}", torch.tensor(value, dtype=torch.float64)
    yield "scalar_int", torch.tensor(-7)
    yield "matrix", torch.tensor([[1.0, -2.5], [100.25, 0.125]])
    yield "matrix_of_one", torch.tensor([[1.0]])
    yield "column", torch.tensor([[1.0], [2.0], [-3.0]])
    torch.manual_seed(0)
    yield "randn", torch.randn(3, 4)
    yield "rand_3d", torch.rand(2, 2, 3)
    yield "randn_long", torch.randn(25)
    yield "randn_scaled_down", torch.randn(4) * 1e-4
    yield "randn_scaled_up", torch.randn(4) * 1e6
    yield "mixed_magnitudes", torch.randn(3, 3) * torch.tensor([1e-3, 1.0, 1e4])


MODULES = [
    ("linear", "nn.Linear(5, 3)"), ("linear_no_bias", "nn.Linear(5, 3, bias=False)"), ("identity", "nn.Identity()"),
    ("conv1d", "nn.Conv1d(3, 4, 5)"), ("conv1d_all", "nn.Conv1d(4, 4, 3, stride=2, padding=1, dilation=2, groups=2, bias=False)"),
    ("conv2d", "nn.Conv2d(3, 32, 3)"), ("conv2d_padding", "nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False)"),
    ("conv2d_groups", "nn.Conv2d(4, 8, (3, 1), stride=(2, 1), padding=(1, 0), dilation=(2, 1), groups=2)"),
    ("conv2d_same", "nn.Conv2d(3, 4, 3, padding='same')"), ("conv2d_valid", "nn.Conv2d(3, 4, 3, padding='valid')"),
    ("conv2d_reflect", "nn.Conv2d(3, 4, 3, padding=1, padding_mode='reflect')"),
    ("max_pool2d", "nn.MaxPool2d(2)"), ("max_pool2d_all", "nn.MaxPool2d((3, 2), stride=(2, 1), padding=1, dilation=2, ceil_mode=True)"),
    ("max_pool2d_resnet", "nn.MaxPool2d(kernel_size=3, stride=2, padding=1)"),
    ("avg_pool2d", "nn.AvgPool2d(2)"), ("avg_pool2d_all", "nn.AvgPool2d((3, 2), stride=2, padding=1, ceil_mode=True, count_include_pad=False)"),
    ("adaptive_avg_pool2d", "nn.AdaptiveAvgPool2d(1)"), ("adaptive_avg_pool2d_pair", "nn.AdaptiveAvgPool2d((1, 1))"),
    ("adaptive_avg_pool2d_none", "nn.AdaptiveAvgPool2d((None, 7))"),
    ("batch_norm1d", "nn.BatchNorm1d(8)"), ("batch_norm2d", "nn.BatchNorm2d(64)"),
    ("batch_norm2d_all", "nn.BatchNorm2d(4, eps=0.001, momentum=0.01, affine=False, track_running_stats=False)"),
    ("batch_norm2d_cumulative", "nn.BatchNorm2d(4, momentum=None)"),
    ("layer_norm", "nn.LayerNorm(8)"), ("layer_norm_all", "nn.LayerNorm([2, 3], eps=1e-06, elementwise_affine=False)"),
    ("relu", "nn.ReLU()"), ("relu_inplace", "nn.ReLU(inplace=True)"), ("leaky_relu", "nn.LeakyReLU()"),
    ("leaky_relu_all", "nn.LeakyReLU(0.2, inplace=True)"), ("sigmoid", "nn.Sigmoid()"), ("tanh", "nn.Tanh()"), ("gelu", "nn.GELU()"),
    ("gelu_tanh", "nn.GELU(approximate='tanh')"), ("softmax", "nn.Softmax(dim=1)"), ("softmax_none", "nn.Softmax()"),
    ("log_softmax", "nn.LogSoftmax(dim=-1)"), ("dropout", "nn.Dropout()"), ("dropout_all", "nn.Dropout(0.25, inplace=True)"),
    ("flatten", "nn.Flatten()"), ("flatten_range", "nn.Flatten(0, 2)"), ("embedding", "nn.Embedding(10, 4)"),
    ("embedding_padding", "nn.Embedding(10, 4, padding_idx=0)"),
    ("embedding_all", "nn.Embedding(10, 4, padding_idx=-1, max_norm=2.0, norm_type=1.0, scale_grad_by_freq=True)"),
    ("cross_entropy_loss", "nn.CrossEntropyLoss()"), ("nll_loss", "nn.NLLLoss()"), ("mse_loss", "nn.MSELoss()"), ("l1_loss", "nn.L1Loss()"),
    ("bce_with_logits_loss", "nn.BCEWithLogitsLoss()"),
    ("sequential", "nn.Sequential(nn.Conv2d(1, 20, 5), nn.ReLU(), nn.Flatten(), nn.Linear(20, 10))"),
    ("sequential_empty", "nn.Sequential()"), ("sequential_one", "nn.Sequential(nn.ReLU())"),
    ("sequential_named", "nn.Sequential(OrderedDict(conv1=nn.Conv2d(1, 20, 5), relu1=nn.ReLU()))"),
    ("sequential_nested", "nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.ReLU()), nn.Sequential(nn.Sequential(nn.Tanh())))"),
    ("module_list", "nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 3)])"), ("module_list_empty", "nn.ModuleList()"),
    ("module_dict", "nn.ModuleDict(dict(conv=nn.Conv2d(1, 2, 3), pool=nn.MaxPool2d(2)))"),
    ("parameter_list", "nn.ParameterList([nn.Parameter(torch.zeros(2, 3)), nn.Parameter(torch.zeros(4))])"),
    ("net", "Net()"), ("block", "BasicBlock(64, 128, 2)"), ("resnet_like", "ResNetLike()"),
]


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, kernel_size=3)
        self.pool1 = nn.MaxPool2d(kernel_size=2, stride=2)
        self.fc1 = nn.Linear(32 * 111 * 111, 101)


class BasicBlock(nn.Module):
    def __init__(self, inplanes, planes, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inplanes, planes, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.downsample = None
        if stride != 1:
            self.downsample = nn.Sequential(nn.Conv2d(inplanes, planes, 1, stride, bias=False), nn.BatchNorm2d(planes))


class ResNetLike(nn.Module):
    def __init__(self):
        super().__init__()
        self.pre = nn.Sequential(nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1))
        self.layer1 = nn.Sequential(BasicBlock(64, 64), BasicBlock(64, 64))
        self.layer2 = nn.Sequential(BasicBlock(64, 128, 2))
        self.heads = nn.ModuleDict(dict(small=nn.Linear(128, 10), large=nn.Linear(128, 100)))
        self.fc = nn.Linear(128, 101)


def main():
    scope = {"torch": torch, "nn": nn, "OrderedDict": OrderedDict, "Net": Net, "BasicBlock": BasicBlock, "ResNetLike": ResNetLike}
    cases = [dict(name=n, kind="expression", python=e, text=str(eval(e, scope))) for n, e in expressions()]
    cases += [dict(name=n, kind="values", tensor=tensor(t), text=str(t)) for n, t in values()]
    write("printing_tensors", cases)
    write("printing_modules", [dict(name=n, python=e, text=repr(eval(e, scope))) for n, e in MODULES])


main()
