"""Ten training losses of small networks, float32, from the seeds alone: initialisation, data and labels are drawn."""
import torch
from torch import nn
from torch.nn import functional as F

from golden import tensor, write


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, 3, stride=2, padding=1)
        self.bn2 = nn.BatchNorm2d(16)
        self.fc = nn.Linear(16 * 3 * 3, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2)
        x = F.relu(self.bn2(self.conv2(x)))
        return self.fc(x.flatten(1))


class Residual(nn.Module):
    def __init__(self, inplanes, planes, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inplanes, planes, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.shortcut = nn.Sequential(nn.Conv2d(inplanes, planes, 1, stride, bias=False), nn.BatchNorm2d(planes))

    def forward(self, x):
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        out += self.shortcut(x)
        return F.relu(out)


def residual_net():
    # A bias before a normalisation has no gradient but rounding noise, which Adam would blow up to full steps.
    return nn.Sequential(nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), Residual(4, 6, 1),
                         Residual(6, 8, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 5))


def mlp():
    return nn.Sequential(nn.Linear(20, 32), nn.Tanh(), nn.Linear(32, 16), nn.GELU(), nn.LayerNorm(16), nn.Linear(16, 4))


def train(name, build, shape, classes, make_optimizer, make_scheduler=None):
    torch.manual_seed(0)
    model = build()
    torch.manual_seed(1)
    x, y = torch.randn(shape), torch.randint(0, classes, (shape[0],))
    optimizer = make_optimizer(model.parameters())
    scheduler = make_scheduler(optimizer) if make_scheduler else None
    losses, norms = [], []
    for _ in range(10):
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
        norms.append(torch.stack([p.grad.norm() for p in model.parameters()]).norm().item())
        optimizer.step()
        if scheduler:
            scheduler.step()
    model.eval()
    with torch.no_grad():
        logits = model(x)
    sums = {k: v.double().sum().item() for k, v in model.state_dict().items()}
    return dict(name=name, model=repr(model), optimizer=" ".join(repr(optimizer).split()), input_head=tensor(x.flatten()[:8]),
                labels=tensor(y), losses=losses, gradient_norms=norms, eval_logits=tensor(logits[:4]), state_sums=sums)


def main():
    write("training", [
        train("conv_net", ConvNet, (16, 3, 12, 12), 10, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
        train("conv_net_weight_decay", ConvNet, (8, 3, 12, 12), 10,
              lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=5e-4, nesterov=True),
              lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 10)),
        train("residual_net", residual_net, (12, 1, 8, 8), 5, lambda p: torch.optim.AdamW(p, lr=1e-2)),
        train("mlp", mlp, (24, 20), 4, lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
        train("mlp_adam", mlp, (24, 20), 4, lambda p: torch.optim.Adam(p, lr=3e-3),
              lambda o: torch.optim.lr_scheduler.StepLR(o, 4, 0.5)),
    ])


torch.set_num_threads(1)
main()
